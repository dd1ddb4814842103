"""Keying: one press saves one sheet, a refusal loses nothing, what is kept stays."""

from dataclasses import replace
from datetime import date

import pandas as pd

from survey.actions.drafts import list_drafts, save_draft
from survey.actions.keying import read_sheet, sheets_of_today
from survey.actions.selecting import Selection, responses_in
from survey.domain.asking.programme import Quota
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.screens import identity
from survey.screens.clock import now
from survey.screens.quota import progress
from survey.screens.sheet import runs
from tests.screens.visitor import texts


def saved(office) -> int:
    return responses_in(office, Selection("water", "residents", ALL))


def key(visitor, question: str) -> str:
    return f"answer_{visitor.session_state['sheet_id']}_{question}"


def open_sheet(visit):
    """The residents' sheet, its area, collector and mode chosen."""
    visitor = visit("sheet")
    visitor.selectbox(key="programme").set_value("water").run()
    visitor.selectbox(key="questionnaire").set_value("residents").run()
    visitor.selectbox(key="area").set_value("area-05").run()
    visitor.selectbox(key="collector").set_value("delegate-01").run()
    visitor.selectbox(key="mode").set_value("telephone").run()
    visitor.date_input(key="day").set_value(date.today().replace(day=1)).run()
    return visitor


def type_in(visitor, **answers: str):
    for question, answer in answers.items():
        visitor.text_input(key=key(visitor, question)).set_value(answer)
    return visitor


def press_save(visitor):
    visitor.button(key=f"do_save_{visitor.session_state['sheet_id']}").click().run()
    return visitor


def look_at_entered(visitor):
    """Unfold the own sheets of today."""
    visitor.session_state["void"] = True
    visitor.run()
    return visitor


def test_keying_a_sheet_saves_one_response_and_keeps_mode_area_and_date(visit, office):
    visitor = open_sheet(visit)
    day = visitor.date_input(key="day").value

    press_save(type_in(visitor, met_operator="1", courtesy="5", overall="4"))

    assert saved(office) == 1
    assert "已保存 第 1 份 编号" in visitor.success[0].value
    assert visitor.selectbox(key="area").value == "area-05"
    assert visitor.selectbox(key="mode").value == "telephone"
    assert visitor.date_input(key="day").value == day
    assert visitor.text_input(key=key(visitor, "overall")).value == ""


def test_the_second_sheet_counts_on(visit, office):
    visitor = open_sheet(visit)
    press_save(type_in(visitor, overall="5"))

    press_save(type_in(visitor, overall="0"))

    assert saved(office) == 2
    assert "第 2 份" in visitor.success[0].value


def test_a_wrong_digit_is_refused_by_the_questions_name_and_nothing_is_lost(visit, office):
    visitor = open_sheet(visit)
    before = visitor.session_state["sheet_id"]

    press_save(type_in(visitor, courtesy="5", overall="7"))

    assert saved(office) == 0
    assert "总体满意" in visitor.error[0].value
    assert "7" in visitor.error[0].value
    assert visitor.session_state["sheet_id"] == before
    assert visitor.text_input(key=key(visitor, "courtesy")).value == "5"
    assert visitor.text_input(key=key(visitor, "overall")).value == "7"


def test_a_refused_sheet_can_be_mended_and_saved(visit, office):
    visitor = open_sheet(visit)
    press_save(type_in(visitor, courtesy="5", overall="7"))

    press_save(type_in(visitor, overall="4"))

    assert saved(office) == 1
    assert not visitor.error


def test_a_sheet_without_an_area_is_refused(visit, office):
    visitor = visit("sheet")
    visitor.selectbox(key="programme").set_value("water").run()
    visitor.selectbox(key="questionnaire").set_value("residents").run()
    visitor.selectbox(key="collector").set_value("delegate-01").run()

    press_save(type_in(visitor, overall="4"))

    assert saved(office) == 0
    assert "还没有选片区" in visitor.error[0].value


def test_a_sheet_that_counts_for_nobody_is_refused_where_there_is_a_quota(visit, office):
    # E52: the sheets of the ten representatives are counted for each of them
    visitor = open_sheet(visit)
    visitor.selectbox(key="collector").set_value("").run()
    assert visitor.selectbox(key="collector").options[0] == "请选择"

    press_save(type_in(visitor, overall="4"))

    assert saved(office) == 0
    assert "还没有选访员" in visitor.error[0].value
    assert visitor.text_input(key=key(visitor, "overall")).value == "4"


def test_a_collector_may_be_left_out_where_there_is_no_quota(visit, office):
    visitor = visit("sheet")
    visitor.selectbox(key="unit").set_value("ward-urology").run()
    assert visitor.selectbox(key="collector").options[0] == "（不填）"

    press_save(type_in(visitor, overall="4"))

    assert not visitor.error
    assert responses_in(office, Selection("lianxin", "inpatient", ALL)) == 1


def test_a_sheet_without_a_unit_is_refused(visit, office):
    visitor = visit("sheet")

    press_save(type_in(visitor, overall="4"))

    assert "还没有选单位" in visitor.error[0].value


def test_the_same_sheet_sent_twice_is_stored_once(visit, office):
    visitor = open_sheet(visit)
    first = visitor.session_state["sheet_id"]
    press_save(type_in(visitor, overall="4"))

    visitor.session_state["sheet_id"] = first
    visitor.run()
    press_save(type_in(visitor, overall="4"))

    assert saved(office) == 1


def test_a_sheet_just_saved_can_be_voided_with_a_reason(visit, office):
    visitor = look_at_entered(press_save(type_in(open_sheet(visit), overall="4")))

    visitor.button(key="do_void").click().run()
    assert "没有写原因" in texts(visitor)
    assert saved(office) == 1

    look_at_entered(visitor).text_input(key="void_reason").set_value("录重了")
    visitor.button(key="do_void").click().run()

    assert saved(office) == 0
    assert "已作废" in texts(visitor)


def test_the_own_count_stands_beside_everybodys(visit, office):
    ann, bob = [c.id for c in office.declarations.collectors.values() if c.programme == "water"][:2]
    visitor = open_sheet(visit)
    for collector in (ann, bob, bob):
        visitor.selectbox(key="collector").set_value(collector).run()
        press_save(type_in(visitor, overall="4"))

    counts = visitor.dataframe[0].value.set_index("area")
    assert counts.loc["西河湾"].tolist() == [2, 3]


def test_progress_lists_first_what_lacks_most():
    counts = pd.DataFrame({
        "area": ["north", "north", "south"], "collector": ["ann", "bob", "ann"], "count": [2, 3, 1],
    })  # fmt: skip

    table = progress(counts, {"north": "北", "south": "南"}, "ann", Quota(2, 5, 3))

    assert table.to_dict("list") == {"area": ["南", "北"], "own": [1, 2], "all": [1, 5], "left": [4, 0]}


def test_another_number_of_representatives_than_the_regulation_wants_is_warned_of(visit, office, monkeypatch):
    # E52: exactly ten.
    nine = dict(list(office.declarations.collectors.items())[:9])
    short = replace(office, declarations=replace(office.declarations, collectors=nine))
    visitor = open_sheet(visit)
    assert not visitor.warning

    monkeypatch.setattr(identity, "the_office", lambda: short)
    visitor.run()

    assert "正好 10 名" in visitor.warning[0].value
    assert "9 名" in visitor.warning[0].value


def test_numbers_of_questions_are_written_as_runs():
    assert runs([1, 2, 3, 5, 7, 8]) == "1–3、5、7–8"


def half_filled(office, sheet: str = "0123456789abcdef0123456789abcdef", area: str = "area-05") -> str:
    """What the page's script sends while somebody types."""
    kept = {"area": area, "unit": "station-xihe", "collector": "delegate-01", "mode": "telephone", "happened_on": f"{date.today()}"}
    save_draft(office, sheet, "water", "residents", 1, kept, {"courtesy": "5", "quality_wish": "水有点黄"}, 1, now())
    return sheet


def test_a_half_filled_sheet_is_all_there_when_the_page_is_loaded_again(visit, office, monkeypatch):
    sheet = half_filled(office)
    visitor = visit("sheet")
    visitor.query_params["sheet"] = sheet
    del visitor.session_state["sheet_id"]
    visitor.run()

    assert visitor.session_state["sheet_id"] == sheet
    assert visitor.text_input(key=key(visitor, "courtesy")).value == "5"
    assert visitor.text_area(key=key(visitor, "quality_wish")).value == "水有点黄"
    assert [visitor.selectbox(key=k).value for k in ("area", "mode", "collector")] == ["area-05", "telephone", "delegate-01"]
    press_save(type_in(visitor, overall="4"))
    assert saved(office) == 1 and list_drafts(office) == []


def test_unfinished_sheets_are_listed_gone_on_with_and_thrown_away(visit, office):
    first, second = half_filled(office, "a" * 32), half_filled(office, "b" * 32, "area-06")
    visitor = visit("sheet")
    assert visitor.expander[0].label == "您有 2 份未完成的答卷"

    visitor.button(key=f"do_drop_{second}").click().run()
    assert visitor.expander[0].label == "您有 1 份未完成的答卷"
    visitor.button(key=f"do_resume_{first}").click().run()

    assert visitor.text_input(key=key(visitor, "courtesy")).value == "5"
    assert [draft.sheet for draft in list_drafts(office)] == [first]


def test_a_sheet_of_today_is_corrected_on_the_page(visit, office):
    visitor = look_at_entered(press_save(type_in(open_sheet(visit), overall="4", courtesy="3")))
    [before] = sheets_of_today(office, now())["id"]

    visitor.button(key="do_correct").click().run()
    assert "正在更正" in visitor.info[0].value
    assert visitor.text_input(key=key(visitor, "courtesy")).value == "3"
    press_save(type_in(visitor, courtesy="5"))

    [after] = sheets_of_today(office, now())["id"]
    assert after != before and saved(office) == 1
    assert read_sheet(office, after, now()) == {"overall": "4", "courtesy": "5"}


def test_a_sheet_of_an_earlier_day_is_made_void_by_its_code(visit, office):
    visitor = look_at_entered(press_save(type_in(open_sheet(visit), overall="4")))
    code = receipt_code(sheets_of_today(office, now())["id"].iloc[0])

    visitor.selectbox(key="void_1").set_value("earlier")
    look_at_entered(visitor).text_input(key="void_code").set_value(code)
    visitor.text_input(key="void_reason").set_value("片区录错了")
    visitor.button(key="do_void").click().run()

    assert saved(office) == 0
    assert f"{code} 已作废" in texts(visitor)
