"""The page of issues: cards in words, evidence, 立项, and a person who says what words speak of."""

from datetime import date

import pytest

from survey.actions.asking import take_response
from survey.actions.mending import list_issue_cases
from survey.actions.topics import list_suggestions
from survey.domain.counting.period import ALL
from survey.screens import identity, issue_reading
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_sheet, actor_of
from tests.conftest import NOW
from tests.screens.visitor import texts


@pytest.fixture(autouse=True)
def nothing_kept():
    issue_reading.forget()


def sheets(office, bad: int, good: int, unit: str = UROLOGY, first: int = 0, comment: str = "") -> None:
    for place in range(bad + good):
        raw = {"quiet_night": "2" if place < bad else "5", "overall": "4"} | ({"comment": comment} if comment else {})
        take_response(office, a_sheet(first + place, unit, raw=raw, origin="form", happened_on=date(2025, 11, 1)), NOW)


def test_an_empty_store_says_what_to_do_next(visit):
    assert "还没有答卷" in texts(visit("issues"))


def test_a_card_says_flags_why_doors_and_what_it_is_worth(visit, office):
    # E59, A16
    sheets(office, 12, 28)

    said = texts(visit("issues"))

    assert ":orange-badge[↻ 难点]" in said and "**噪声**" in said
    assert "评分 12/40 不满意（30.0%，95% 区间 18.1%–45.4%）" in said
    assert "值多少：得分已在最好的四分之一单位里" in said and "责任：护理部会同总务科" in said
    assert "还没有算过" in said


def test_flags_can_be_chosen(visit, office):
    sheets(office, 12, 28)
    visitor = visit("issues")

    visitor.multiselect(key="flags").set_value(["focal"]).run()

    assert "问题 0" in texts(visitor) and "噪声" not in texts(visitor)


def test_a_press_opens_the_readings_and_another_closes_them(visit, office):
    sheets(office, 12, 28)
    visitor = visit("issues")
    key = f"do_evidence_issue_{UROLOGY}_noise"

    visitor.button(key=key).click().run()
    opened = visitor.dataframe[0].value
    visitor.button(key=key).click().run()

    assert opened["n"].tolist() == [40] and opened["share"].tolist() == pytest.approx([30.0])
    assert not visitor.dataframe


def test_an_issue_becomes_a_case_once_the_figures_before_were_shown(visit, office):
    # A16, E60
    sheets(office, 12, 28)
    visitor = visit("issues")
    visitor.button(key=f"do_raise_issue_{UROLOGY}_noise").click().run()
    assert "整改前：40 人回答，12 人不满意" in texts(visitor) and list_issue_cases(office, NOW).empty

    visitor.button(key=f"do_confirm_issue_{UROLOGY}_noise").click().run()

    [case] = list_issue_cases(office, NOW).to_dict("records")
    assert (case["unit"], case["topic"], case["before_count"], case["before_n"]) == (UROLOGY, "noise", 12, 40)
    assert not visitor.exception and case["code"].replace("-", "\\-") in texts(visitor)


def test_who_may_not_open_such_a_case_has_no_press_for_it(visit, office, monkeypatch):
    sheets(office, 12, 28)
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(actor_of("team_leader")))

    visitor = visit("issues")

    keys = {button.key for button in visitor.button}
    assert f"do_evidence_issue_{UROLOGY}_noise" in keys and f"do_raise_issue_{UROLOGY}_noise" not in keys
    assert not [one for one in visitor.get("button_group") if "词语归类" in str(one.proto)]


def test_a_head_sees_no_card_of_another_ward(visit, office, monkeypatch):
    sheets(office, 12, 28)
    sheets(office, 12, 28, CARDIOLOGY, 100)
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(actor_of("head_of_unit")))

    keys = {button.key for button in visit("issues").button}

    assert f"do_evidence_issue_{UROLOGY}_noise" in keys and not [key for key in keys if CARDIOLOGY in key]


def test_a_suggestion_is_confirmed_and_taken_back(visit, office):
    # A17
    sheets(office, 0, 12, comment="病房有异味")
    visitor = visit("issues")
    visitor.get_by_key("issues").set_value("words").run()
    assert "等您看的还有 **12** 条" in texts(visitor) and "病房有:red-background[**异味**]" in texts(visitor)
    assert "总体打了满意，话里却在说问题" in texts(visitor)

    visitor.button(key="do_right_0").click().run()
    confirmed = list_suggestions(office, "lianxin", ALL).confirmed
    visitor.button(key="do_undo").click().run()

    assert (confirmed, list_suggestions(office, "lianxin", ALL).confirmed) == (1, 0)
    assert "已确认 0 条" in texts(visitor)


def test_a_sentence_is_tried_on_the_dictionary(visit, office):
    sheets(office, 0, 12)
    visitor = visit("issues")
    visitor.get_by_key("issues").set_value("dictionary").run()

    visitor.text_input(key="try").set_value("护士很热情，夜里不安静").run()

    assert "“热情” → 服务态度：说的是好处" in texts(visitor)
    assert "“安静” → 噪声：说的是问题（前面有否定词）" in texts(visitor)


def test_every_part_opens_in_english(visit, office):
    sheets(office, 12, 28, comment="夜里太吵")

    visitor = visit("issues", "en")

    for part in ("words", "dictionary", "list"):
        visitor.get_by_key("issues").set_value(part).run()
        assert not visitor.exception and not visitor.error
