"""What may be said of the book: months, rare entries, answers by unit and against the period before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from survey.actions.book_verdicts import EVERY, FIRST, TOPIC, read_book_verdicts
from survey.actions.office import Office
from survey.domain.counting.period import ALL, Period, year_period
from survey.domain.handling.case import Case, Step
from survey.domain.keeping.actor import Grant, NotAllowed
from survey.store.cases import save_cases
from tests.actions.cast import CARDIOLOGY, UROLOGY, acting

TODAY = date(2026, 3, 20)
A_DAY = timedelta(days=1)


def entries(
    office: Office, first: date, count: int, every: int = 1, answered_after: int | None = 2, unit: str = UROLOGY,
    topic: str = "noise", **coded,
) -> None:
    """So many, one in so many days, each answered after so many days or not at all."""
    cases, steps = [], []
    for number in range(count):
        day = first + number * every * A_DAY
        at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        id = f"entry-{unit}-{topic}-{first}-{every}-{answered_after}-{number:04}"
        cases.append(Case(
            id=id, programme="complaints", kind="opinion", unit=unit, at_unit=unit, topic=topic, text="夜里太吵", wants_answer=True,
            channel="visit", state="received", opened_on=day, entered_at=at, origin="test", coded=coded,
        ))  # fmt: skip
        steps.append(Step(id, "open", "章样一", "", at, at))
        if answered_after is not None:
            steps.append(Step(id, "answer", "章样一", "已换轮子", at + answered_after * A_DAY, at + answered_after * A_DAY))
    save_cases(office.database, cases, steps)


def test_months_reach_back_before_the_period_and_end_with_it_or_with_the_last_that_is_over(office):
    entries(office, date(2024, 12, 1), 450)

    of_year = read_book_verdicts(office, "complaints", year_period(2025), TODAY).months
    running = read_book_verdicts(office, "complaints", year_period(2026), TODAY).months

    assert (of_year["month"].iloc[0], of_year["month"].iloc[-1]) == ("2024-12", "2025-12")
    assert running["month"].iloc[-1] == "2026-02"


def test_a_book_of_less_than_one_entry_a_week_is_told_by_the_days_between(office):
    entries(office, date(2025, 1, 6), 30, every=10)

    found = read_book_verdicts(office, "complaints", year_period(2025), TODAY)

    assert found.months.empty
    assert [(rare.of, rare.topic, len(rare.days)) for rare in found.rares] == [(EVERY, "", 30), (TOPIC, "noise", 30)]
    assert found.rares[0].chart["value"].round().tolist() == [10] * 29
    assert found.rares[0].days[0] == max(found.rares[0].days)


def test_what_stands_first_in_line_is_a_rare_kind_of_its_own_and_praise_is_none(office):
    entries(office, date(2025, 1, 2), 300)
    entries(office, date(2025, 1, 3), 6, every=40, topic="manner", severity="level_3")
    entries(office, date(2025, 1, 4), 6, every=40, topic="praise")

    found = read_book_verdicts(office, "complaints", year_period(2025), TODAY)

    assert [(rare.of, rare.topic, len(rare.days)) for rare in found.rares] == [(FIRST, "", 6), (TOPIC, "manner", 6)]


def test_units_are_judged_by_entries_that_have_had_time_for_an_answer(office):
    entries(office, date(2026, 1, 5), 20, unit=UROLOGY)
    entries(office, date(2026, 1, 5), 20, answered_after=None, unit=CARDIOLOGY)
    entries(office, TODAY - 12 * A_DAY, 12, answered_after=None, unit=UROLOGY)  # too young to count against it

    found = read_book_verdicts(office, "complaints", year_period(2026), TODAY).units.set_index("unit")

    assert found.loc[UROLOGY, ["n", "value", "grade", "side", "days"]].tolist() == [20, 1.0, "alarm", "better", 2.0]
    assert found.loc[CARDIOLOGY, ["n", "value", "grade", "side", "days_side"]].tolist() == [20, 0.0, "alarm", "worse", "worse"]


def test_a_running_year_is_no_worse_than_the_last_only_because_it_is_young(office):
    entries(office, date(2025, 2, 1), 60)
    entries(office, date(2026, 1, 3), 20)
    entries(office, TODAY - 14 * A_DAY, 14, answered_after=None)

    found = read_book_verdicts(office, "complaints", year_period(2026), TODAY)

    assert (found.change.verdict, found.change.n_before, found.change.n, found.before) == ("same", 60, 20, year_period(2025))
    assert (found.answered.n, found.answered.share) == (20, 1.0)


def test_a_worse_share_than_the_period_before_is_said(office):
    entries(office, date(2025, 10, 1), 60)
    entries(office, date(2026, 1, 1), 20)
    entries(office, date(2026, 1, 1), 20, answered_after=None)

    found = read_book_verdicts(office, "complaints", Period("2026-01", "2026-01"), TODAY)

    assert found.before == Period("2025-12", "2025-12") and found.change.verdict == "few"  # none in December
    assert read_book_verdicts(office, "complaints", Period("2026-01", "2026-03"), TODAY).change.verdict == "worse"


def test_nine_entries_are_told_of_neither_here_nor_against_the_period_before(office):
    entries(office, date(2026, 1, 5), 9)

    found = read_book_verdicts(office, "complaints", year_period(2026), TODAY)

    assert (found.answered.share, found.answered.n, found.change.n, found.change.verdict) == (None, 0, 0, "few")
    assert not found.units["shown"].any() and found.units["n"].tolist() == [0]


def test_all_of_time_has_no_period_before_and_an_empty_book_says_nothing(office):
    found = read_book_verdicts(office, "complaints", ALL, TODAY)

    assert found.change is None and found.before is None
    assert found.months.empty and found.units.empty and found.rares == ()


def test_a_head_of_unit_reads_the_own_unit_alone(office):
    entries(office, date(2025, 1, 6), 30, unit=UROLOGY)
    entries(office, date(2025, 1, 6), 40, unit=CARDIOLOGY)
    head = office.acting(acting("head", Grant("head_of_unit", "", (UROLOGY,))))

    found = read_book_verdicts(head, "complaints", year_period(2025), TODAY)

    assert found.answered.n == 30 and found.units["unit"].tolist() == [UROLOGY]
    with pytest.raises(NotAllowed):
        read_book_verdicts(head, "complaints", year_period(2025), TODAY, (CARDIOLOGY,))
