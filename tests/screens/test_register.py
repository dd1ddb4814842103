"""The register of any kind of case: the list, one case, and the form, as the declarations say."""

from datetime import UTC, datetime, timedelta

from survey.actions.handling import Entry, list_cases, open_case, read_case, steps_of
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import Actor, Grant
from survey.screens import identity
from tests.screens.visitor import texts

CALLER = Contact("张三", "13800001111", "东山里 3 栋")
FIELDS = {"area": "area-01", "zone": "town", "urgency": "ordinary", "km": "3.5"}


def now() -> datetime:
    return datetime.now(UTC)


def a_repair(office, number: int = 1, hours_ago: float = 0) -> str:
    id = f"repair-of-a-test-{number:04}"
    entry = Entry(id, "water", "repair", "team-repair-1", "call", "", "水龙头漏水", True, "sheet", CALLER, FIELDS)
    open_case(office, entry, now() - timedelta(hours=hours_ago))
    return id


def open_page(visit, id: str, programme: str = "water", language: str = "zh"):
    """By the address that a QR code or another page leads to."""
    visitor = visit("book", language)
    visitor.query_params["programme"], visitor.query_params["case"] = programme, id
    return visitor.run()


def choose(visitor, id: str, steps: int, move: str) -> str:
    """Choose a move; what its boxes' keys end with."""
    visitor.get_by_key(f"move_{id}_{steps}").set_value(move).run()
    return f"{move}_{id}_{steps}"


def the_list(visit):
    visitor = visit("book")
    visitor.get_by_key("programme").set_value("water").run()
    return visitor


def test_a_case_opens_by_its_address(visit, office):
    id = a_repair(office)

    visitor = open_page(visit, id)

    shown = texts(visitor)
    for words in ("水龙头漏水", "三来登记", "维修一队", "来电", "从服务处起的路程", "3.5 km", "下达任务单", "未到期", "/print/water/"):
        assert words in shown
    assert "13800001111" not in shown


def test_an_address_without_a_case_says_so_and_leads_back(visit, office):
    visitor = open_page(visit, "nothing-has-this-id")

    assert "没有这件事项" in visitor.error[0].value
    visitor.button(key="do_back").click().run()
    assert "case" not in visitor.query_params and visitor.get_by_key("programme")


def test_the_list_says_what_is_overdue_and_shows_that_alone_when_asked(visit, office):
    a_repair(office, 1, hours_ago=1)
    a_repair(office, 2)

    visitor = the_list(visit)
    due = visitor.dataframe[0].value["due"].tolist()
    assert {words[:5] for words in due} == {"▷ 未到期", "⚠ 已超时"}

    visitor.toggle(key="overdue").set_value(True).run()
    assert len(visitor.dataframe[0].value) == 1
    assert "已超时" in visitor.dataframe[0].value["due"].iloc[0]


def test_the_list_is_searched_by_the_beginning_of_a_code(visit, office):
    a_repair(office, 1)
    a_repair(office, 2)
    code = list_cases(office, "water")["code"].iloc[0]

    visitor = the_list(visit)
    visitor.text_input(key="code").set_value(code[:7].lower()).run()

    assert visitor.dataframe[0].value["code"].tolist() == [code]


def test_the_chosen_move_shows_its_fields_and_what_was_done_is_told(visit, office):
    id = a_repair(office)
    visitor = open_page(visit, id)

    key = choose(visitor, id, 1, "report")
    visitor.get_by_key(f"field_explained_{key}").set_value("yes")
    visitor.text_input(key=f"field_promised_time_{key}").set_value("2026-12-01 9:30")
    visitor.button(key=f"do_report_{id}").click().run()

    assert not visitor.exception
    assert "已记下：向主管经理汇报" in visitor.success[0].value
    case = read_case(office, id, "water")
    assert (case.state, case.coded["explained"]) == ("reported", "yes")
    assert case.coded["promised_time"].startswith("2026-12-01T01:30")


def test_a_refusal_keeps_everything_that_was_typed(visit, office):
    id = a_repair(office)
    visitor = open_page(visit, id)

    key = choose(visitor, id, 1, "report")
    visitor.text_input(key=f"field_promised_time_{key}").set_value("后天")
    visitor.text_area(key=f"note_{key}").set_value("已说明")
    visitor.button(key=f"do_report_{id}").click().run()

    assert "已向顾客解释说明" in visitor.error[0].value
    assert visitor.text_input(key=f"field_promised_time_{key}").value == "后天"
    assert visitor.text_area(key=f"note_{key}").value == "已说明"
    assert read_case(office, id, "water").state == "registered"


def test_what_was_done_earlier_is_entered_with_its_own_time(visit, office):
    id = a_repair(office, hours_ago=3)
    visitor = open_page(visit, id)
    earlier = (now() - timedelta(hours=2)).astimezone(office.zone)

    key = choose(visitor, id, 1, "abandon")
    visitor.text_area(key=f"note_{key}").set_value("顾客撤回")
    visitor.text_input(key=f"when_{key}").set_value(f"{earlier:%Y-%m-%d %H:%M}")
    visitor.button(key=f"do_abandon_{id}").click().run()

    step = steps_of(office, id, "water").iloc[-1]
    assert f"{step['happened_at'].astimezone(office.zone):%Y-%m-%d %H:%M}" == f"{earlier:%Y-%m-%d %H:%M}"
    assert "补录" in texts(visitor)


def test_a_correction_asks_only_for_what_is_wrong(visit, office):
    id = a_repair(office)
    visitor = open_page(visit, id)

    key = choose(visitor, id, 1, "correct")
    assert not [box.key for box in visitor.text_input if box.key.startswith("field_")]
    visitor.multiselect(key=f"wrong_{key}").set_value(["km"]).run()
    visitor.text_input(key=f"field_km_{key}").set_value("5")
    visitor.text_area(key=f"note_{key}").set_value("路程写错了")
    visitor.button(key=f"do_correct_{id}").click().run()

    assert read_case(office, id, "water").coded["km"] == 5
    assert read_case(office, id, "water").coded["zone"] == "town"


def test_only_those_who_may_are_offered_a_move(visit, office, monkeypatch):
    id = a_repair(office)
    leader = Actor("duizhang", "队长", (Grant("team_leader", "water", ("team-repair-1",)),))
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(leader))

    visitor = open_page(visit, id)

    offered = {option.content for option in visitor.get_by_key(f"move_{id}_1").proto.options}
    assert "跑水，直接派管道工" in offered and "向主管经理汇报" not in offered
    assert f"contact_{id}" not in [button.key for button in visitor.button]


def test_a_contact_that_is_told_later_takes_the_place_of_the_one_before(visit, office):
    id = a_repair(office)
    visitor = open_page(visit, id)

    for name, told in (("name", "李四"), ("phone", "13900002222"), ("address", "东山里 4 栋")):
        visitor.text_input(key=f"told_{name}_{id}").set_value(told)
    visitor.button(key=f"do_keep_contact_{id}").click().run()
    visitor.button(key=f"contact_{id}").click().run()

    assert not visitor.exception and not visitor.error
    assert "电话　13900002222" in texts(visitor)


def test_a_complaint_is_entered_from_the_case_it_is_about(visit, office):
    id = a_repair(office)
    visitor = open_page(visit, id)

    visitor.button(key="do_link_complaints_opinion").click().run()
    entry = visitor.session_state["entry_id"]
    visitor.selectbox(key="entry_unit").set_value("team-repair-1")
    visitor.selectbox(key="entry_channel").set_value("call")
    visitor.text_area(key=f"text_{entry}").set_value("约好了没有来")
    visitor.button(key=f"do_enter_{entry}").click().run()

    assert not visitor.exception and not visitor.error
    assert list_cases(office, "complaints")["source"].tolist() == [id]
    assert f"case={list_cases(office, 'complaints')['id'].iloc[0]}" in texts(open_page(visit, id))


def test_every_kind_of_case_has_a_form_in_both_languages(visit, office):
    for programme in office.declarations.programmes.values():
        for language in ("zh", "en"):
            visitor = visit("book", language)
            visitor.get_by_key("programme").set_value(programme.id).run()
            visitor.get_by_key("do").set_value("enter").run()
            for kind in visitor.selectbox(key="entry_kind").options:
                visitor.selectbox(key="entry_kind").select(kind).run()
                assert not visitor.exception, f"{programme.id} {kind}"


def test_an_entry_says_its_code_until_when_and_what_is_printed(visit, office):
    visitor = the_list(visit)
    visitor.get_by_key("do").set_value("enter").run()
    visitor.selectbox(key="entry_kind").set_value("repair").run()
    id = visitor.session_state["entry_id"]
    visitor.selectbox(key="entry_unit").set_value("team-repair-1")
    visitor.selectbox(key="entry_channel").set_value("call")
    for name, told in (("name", "张三"), ("phone", "13800001111"), ("address", "东山里 3 栋")):
        visitor.text_input(key=f"contact_{name}_{id}").set_value(told)
    visitor.text_area(key=f"text_{id}").set_value("水龙头漏水")
    visitor.selectbox(key=f"field_area_repair_{id}").set_value("area-01")
    visitor.get_by_key(f"field_zone_repair_{id}").set_value("town")
    visitor.get_by_key(f"field_urgency_repair_{id}").set_value("ordinary")
    visitor.button(key=f"do_enter_{id}").click().run()

    assert not visitor.exception and not visitor.error
    [case] = list_cases(office, "water").to_dict("records")
    assert case["code"] in visitor.success[0].value
    for words in ("下达任务单", "期限", f"/print/water/{case['id']}/receipt", f"case={case['id']}"):
        assert words in texts(visitor)
    assert visitor.selectbox(key="entry_unit").value == "team-repair-1"
    assert not visitor.text_input(key=f"contact_phone_{visitor.session_state['entry_id']}").value


def test_earlier_cases_of_a_number_are_told_to_those_alone_who_may_read_contacts(visit, office, monkeypatch):
    told = Contact("张三", "13800001111")
    open_case(office, Entry("opinion-of-a-test-1", "complaints", "opinion", "ward-urology", "call", "", "太吵", True, "sheet", told), now())

    def after_typing_the_number(role: str) -> str:
        somebody = Actor(role, role, (Grant(role, "complaints", ("ward-urology",)),))
        monkeypatch.setattr(identity, "the_office", lambda: office.acting(somebody))
        visitor = visit("book")
        visitor.get_by_key("do").set_value("enter").run()
        visitor.text_input(key=f"contact_phone_{visitor.session_state['entry_id']}").set_value("138 0000 1111").run()
        return texts(visitor)

    assert "case=opinion-of-a-test-1" in after_typing_the_number("receptionist")
    assert "case=opinion-of-a-test-1" not in after_typing_the_number("head_of_unit")
