"""Keying in: own areas, own sheets, recusal, correction of the same day, and drafts that outlive everything."""

from datetime import timedelta

import pytest

from survey.actions import drafts, keying
from survey.actions.keeping import check_everything
from survey.actions.reading_log import read_log
from survey.actions.selecting import Selection, responses_in
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import Grant, NotAllowed
from tests.actions.cast import CARDIOLOGY, NURSE_OF_UROLOGY, UROLOGY, a_sheet, acting
from tests.conftest import NOW

OWN = Grant("collector", "water", (), ("area-05", "area-06"))
TOMORROW = NOW + timedelta(days=1)


def a_delegate(office, number: str = "01"):
    return office.acting(acting(f"delegate{number}", OWN, collector=f"delegate-{number}"))


def a_volunteer(office, person: str = ""):
    return office.acting(acting("volunteer", Grant("collector", "lianxin"), person=person))


def of_residents(number: int = 1, area: str = "area-05", collector: str = "delegate-01", **changes):
    return a_sheet(
        number, "", programme="water", questionnaire="residents", area=area, collector=collector, **changes
    )


def stored(office, of: tuple[str, str] = ("lianxin", "inpatient")) -> int:
    return responses_in(office, Selection(*of, ALL))


def test_a_collector_keys_in_the_own_areas_alone(office):
    delegate = a_delegate(office)

    keying.key_sheet(delegate, of_residents(1), NOW)
    with pytest.raises(NotAllowed):
        keying.key_sheet(delegate, of_residents(2, "area-07"), NOW)
    with pytest.raises(NotAllowed):
        keying.key_sheet(delegate, a_sheet(3), NOW)

    assert stored(office, ("water", "residents")) == 1


def test_a_collector_keys_in_no_sheet_in_anothers_name(office):
    with pytest.raises(NotAllowed) as refusal:
        keying.key_sheet(a_delegate(office), of_residents(collector="delegate-02"), NOW)

    assert "别的访员" in str(refusal.value)


def test_who_is_evaluated_keys_in_no_sheet_about_the_own_unit(office):
    # rules.md: recusals of the survey team (E52); measures.md 13
    nurse = a_volunteer(office, NURSE_OF_UROLOGY)

    with pytest.raises(NotAllowed) as refusal:
        keying.key_sheet(nurse, a_sheet(1, UROLOGY), NOW)
    keying.key_sheet(nurse, a_sheet(2, CARDIOLOGY), NOW)

    assert "回避" in str(refusal.value)
    assert stored(office) == 1


def test_the_own_count_names_no_other_collector(office):
    keying.key_sheet(a_delegate(office, "01"), of_residents(1), NOW)
    keying.key_sheet(a_delegate(office, "02"), of_residents(2, collector="delegate-02"), NOW)

    counts = keying.count_sheets(a_delegate(office), office.declarations.programme("water"), "residents", ALL)

    assert sorted(zip(counts["collector"], counts["count"])) == [("", 1), ("delegate-01", 1)]


def test_today_shows_the_own_sheets_of_today_and_tomorrow_none(office):
    volunteer = a_volunteer(office)
    keying.key_sheet(volunteer, a_sheet(1), NOW)
    keying.key_sheet(office.acting(acting("another", Grant("collector"))), a_sheet(2), NOW)

    today, tomorrow = keying.sheets_of_today(volunteer, NOW), keying.sheets_of_today(volunteer, TOMORROW)

    assert today["id"].tolist() == [a_sheet(1).id]
    assert today["code"].tolist() == [receipt_code(a_sheet(1).id)]
    assert tomorrow.empty


def test_a_sheet_of_today_is_corrected_in_one_go(office):
    volunteer = a_volunteer(office)
    first = a_sheet(1, raw={"overall": "4", "comment": "夜里太吵"})
    keying.key_sheet(volunteer, first, NOW)

    said = keying.read_sheet(volunteer, first.id, NOW)
    keying.key_sheet(volunteer, a_sheet(2, raw=said | {"overall": "5"}), NOW, replaces=first.id)

    assert said == {"overall": "4", "comment": "夜里太吵"}
    assert stored(office) == 1
    assert keying.sheets_of_today(volunteer, NOW)["id"].tolist() == [a_sheet(2).id]
    assert check_everything(office) == []
    assert read_log(office)["action"].tolist() == ["void_response", "key_sheet", "key_sheet"]


def test_a_sheet_of_yesterday_is_made_void_with_a_reason_and_entered_again_but_not_corrected(office):
    volunteer = a_volunteer(office)
    code = keying.key_sheet(volunteer, a_sheet(1), NOW).code

    with pytest.raises(SurveyError) as refusal:
        keying.key_sheet(volunteer, a_sheet(2), TOMORROW, replaces=a_sheet(1).id)
    assert "当天" in str(refusal.value) and stored(office) == 1
    with pytest.raises(SurveyError):
        keying.void_by_code(volunteer, code, "  ", TOMORROW)
    keying.void_by_code(volunteer, code.lower().replace("-", " "), "片区录错了", TOMORROW)

    assert stored(office) == 0
    assert read_log(office).iloc[0]["after"] == {"reason": "片区录错了"}


def test_a_correction_whose_sheet_is_gone_meanwhile_is_refused_and_saves_nothing(office):
    volunteer = a_volunteer(office)
    keying.key_sheet(volunteer, a_sheet(1), NOW)
    keying.void_response(volunteer, a_sheet(1).id, "录重了", NOW)

    with pytest.raises(SurveyError):
        keying.key_sheet(volunteer, a_sheet(2), NOW, replaces=a_sheet(1).id)

    assert stored(office) == 0


def keep(office, sheet: str = a_sheet().id, number: int = 1, unit: str = UROLOGY, **answers: str) -> bool:
    return drafts.save_draft(office, sheet, "lianxin", "inpatient", 1, {"unit": unit}, answers, number, NOW)


def test_a_draft_grows_answer_by_answer_and_is_gone_when_the_sheet_is_saved(office):
    volunteer = a_volunteer(office)
    keep(volunteer, number=1, overall="4")
    keep(volunteer, number=2, comment="夜里")
    keep(volunteer, number=3, comment="夜里太吵", overall="9")  # right or wrong, as it was typed

    [draft] = drafts.list_drafts(volunteer)
    keying.key_sheet(volunteer, a_sheet(), NOW)

    assert draft.answers == {"overall": "9", "comment": "夜里太吵"} and draft.kept == {"unit": UROLOGY}
    assert drafts.list_drafts(volunteer) == []
    assert keep(volunteer, number=4, overall="1") is False  # a keystroke that came late
    assert drafts.list_drafts(volunteer) == []


def test_an_answer_that_comes_late_never_overwrites_a_newer_one(office):
    volunteer = a_volunteer(office)
    keep(volunteer, number=7, overall="5")
    keep(volunteer, number=6, overall="4")

    assert drafts.find_draft(volunteer, a_sheet().id).answers == {"overall": "5"}


def test_a_draft_whose_answers_were_all_taken_back_is_none(office):
    volunteer = a_volunteer(office)
    keep(volunteer, number=1, overall="5")
    keep(volunteer, number=2, overall="")

    assert drafts.list_drafts(volunteer) == []


def test_nobody_sees_changes_or_throws_away_anothers_draft(office):
    volunteer, another = a_volunteer(office), office.acting(acting("another", Grant("collector")))
    keep(volunteer, overall="5")

    with pytest.raises(NotAllowed):
        keep(another, number=9, overall="1")
    drafts.throw_away_draft(another, a_sheet().id)

    assert drafts.list_drafts(another) == [] and drafts.find_draft(another, a_sheet().id) is None
    assert drafts.find_draft(volunteer, a_sheet().id).answers == {"overall": "5"}


def test_a_draft_is_kept_only_where_its_sheet_could_be(office):
    nurse = a_volunteer(office, NURSE_OF_UROLOGY)

    with pytest.raises(NotAllowed):
        keep(nurse, overall="5")
    with pytest.raises(NotAllowed):
        keep(office.acting(acting("auditor", Grant("auditor"))), overall="5")

    assert drafts.list_drafts(nurse) == []


def test_what_belongs_to_no_question_is_not_kept(office):
    volunteer = a_volunteer(office)
    keep(volunteer, overall="5", nothing="x", comment="  " + "长" * 5000)

    draft = drafts.find_draft(volunteer, a_sheet().id)
    assert set(draft.answers) == {"overall", "comment"} and len(draft.answers["comment"]) == 1000
