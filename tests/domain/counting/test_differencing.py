"""Nobody learns what fewer than ten people said by asking twice and subtracting (decision 0015, measures.md 8)."""

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from survey.domain.counting.differencing import NO_DAY, Guard, Piece, guard_of, spans
from survey.domain.counting.period import ALL, Period, parse_period

YEAR = parse_period("2025")


def an_office(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["unit", "mode", "month", "count"])


def a_random_office(seed: int) -> pd.DataFrame:
    """Two to four units, one to three modes, some months of two years and sometimes days unknown; most cells small."""
    dice = np.random.default_rng(seed)
    units, modes = range(dice.integers(2, 5)), range(dice.integers(1, 4))
    months = [*dice.choice([f"{year}-{month:02}" for year in (2024, 2025) for month in (1, 2, 4, 9)], 4, replace=False), ""]
    places = product(units, modes, months)
    return an_office(*(
        (f"u{unit}", f"m{mode}", str(month), int(dice.choice([0, 2, 8, 30], p=[0.3, 0.3, 0.2, 0.2]) * dice.uniform(0.5, 2)))
        for unit, mode, month in places
    ))  # fmt: skip


def people_of(counts: pd.DataFrame, units: tuple, modes: tuple, period: Period) -> np.ndarray:
    """Which cells a selection holds, told without the guard's own pieces."""
    held = counts["count"] > 0
    held &= counts["unit"].isin(units) if units else True
    held &= counts["mode"].isin(modes) if modes else True
    return (held & (counts["month"].between(period.first, period.last) if period != ALL else True)).to_numpy()


def shown_selections(counts: pd.DataFrame, guard: Guard) -> list[np.ndarray]:
    units, modes = sorted(set(counts["unit"])), sorted(set(counts["mode"]))
    some_units = [(), *((unit,) for unit in units), *combinations(units, 2), *combinations(units, len(units) - 1)]
    some_modes = [(), *((mode,) for mode in modes), *combinations(modes, 2)]
    periods = [parse_period(text) for text in (
        "all", "2024", "2025", "2024-Q1", "2025-Q1", "2024-Q2", "2025-Q2", "2025-Q3", "2024-01", "2025-01", "2025-02",
        "2025-01..2025-09", "2024-04..2025-04",
    )]
    found = {
        people_of(counts, *chosen).tobytes(): people_of(counts, *chosen)
        for chosen in product(some_units, some_modes, periods)
        if not guard.hidden_of(guard.pieces(*chosen))
    }
    return list(found.values())


def test_the_others_are_not_had_by_leaving_one_ward_out():
    # all wards together, then all but the one of nine
    counts = an_office(("a", "qr", "2025-01", 9), ("b", "qr", "2025-01", 40), ("c", "qr", "2025-01", 30))

    guard = guard_of(counts)

    assert not guard.hidden_of(guard.pieces((), (), YEAR))
    assert guard.hidden_of(guard.pieces(("b", "c"), (), YEAR)) == (Piece("c", "", "2025"),)


def test_a_ward_that_has_all_of_a_mode_hides_one_of_the_two():
    # ward b less everybody who was telephoned would be the three of b who were not
    counts = an_office(("a", "qr", "2025-01", 15), ("b", "qr", "2025-01", 3), ("b", "telephone", "2025-01", 12))

    guard = guard_of(counts)

    assert guard.hidden_of([Piece("b"), Piece("", "telephone")])


def test_a_year_and_all_of_time_do_not_give_away_those_whose_day_is_unknown():
    counts = an_office(("a", "qr", "2025-01", 40), ("a", "qr", "2025-02", 30), ("a", "qr", "", 4))

    guard = guard_of(counts)

    assert guard.hidden_of(guard.pieces((), (), ALL)) and not guard.hidden_of(guard.pieces((), (), YEAR))


def test_the_first_nine_of_a_new_year_hide_all_of_time_and_not_the_old_year():
    counts = an_office(("a", "qr", "2024-05", 400), ("b", "qr", "2024-05", 300), ("a", "qr", "2025-01", 9))

    guard = guard_of(counts)

    assert not guard.hidden_of(guard.pieces((), (), parse_period("2024")))
    assert guard.hidden_of(guard.pieces((), (), ALL)) and guard.hidden_of(guard.pieces((), (), YEAR))


def test_where_nothing_is_small_nothing_is_hidden():
    counts = an_office(*((unit, mode, month, 10) for unit, mode, month in product("abc", "xy", ["2024-12", "2025-01", "2025-02", ""])))

    guard = guard_of(counts)

    assert set(guard.people) == guard.shown


def test_fewer_than_ten_in_all_show_nothing_and_none_at_all_hide_nothing():
    few, none = guard_of(an_office(("a", "qr", "2025-01", 9))), guard_of(an_office())

    assert not few.shown and few.hidden_of(few.pieces((), (), ALL)) == (Piece(),)
    assert none.hidden_of(none.pieces(("a",), (), YEAR)) == ()


def test_all_units_by_name_are_the_whole():
    guard = guard_of(an_office(("a", "qr", "2025-01", 9), ("b", "qr", "2025-01", 40)))

    assert guard.pieces(("a", "b"), (), YEAR) == [Piece("", "", "2025")]


@pytest.mark.parametrize(("period", "expected"), [
    ("all", [""]),
    ("2025", ["2025"]),
    ("2025-Q2", ["2025-Q2"]),
    ("2025-04..2025-07", ["2025-Q2", "2025-07"]),
    ("2023-12..2025-03", ["2024", "2025-Q1", "2023-12"]),
])  # fmt: skip
def test_a_period_is_whole_years_quarters_and_months(period, expected):
    assert spans(parse_period(period)) == expected


def test_groups_of_a_breakdown_are_hidden_where_a_piece_of_the_selection_is():
    counts = an_office(("a", "qr", "2025-01", 9), ("b", "qr", "2025-01", 40), ("c", "qr", "2025-01", 30))

    guard = guard_of(counts)

    assert [bool(guard.hidden_group((), (), YEAR, {"unit": id})) for id in "abc"] == [True, False, True]
    assert not guard.hidden_group((), (), YEAR, {"unit": "b", "month": "2025-01"})


@pytest.mark.parametrize("seed", range(40))
def test_shown_selections_differ_by_nobody_or_by_ten_and_more(seed):
    """Pairs; a less b and c that lie within it apart; a + b − c − d. Of pieces of ten and more, 46 % stay in these offices of few."""
    counts = a_random_office(seed)
    n, dice = counts["count"].to_numpy(), np.random.default_rng(seed)
    held = np.array(shown_selections(counts, guard_of(counts)), dtype=int)

    differences = [held[:, None] - held[None]]
    if len(held):
        four = held[dice.integers(0, len(held), (60_000, 4))]
        differences += [four[:, 0] - four[:, 1] - four[:, 2], four[:, 0] + four[:, 1] - four[:, 2] - four[:, 3]]

    for difference in differences:
        rows = difference.reshape(-1, len(n))[:, n > 0]
        groups = rows[((rows >= 0) & (rows <= 1)).all(axis=1)]
        people = groups @ n[n > 0]
        assert not ((people > 0) & (people < 10)).any()


def period_of(span: str) -> Period:
    return Period("", "") if span == NO_DAY else parse_period(span or "all")


@pytest.mark.parametrize("large", [1, 40])
@pytest.mark.parametrize("seed", range(12))
def test_an_attacker_who_solves_for_every_shown_piece_bounds_nobody_below_ten(seed, large):
    """Held against the greatest value that each small cell may have, by a linear programme written here anew.

    large  times the cells of 20 and more: then many hold more people than the guard looks at.
    """
    counts = a_random_office(seed).query("count > 0").reset_index(drop=True)
    counts["count"] = counts["count"].where(counts["count"] < 20, counts["count"] * large)
    n, guard = counts["count"].to_numpy(), guard_of(counts)
    facts = np.array([
        people_of(counts, (piece.unit,) * bool(piece.unit), (piece.mode,) * bool(piece.mode), period_of(piece.span))
        for piece in sorted(guard.shown)
    ], dtype=float)  # fmt: skip

    for cell in np.flatnonzero(n < 10) if len(facts) else ():
        most = linprog(-np.eye(len(n))[cell], A_eq=facts, b_eq=facts @ n, method="highs-ds")
        assert most.status == 3 or -most.fun > 10 - 1e-5  # 3: without any bound
