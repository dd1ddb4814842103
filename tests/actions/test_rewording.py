"""A question that got other words between the finding of an issue and its measuring again: no comparison is claimed."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook
from tests.actions.cast import a_sheet
from tests.actions.test_clauses import refused, there
from tests.actions.test_mending import HOUSE, UROLOGY, accepted, an_answer, head, raised, step

from survey.actions.asking import take_response
from survey.actions.handling import read_case
from survey.actions.ledger import export_ledger
from survey.actions.mending import measure_again
from survey.actions.office import Office
from survey.actions.remeasuring import Share
from survey.domain.counting.period import ALL
from survey.locale import Words

MARCH = there("2026-03-10 10:00")


def asking_otherwise(office: Office, key: str = "quiet_night") -> Office:
    """The office, from its version 2 on asking a question in other words."""
    programme = office.declarations.programme(HOUSE)
    first = programme.questionnaire("inpatient")
    questions = tuple(
        replace(q, text=Words("夜里吵不吵？", "Was it loud at night?")) if q.key == key else q for q in first.questions
    )
    changed = replace(programme, questionnaires=(*programme.questionnaires, replace(first, version=2, questions=questions)))
    return replace(office, declarations=replace(office.declarations, programmes={**office.declarations.programmes, HOUSE: changed}))


def answered(office: Office, version: int, at=MARCH, count: int = 12, first: int = 0) -> None:
    """So many answers to the whole questionnaire of a version, in March."""
    for number in range(first, first + count):
        sheet = a_sheet(number, version=version, unit=UROLOGY, happened_on=MARCH.date(), origin="form", raw={"quiet_night": "1", "overall": "2"})
        take_response(office, sheet, at)


def again(office: Office, id: str, version: int, count: int, first: int = 0) -> None:
    for number in range(first, first + count):
        take_response(office, an_answer(id, number, version=version), there("2026-05-01 10:00"))


def found_in(office: Office, id: str, at: str = "2026-05-03 09:00"):
    return measure_again(office, HOUSE, id, there(at))


def test_what_was_found_in_other_words_is_not_compared_and_ends_so(office, tmp_path):
    answered(office, version=1)
    id = accepted(office)
    changed = asking_otherwise(office)

    found = found_in(changed, id)
    early = refused(lambda: step(changed, id, "verify", "2026-05-03 09:30"))
    step(changed, id, "no_comparison", "2026-05-03 10:00", by=head())
    export_ledger(changed, HOUSE, "issue", ALL, tmp_path / "out.xlsx", there("2026-05-04 09:00"))

    assert (found.is_reworded, found.is_asking, found.after) == (True, False, None)
    assert (found.outcome.verdict, found.outcome.difference) == ("not_comparable", None)
    assert "无法比较" in early and read_case(changed, id, HOUSE).state == "not_comparable"
    assert "30.0%（30/100） → 无法比较" in str(list(load_workbook(tmp_path / "out.xlsx")["台账"].values))


def test_what_was_found_in_the_words_of_today_is_compared(office):
    changed = asking_otherwise(office)
    answered(changed, version=1)
    answered(changed, version=2, first=12)  # a figure takes the newest words (0014)
    id = accepted(changed)
    again(changed, id, version=2, count=40)

    found = found_in(changed, id)

    assert (found.is_reworded, found.outcome.verdict, found.after) == (False, "verified", Share(0, 40))


def test_another_question_that_changed_is_no_matter(office):
    answered(office, version=1)
    id = accepted(office)

    assert not found_in(asking_otherwise(office, key="overall"), id).is_reworded


def test_only_what_was_there_when_the_case_was_opened_says_how_it_was_asked(office):
    answered(office, version=1)
    id = accepted(office)
    changed = asking_otherwise(office)
    answered(changed, version=2, at=there("2026-04-20 10:00"), first=12)  # of March too, but keyed later

    assert found_in(changed, id).outcome.verdict == "not_comparable"


def test_an_issue_of_which_no_answers_are_left_is_not_compared_once_its_question_changed(office):
    id = accepted(asking_otherwise(office))

    assert found_in(asking_otherwise(office), id).outcome.verdict == "not_comparable"


@pytest.mark.parametrize(("count", "verdict"), [(29, "not_comparable"), (30, "verified")])
def test_thirty_answers_in_the_words_of_before_are_enough_whatever_came_later(office, count, verdict):
    answered(office, version=1)
    id = accepted(office)
    again(office, id, version=1, count=count)

    found = found_in(asking_otherwise(office), id)

    assert (found.is_reworded, found.is_asking, found.outcome.verdict) == (True, False, verdict)
    assert found.after == (Share(0, 30) if count == 30 else None)


def test_before_anything_is_accepted_it_is_said_already(office):
    answered(office, version=1)
    id = raised(office)

    found = found_in(asking_otherwise(office), id)

    assert (found.is_reworded, found.outcome) == (True, None)
