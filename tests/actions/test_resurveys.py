"""Keying the short form: what is offered to whom, what is told of it, what is stored, and what is refused."""

from datetime import date, datetime

import pytest
from tests.actions.cast import CARDIOLOGY, NURSE_OF_UROLOGY, UROLOGY, acting
from tests.actions.test_clauses import refused, there
from tests.actions.test_mending import AGAIN, CHARTER, HOUSE, LOW, accepted, an_answer, answers, head, raised

from survey.actions import drafts, keying
from survey.actions.handling import move_case
from survey.actions.mending import measure_again, raise_issue
from survey.actions.office import Office
from survey.actions.reading_log import read_log
from survey.actions.resurveys import find_resurvey, list_resurveys
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Wanted
from survey.domain.keeping.actor import Grant, NotAllowed
from survey.store import cases
from survey.store.response_reading import responses_frame

IN_MAY = "2026-05-01 10:00"


def a_volunteer(office: Office, unit: str = UROLOGY, id: str = "volunteer", person: str = "") -> Office:
    return office.acting(acting(id, Grant("collector", HOUSE, (unit,)), person=person))


def a_delegate(office: Office, area: str) -> Office:
    return office.acting(acting("delegate", Grant("collector", "water", (), (area,)), collector="delegate-01"))


def a_sheet(id: str, number: int = 1, **changes):
    return an_answer(id, number, **{"origin": "sheet", "mode": "paper"} | changes)


def accepted_of_water(office: Office) -> str:
    """The code of a case of the pump station at Xihe, whose residents are asked about the pressure again."""
    code = raise_issue(office, "water", "station-xihe", "pressure", "residents.pressure", LOW, there("2026-04-01 09:00")).code
    id = cases.cases_frame(office.database, "water", code=code)["id"].iloc[0]
    moves = [("confirm", {}), ("charter", CHARTER), ("begin", {}), ("report", {"evidence": "更换单 12 号"}), ("accept", AGAIN)]
    for number, (move, fields) in enumerate(moves, 1):
        by = office.acting(acting("other", Grant("division_head"))) if move == "accept" else office
        move_case(by, id, "water", Wanted(move, "", fields), there(f"2026-04-0{number + 1} 09:00"))
    return code


def now(text: str = IN_MAY) -> datetime:
    return there(text)


def test_whoever_may_key_there_is_offered_the_open_ones_with_what_is_asked_for(office):
    # E60
    id = accepted(office)
    answers(office, id, "5", 12, IN_MAY)

    [one] = list_resurveys(a_volunteer(office), now())

    assert (one.code, one.unit, str(one.question)) == (receipt_code(id), UROLOGY, "夜间安静")
    assert (one.wanted, one.came, one.until, one.since) == (40, 12, date(2026, 5, 20), date(2026, 4, 16))
    assert [question.key for question in one.form.questions] == ["quiet_night", "overall", "comment"]
    assert one.poster == f"/poster/lianxin/inpatient_again/{UROLOGY}?about={one.code}"


def test_the_one_that_ends_first_comes_first(office):
    late, early = accepted(office, until="2026-06-30"), accepted_of_water(office)

    listed = list_resurveys(office.acting(acting("keyer", Grant("collector"))), now())

    assert [one.code for one in listed] == [early, receipt_code(late)]


def test_nothing_that_was_answered_is_told_and_of_few_not_how_many(office):
    # 0017; measures.md 8
    id = accepted(office)
    answers(office, id, "1", 9, IN_MAY)

    [one] = list_resurveys(a_volunteer(office), now())

    told = {name: value for name, value in vars(one).items() if name != "form"}
    assert one.came is None and not {"before", "after", "outcome", "count"} & set(told)


def test_before_the_acceptance_and_after_the_end_nothing_is_offered(office):
    volunteer, id = a_volunteer(office), accepted(office)
    raised(office, topic="clean")
    assert [one.code for one in list_resurveys(volunteer, now("2026-05-20 23:59"))] == [receipt_code(id)]

    past = list_resurveys(volunteer, now("2026-05-21 00:01"))
    answers(office, id, "5", 40, IN_MAY)

    assert past == [] and list_resurveys(volunteer, now()) == []


def test_a_keyed_sheet_is_stored_about_its_case_with_mode_collector_and_who_keyed_it(office):
    # E60
    id = accepted(office)

    receipt = keying.key_sheet(a_volunteer(office), a_sheet(id), now())

    [row] = responses_frame(office.database, HOUSE, "inpatient_again", ALL).to_dict("records")
    assert (row["about"], row["mode"], row["unit"], row["entered_by"]) == (id, "paper", UROLOGY, "volunteer")
    assert receipt.code == receipt_code(a_sheet(id).id)
    assert read_log(office).iloc[0]["after"]["about"] == id


def test_a_collector_of_another_unit_is_offered_nothing_and_refused(office):
    id, elsewhere = accepted(office), a_volunteer(office, CARDIOLOGY)

    with pytest.raises(NotAllowed):
        keying.key_sheet(elsewhere, a_sheet(id), now())
    with pytest.raises(NotAllowed):
        find_resurvey(elsewhere, receipt_code(id), now())

    assert list_resurveys(elsewhere, now()) == []
    assert responses_frame(office.database, HOUSE, "inpatient_again", ALL).empty


def test_who_is_evaluated_in_the_unit_keys_in_none(office):
    # rules.md: recusals of the survey team (E52)
    id, nurse = accepted(office), a_volunteer(office, person=NURSE_OF_UROLOGY)

    assert list_resurveys(nurse, now()) == []
    assert "回避" in refused(lambda: keying.key_sheet(nurse, a_sheet(id), now()))


def test_where_the_whole_form_is_asked_by_area_who_has_an_area_of_the_unit_keys_the_short_one(office):
    # E52: each representative has areas; the short form names none, and is still not everybody's
    code = accepted_of_water(office)
    inside, outside = a_delegate(office, "area-05"), a_delegate(office, "area-01")
    sheet = {
        "programme": "water", "questionnaire": "residents_again", "unit": "station-xihe", "about": code, "collector": "delegate-01",
        "raw": {"pressure": "5", "overall": "5"},
    }

    assert list_resurveys(outside, now()) == []
    with pytest.raises(NotAllowed):
        keying.key_sheet(outside, a_sheet(code, **sheet), now())
    with pytest.raises(NotAllowed):
        drafts.save_draft(outside, "a" * 32, "water", "residents_again", 1, {"unit": "station-xihe"}, {"pressure": "5"}, 1, now())
    keying.key_sheet(inside, a_sheet(code, **sheet), now())

    assert [one.code for one in list_resurveys(inside, now())] == [code]
    assert responses_frame(office.database, "water", "residents_again", ALL)["collector"].tolist() == ["delegate-01"]


def test_who_keys_in_nothing_is_refused_the_list(office):
    with pytest.raises(NotAllowed):
        list_resurveys(office.acting(head()), now())


def test_a_sheet_of_one_that_is_over_is_refused_and_says_what_to_do(office):
    id = accepted(office)

    told = refused(lambda: keying.key_sheet(a_volunteer(office), a_sheet(id), now("2026-05-21 00:01")))

    assert receipt_code(id) in told and "已经结束" in told and "作废" in told


def test_once_enough_came_no_sheet_is_taken_until_one_is_made_void(office):
    id, volunteer = accepted(office), a_volunteer(office)
    answers(office, id, "5", 39, IN_MAY, first=100)
    keying.key_sheet(volunteer, a_sheet(id, 1), now())

    assert not keying.key_sheet(volunteer, a_sheet(id, 1), now()).is_new  # pressed again, for the receipt was lost
    assert "已经结束" in refused(lambda: keying.key_sheet(volunteer, a_sheet(id, 2), now(), replaces=a_sheet(id, 1).id))
    keying.void_response(volunteer, a_sheet(id, 1).id, "录错了", now())
    keying.key_sheet(volunteer, a_sheet(id, 2), now())

    assert measure_again(office, HOUSE, id, now()).came == 40


def test_a_sheet_from_before_the_mending_is_refused(office):
    id = accepted(office)

    told = refused(lambda: keying.key_sheet(a_volunteer(office), a_sheet(id, happened_on=date(2026, 4, 15)), now()))
    keying.key_sheet(a_volunteer(office), a_sheet(id, happened_on=date(2026, 4, 16)), now())

    assert "2026-04-15" in told and "2026-04-16" in told


def test_a_sheet_of_today_is_corrected_and_stays_about_its_case(office):
    id, volunteer = accepted(office), a_volunteer(office)
    keying.key_sheet(volunteer, a_sheet(id, 1, code="2"), now())

    said = keying.read_sheet(volunteer, a_sheet(id, 1).id, now())
    keying.key_sheet(volunteer, a_sheet(id, 2, raw=said | {"quiet_night": "5"}), now(), replaces=a_sheet(id, 1).id)

    [row] = responses_frame(office.database, HOUSE, "inpatient_again", ALL).to_dict("records")
    assert row["id"] == a_sheet(id, 2).id and row["answers"] == {"quiet_night": "5", "overall": "2"}


def test_a_draft_keeps_the_case_and_is_gone_when_the_sheet_is_saved(office):
    id, volunteer = accepted(office), a_volunteer(office)
    kept = {"unit": UROLOGY, "about": receipt_code(id)}
    drafts.save_draft(volunteer, a_sheet(id).id, HOUSE, "inpatient_again", 1, kept, {"quiet_night": "5"}, 1, now())

    [draft] = drafts.list_drafts(volunteer)
    keying.key_sheet(volunteer, a_sheet(id), now())

    assert draft.kept == kept and draft.answers == {"quiet_night": "5"}
    assert drafts.list_drafts(volunteer) == []


@pytest.mark.parametrize("code", ["", "XXXXX-XXXXX", "长" * 30])
def test_a_code_of_no_accepted_case_is_answered_in_words(office, code):
    waiting = receipt_code(raised(office))

    assert "没有找到这次复测" in refused(lambda: find_resurvey(a_volunteer(office), code, now()))
    with pytest.raises(SurveyError):
        find_resurvey(a_volunteer(office), waiting, now())
