"""Accounts, the own account and the log on the screen."""

from survey.actions import accounts, signing_in
from survey.actions.reading_log import read_log
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import Grant
from survey.screens.clock import now
from tests.conftest import NOW
from tests.screens.visitor import texts

PASSWORD = "correct horse battery"


def test_an_account_is_opened_with_a_role_for_a_ward_and_gets_its_link(visit, office):
    visitor = visit("accounts")
    visitor.text_input(key="account_id_new").set_value("huzhang")
    visitor.text_input(key="account_name_new").set_value("护士长甲")
    visitor.selectbox(key="account_role_0_new").set_value("head_of_unit")
    visitor.multiselect(key="account_units_0_new").set_value(["ward-urology"])

    visitor.button(key="do_save_account").click().run()

    assert "已保存 huzhang" in texts(visitor)
    assert accounts.list_accounts(office) == [
        (Account("huzhang", "护士长甲", (Grant("head_of_unit", "", ("ward-urology",)),)), False)
    ]
    visitor.selectbox(key="account").set_value("huzhang").run()
    visitor.button(key="do_link").click().run()
    link = visitor.code[0].value
    assert signing_in.account_of_link(office, link.rpartition("/")[2], now()) == "huzhang"


def test_a_refused_account_keeps_what_was_typed(visit, office):
    visitor = visit("accounts")
    visitor.text_input(key="account_id_new").set_value("huzhang")
    visitor.text_input(key="account_name_new").set_value("护士长甲")
    visitor.selectbox(key="account_role_0_new").set_value("head_of_unit")

    visitor.button(key="do_save_account").click().run()

    assert "至少选一个单位" in visitor.error[0].value
    assert visitor.text_input(key="account_name_new").value == "护士长甲"
    assert accounts.list_accounts(office) == []


def test_the_own_password_is_changed_and_what_was_typed_is_forgotten(visit, office):
    accounts.save_account(office, Account(office.actor.id, "控制台", ()), NOW)
    signing_in.set_password(office, accounts.password_link(office, office.actor.id, NOW), PASSWORD, "", NOW)
    visitor = visit("me")
    for key, text in (("old", PASSWORD), ("new", "staple horse correct"), ("again", "staple horse correct")):
        visitor.text_input(key=f"password_{key}").set_value(text)

    visitor.button(key="do_password").click().run()

    assert not visitor.error
    assert signing_in.sign_in(office, office.actor.id, "staple horse correct", "", NOW)
    assert not {f"password_{key}" for key in ("old", "new", "again") if visitor.text_input(key=f"password_{key}").value}


def test_the_log_is_read_by_person_and_action(visit, office):
    accounts.save_account(office, Account("zhang", "张三", ()), NOW)
    accounts.save_account(office, Account("li", "李四", ()), NOW)
    visitor = visit("log")
    assert len(visitor.dataframe[0].value) == len(read_log(office))

    visitor.text_input(key="log_row").set_value("li").run()

    table = visitor.dataframe[0].value
    assert table["row"].tolist() == ["li"]
    assert table["action"].tolist() == ["管理账号和岗位"]


def test_the_table_of_who_may_do_what_has_every_action_and_role(visit, office):
    table = visit("permissions").dataframe[1].value

    assert len(table) == len(office.declarations.permissions.rules)
    assert list(table.columns) == [str(role.name) for role in office.declarations.permissions.roles.values()]
    assert table.loc["看日志", "审计员"] == "●" and table.loc["看日志", "访员"] == "–"
