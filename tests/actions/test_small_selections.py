"""Somebody who wants to see what is not theirs tries one choice after another (decision 0015, measures.md 8)."""

from datetime import date
from itertools import combinations

import pytest

from survey.actions import asking, judging, noticing
from survey.actions.office import Office
from survey.actions.selecting import NotShown, Selection, check_shown
from survey.domain.counting.period import ALL, parse_period
from survey.domain.keeping.actor import Grant
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_sheet, acting, actor_of
from tests.conftest import NOW

GENERAL = "ward-general-surgery"
# by ward, month and mode: fewer than ten of them were telephoned, and urology has few of anything
SHEETS = (
    (UROLOGY, 9, "telephone", 3), (UROLOGY, 10, "read_out", 14), (CARDIOLOGY, 9, "read_out", 25),
    (CARDIOLOGY, 10, "telephone", 12), (GENERAL, 10, "read_out", 22), (GENERAL, 9, "read_out", 6),
    (CARDIOLOGY, 5, "read_out", 30), (GENERAL, 5, "read_out", 28), (GENERAL, 6, "read_out", 40),
)  # fmt: skip


@pytest.fixture
def answered(office) -> Office:
    number = 0
    for unit, month, mode, count in SHEETS:
        for _again in range(count):
            number += 1
            sheet = a_sheet(number, unit, mode=mode, happened_on=date(2025, month, 2), origin="form")
            asking.take_response(office, sheet, NOW)
    return office


def of(period: str, units: tuple[str, ...] = (), modes: tuple[str, ...] = ()) -> Selection:
    return Selection("lianxin", "inpatient", parse_period(period), units, modes)


def people_of(selection: Selection) -> frozenset[int]:
    """The places in SHEETS that a selection holds."""
    months = selection.period.months
    return frozenset(
        place for place, (unit, month, mode, _count) in enumerate(SHEETS)
        if (not selection.units or unit in selection.units)
        and (not selection.modes or mode in selection.modes)
        and (selection.period == ALL or f"2025-{month:02}" in months)
    )


def is_shown(office: Office, selection: Selection) -> bool:
    try:
        check_shown(office, selection)
    except NotShown:
        return False
    return True


def every_choice() -> list[Selection]:
    wards = [(), *((ward,) for ward in (UROLOGY, CARDIOLOGY, GENERAL)), *combinations((UROLOGY, CARDIOLOGY, GENERAL), 2)]
    return [
        of(period, units, modes)
        for period in ("all", "2025", "2025-Q2", "2025-05", "2025-06", "2025-05..2025-10", "2025-Q3", "2025-Q4", "2025-09", "2025-10", "2025-09..2025-10")
        for units in wards
        for modes in ((), ("telephone",), ("read_out",))
    ]


def test_no_two_choices_of_a_page_tell_what_fewer_than_ten_people_said(answered):
    reader = answered.acting(acting("reviewer", Grant("reviewer")))

    seen = {people_of(choice) for choice in every_choice() if is_shown(reader, choice)}
    told = {more - less for more in seen for less in seen if less < more} | seen
    people = {sum(SHEETS[place][3] for place in group) for group in told}

    assert len(seen) > 2
    assert not {n for n in people if 0 < n < 10}


def test_a_refusal_names_the_choice_and_how_many_are_missing(answered):
    with pytest.raises(NotShown) as refused:
        noticing.read_dashboard(answered, of("2025", (UROLOGY,), ("telephone",)))

    assert "还差 7 份" in str(refused.value) and "泌尿外科" in refused.value.where


def test_a_head_is_held_against_the_own_unit_alone(answered):
    head = answered.acting(actor_of("head_of_unit", UROLOGY))

    assert is_shown(head, of("2025")) and not is_shown(head, of("2025-09"))
    assert noticing.read_dashboard(head, of("2025")).responses == 17


def test_groups_that_may_not_be_filtered_for_stand_in_no_breakdown(answered):
    reader = answered.acting(acting("reviewer", Grant("reviewer")))

    found = noticing.read_dashboard(reader, of("2025"))
    figures = noticing.read_figures(reader, of("2025"), ("unit", "month"))

    for table, name in ((found.units, "unit"), (found.modes, "mode"), (found.heat, "unit")):
        for row in table[table["shown"]].to_dict("records"):
            assert is_shown(reader, of("2025", **{f"{name}s": (row[name],)}))
    for row in figures[figures["shown"]].to_dict("records"):
        assert is_shown(reader, of(row["month"], (row["unit"],)))
    assert not figures["shown"].all() and set(found.comments["unit"]) <= set(found.units[found.units["shown"]]["unit"])


def test_the_year_end_shows_no_month_that_a_page_would_hide(answered):
    trend = judging.year_end(answered, 2025, NOW).noticed.trend

    shown = trend[trend["score"].notna()]["month"].tolist()
    assert shown and all(is_shown(answered, of(month)) for month in shown)
