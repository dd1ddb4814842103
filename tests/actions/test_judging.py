"""The year end from rows in a real database to marks, worked by hand on a small office of its own."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from survey.actions.judging import evaluate, indicator_readings, year_end
from survey.actions.office import Office
from survey.domain.asking.people import Mode, Person, Unit
from survey.domain.asking.programme import Declarations, Privacy, Programme
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire, Section
from survey.domain.asking.response import Response
from survey.domain.asking.scale import Option, Scale
from survey.domain.counting.period import Period, year_period
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case, Step
from survey.domain.handling.kind import CaseKind, Move, State, Topic
from survey.domain.judging.evaluation import Evaluation, FocalRule, Item, Sheet
from survey.domain.judging.indicator import Indicator
from survey.domain.keeping.actor import CONSOLE
from survey.locale import Words
from survey.store.cases import save_cases
from survey.store.responses import save_responses
from tests.conftest import CONSOLE_ONLY

NOW = datetime(2025, 12, 31, 4, tzinfo=UTC)


def words(text: str) -> Words:
    return Words(text, text)


FIVE = Scale("five", "measures.md 1", tuple(
    Option(str(grade), words(label), points, grade)
    for grade, (label, points) in enumerate(
        (("非常满意", 100), ("满意", 75), ("基本满意", 50), ("不满意", 25), ("非常不满意", 0)), 1
    )
) + (Option("0", words("没接触")),))


def an_indicator(id: str, measure: str, *questions: str, subjects=(), is_higher_better: bool = True) -> Indicator:
    return Indicator(
        id, "care", words(id), measure, "visit" if questions else "", questions, frozenset(subjects),
        (), is_higher_better, words("why"), words("owner"), date(2026, 6, 1), "default",
    )


SMILE = an_indicator("smile", "score", "smile", subjects={"person"})
QUIET = an_indicator("quiet", "dissatisfied", "quiet", subjects={"unit"}, is_higher_better=False)
ANSWERED = an_indicator("answered", "answered")


def the_declarations() -> Declarations:
    questions = (
        Question("smile", "s", ("A8",), words("微笑"), words("微笑"), "person", FIVE),
        Question("quiet", "s", ("A16",), words("安静"), words("安静"), "unit", FIVE),
    )
    visit = Questionnaire(
        "visit", "care", 1, words("问卷"), words("患者"), "default", "smile", ("ward",), False, True,
        (Section("s", words("护理")),), questions,
    )
    kind = CaseKind(
        "opinion", words("意见"), (), (Topic("book", words("本子")),),
        (State("open", words("待办"), False), State("closed", words("办结"), True)),
        (
            Move("reply", words("答复"), ("open",), "closed", needs_note=True, is_answer=True),
            Move("file", words("阅存"), ("open",), "closed", needs_note=True, is_answer=False),
        ),
        Move("open", words("登记"), (), "open", frozenset({"citizen"})),
    )
    care = Programme(
        "care", 1, "", words("护理"), words("某医院"), words(""), "120", ("ward",),
        Privacy(words(""), words(""), words(""), words("")), None, (visit,), (kind,), (), (SMILE, QUIET, ANSWERED),
    )
    sheets = (
        Sheet("ward", words("病区"), ("ward",), (),
              (Item("smile", 50, 50, 100), Item("quiet", 30, 0.5, 0.0), Item("answered", 20, 0.5, 1.0))),
        Sheet("nurse", words("护士"), (), ("nurse",), (Item("smile", 100, 50, 100),)),
    )
    return Declarations(
        modes={"qr": Mode("qr", words("扫码"), False)},
        units={id: Unit(id, "ward", words(id)) for id in ("w1", "w2", "w3")},
        areas={},
        persons={id: Person(id, unit, "nurse", words(id)) for id, unit in (("n1", "w1"), ("n2", "w1"), ("n3", "w2"))},
        collectors={},
        programmes={"care": care},
        permissions=CONSOLE_ONLY,
        evaluations={2025: Evaluation(2025, "default", 10, FocalRule(0.10, 30), sheets)},
    )


@pytest.fixture
def office(database, tmp_path) -> Office:
    return Office(the_declarations(), database, tmp_path, ZoneInfo("Asia/Shanghai"), actor=CONSOLE)


def answer(office: Office, unit: str, smile: str, quiet: str, person="", day=date(2025, 3, 3), origin="form") -> None:
    """One response for each pair of letters in `smile` and `quiet`."""
    save_responses(office.database, [
        Response(f"{unit}-{person}-{day}-{smile[0]}-{place:010}", "care", "visit", 1, unit, "qr", day, NOW, origin,
                 {"smile": one, "quiet": other}, {}, person=person)
        for place, (one, other) in enumerate(zip(smile, quiet, strict=True))
    ])


def write_in_the_book(office: Office, unit: str, answered: int, unanswered: int, unasked: int = 0) -> None:
    """The unanswered ones that want an answer are filed, with a note."""
    cases, steps = [], []
    for place in range(answered + unanswered + unasked):
        wants_answer = place < answered + unanswered
        case = Case(f"case-{unit}-{place:010}", "care", "opinion", unit, "", "太吵", wants_answer, "book",
                    "open", date(2025, 5, 1), NOW, "form")
        cases.append(case)
        move, note = ("reply", "已换门") if place < answered else ("file", "无需答复，存档")
        steps += [Step(case.id, move, "clerk", note, NOW, NOW)] if wants_answer else []
    save_cases(office.database, cases, steps)


def standing(found, sheet: str, subject: str):
    return next(s for s in found.standings[sheet] if s.card.subject == subject)


def test_a_ward_is_marked_from_its_answers_and_its_book(office):
    answer(office, "w1", "1" * 20 + "3" * 20, "2" * 36 + "4" * 4)
    write_in_the_book(office, "w1", answered=9, unanswered=3, unasked=5)

    card = standing(evaluate(office, 2025, NOW), "ward", "w1").card

    smile, quiet, answered = card.marks
    assert smile.points == pytest.approx(50 * (75 - 50) / 50)
    assert quiet.points == pytest.approx(30 * (0.1 - 0.5) / -0.5)
    assert answered.points == pytest.approx(20 * (0.75 - 0.5) / 0.5)
    assert card.total == pytest.approx(25 + 24 + 10)
    assert (smile.reading.n, answered.reading.n, card.n) == (40, 12, 12)
    assert card.is_tentative  # the book's twelve entries are 仅供参考


def test_a_block_under_ten_hands_its_weight_on_and_never_leaves_with_its_figures(office):
    answer(office, "w1", "2" * 40, "2" * 40)
    write_in_the_book(office, "w1", answered=9, unanswered=0)

    card = standing(evaluate(office, 2025, NOW), "ward", "w1").card

    assert card.marks[2].reading is None
    assert [mark.weight for mark in card.marks] == pytest.approx([50 / 0.8, 30 / 0.8, 0])
    assert card.total == pytest.approx(50 / 0.8 * 0.5 + 30 / 0.8 * 1)
    assert indicator_readings(office, ANSWERED, year_period(2025), "unit") == {}


def test_persons_are_marked_by_the_answers_that_name_them(office):
    answer(office, "w1", "1" * 30, "5" * 30, person="n1")
    answer(office, "w1", "3" * 12, "1" * 12, person="n2")
    answer(office, "w2", "1" * 9, "1" * 9, person="n3")
    answer(office, "w1", "5" * 50, "5" * 50)

    found = evaluate(office, 2025, NOW)

    first, second, third = found.standings["nurse"]
    assert [s.card.subject for s in (first, second, third)] == ["n1", "n2", "n3"]
    assert (first.card.total, first.card.n, first.card.is_tentative) == (100, 30, False)
    assert (second.card.total, second.card.n, second.card.is_tentative) == (0, 12, True)
    assert (third.card.total, third.band) == (None, None)  # 不足以评价, never 0
    assert (first.band.best, first.band.worst, first.band.count) == (1, 1, 2)


def test_an_entry_that_was_merely_filed_was_not_answered(office):
    write_in_the_book(office, "w1", answered=0, unanswered=12)

    reading = indicator_readings(office, ANSWERED, year_period(2025), "unit")["w1"]

    assert (reading.value, reading.n) == (0, 12)


def test_the_book_gives_no_reading_by_person(office):
    write_in_the_book(office, "w1", answered=20, unanswered=0)

    assert indicator_readings(office, ANSWERED, year_period(2025), "person") == {}


def test_only_the_year_counts(office):
    answer(office, "w1", "1" * 20, "1" * 20, day=date(2025, 1, 1))
    answer(office, "w1", "5" * 20, "5" * 20, day=date(2024, 12, 31))

    assert indicator_readings(office, SMILE, year_period(2025), "unit")["w1"].value == 100
    assert indicator_readings(office, SMILE, Period("2024-12", "2024-12"), "unit")["w1"].value == 0


def test_the_workbooks_trend_leaves_small_months_empty(office):
    answer(office, "w1", "1" * 40, "5" * 20 + "1" * 20, day=date(2025, 3, 3))
    answer(office, "w2", "1" * 9, "1" * 9, day=date(2025, 4, 3))
    answer(office, "w2", "2" * 40, "1" * 40, day=date(2025, 5, 3))

    months = year_end(office, 2025, NOW).noticed.trend.set_index("month")

    assert months["score"].isna().to_dict()["2025-04"]  # nine answers
    assert months["n"].to_dict()["2025-04"] == 0


def test_an_empty_year_stands_without_any_total(office):
    found = year_end(office, 2025, NOW)

    assert {s.card.total for standings in found.standings.values() for s in standings} == {None}
    assert found.noticed.issues.empty and found.noticed.trend.empty and not found.is_sample


def test_sample_rows_mark_the_whole_year_as_sample(office):
    answer(office, "w1", "1", "1", origin="sample")

    assert evaluate(office, 2025, NOW).is_sample


def test_sample_entries_of_the_book_alone_mark_the_year_as_sample(office):
    entry = Case("case-000000000001", "care", "opinion", "w1", "", "吵", True, "book", "open", date(2025, 5, 1), NOW, "sample")
    save_cases(office.database, [entry])

    assert evaluate(office, 2025, NOW).is_sample


def test_a_year_without_rules_is_refused_with_the_years_there_are(office):
    with pytest.raises(SurveyError) as refusal:
        evaluate(office, 2019, NOW)

    assert "2019" in refusal.value.what and "2025" in refusal.value.instead
