"""The water company's clocks, at their edges: tables that one can check by hand."""

from datetime import datetime

import pytest

from survey.domain.handling.calendar import SHANGHAI
from survey.domain.handling.clock import Place, tick, verdict


def there(text: str) -> datetime:
    """A time of Wednesday 25 November 2026, unless another day is given."""
    return datetime.fromisoformat(text if "-" in text else f"2026-11-25 {text}").replace(tzinfo=SHANGHAI)


@pytest.fixture
def judged(declarations):
    """The verdict on one clock of a kind after steps of (move, when), its fields known from the start."""
    water = declarations.programme("water")

    def judge(kind: str, clock: str, fields: dict, *steps: tuple[str, str]) -> str:
        declared = next(k for k in water.case_kinds if k.id == kind)
        unit = next(unit for unit in declarations.units.values() if unit.kind in declared.unit_kinds)
        place, runs = Place(declarations.calendar, unit, water.limits), ()
        for move, when in steps:
            runs = tick([declared.clock(clock)], runs, move, there(when), fields, fields, place)
        return verdict(runs[-1], there(steps[-1][1])) if runs else "none"

    return judge


@pytest.mark.parametrize(
    ("zone", "km", "arrives", "expected"),
    [
        ("town", 3, "09:30", "in_time"),
        ("town", 3, "09:31", "late"),
        ("suburb", 3, "09:15", "in_time"),
        ("suburb", 3, "09:16", "late"),
        ("", 3, "09:30", "in_time"),  # rules 0-1: an unknown zone has ten minutes
    ],
)
def test_travel_has_ten_minutes_a_kilometre_in_town_and_five_in_the_suburb(judged, zone, km, arrives, expected):
    # E37, E49
    fields = {"zone": zone, "km": km} if zone else {"km": km}

    assert judged("repair", "travel", fields, ("depart", "09:00"), ("arrive", arrives)) == expected


@pytest.mark.parametrize(
    ("kind", "clock", "fields", "starts", "stops", "expected"),
    [
        ("repair", "issue", {}, ("open", "09:00"), ("issue", "09:30"), "in_time"),  # E24
        ("repair", "issue", {}, ("open", "09:00"), ("issue", "09:31"), "late"),
        ("repair", "issue", {}, ("open", "09:00"), ("answer_at_desk", "09:31"), "dropped"),
        ("repair", "assign", {}, ("issue", "09:00"), ("assign", "09:31"), "late"),  # E26
        ("repair", "promised", {"promised_time": "2026-11-25T17:00"}, ("report", "09:00"), ("arrive", "17:00"), "in_time"),  # E23
        ("repair", "promised", {"promised_time": "2026-11-25T17:00"}, ("report", "09:00"), ("arrive", "17:01"), "late"),
        ("repair", "burst", {"urgency": "burst"}, ("open", "09:00"), ("arrive", "09:31"), "late"),  # E12
        ("repair", "burst", {"urgency": "ordinary"}, ("open", "09:00"), ("arrive", "09:31"), "none"),
        ("repair", "archive", {}, ("clear", "09:00"), ("archive", "2026-12-02 10:00"), "in_time"),  # E36: five working days
        ("repair", "archive", {}, ("clear", "09:00"), ("archive", "2026-12-03 10:00"), "late"),
        ("shift", "early", {"starts_at": "2026-11-25T16:00"}, ("open", "09:00"), ("arrive", "15:50"), "in_time"),  # E14
        ("shift", "early", {"starts_at": "2026-11-25T16:00"}, ("open", "09:00"), ("arrive", "15:51"), "late"),
        ("shift", "early", {"starts_at": "2026-11-25T16:00"}, ("open", "09:00"), ("miss", "16:30"), "late"),
        ("hazard", "notified", {"works": "no"}, ("open", "09:00"), ("notify", "09:10"), "in_time"),  # E10
        ("hazard", "notified", {"works": "no"}, ("open", "09:00"), ("notify", "09:11"), "late"),
        ("hazard", "notified", {"works": "yes"}, ("open", "09:00"), ("notify", "09:11"), "none"),
        ("hazard", "attended", {}, ("notify", "09:00"), ("attend", "10:01"), "late"),  # E11
        ("inspection", "due", {"planned_on": "2026-11-01"}, ("open", "2026-10-20 09:00"), ("pass", "2026-11-06 10:00"), "in_time"),  # E4
        ("inspection", "due", {"planned_on": "2026-11-01"}, ("open", "2026-10-20 09:00"), ("pass", "2026-11-10 10:00"), "late"),
        ("cleaning", "notice", {"starts_at": "2026-11-26T09:00"}, ("open", "08:00"), ("tell_residents", "09:00"), "in_time"),  # E6
        ("cleaning", "notice", {"starts_at": "2026-11-26T09:00"}, ("open", "08:00"), ("tell_residents", "09:01"), "late"),
        ("instruction", "limit", {"valid_until": "2026-11-25T12:00"}, ("open", "09:00"), ("carry_out", "12:01"), "late"),  # P3
        ("report", "sent", {"planned_on": "2026-11-01"}, ("open", "2026-10-26 09:00"), ("send", "2026-11-06 10:00"), "late"),  # P16
    ],
)
def test_a_clock_says_whether_it_was_in_time(judged, kind, clock, fields, starts, stops, expected):
    assert judged(kind, clock, fields, starts, stops) == expected


def test_every_number_of_ours_says_so(declarations):
    # rules.md, head: a default is never presented as the rule
    of_the_text = {("shift", "early"), ("repair", "travel"), ("repair", "promised"), ("instruction", "limit")}
    silent = {
        (kind.id, clock.id)
        for kind in declarations.programme("water").case_kinds for clock in kind.clocks if clock.source is None
    }

    assert silent == of_the_text
