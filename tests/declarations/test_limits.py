"""Limits per kilometre, as a programme declares them."""

from datetime import date

import pytest
from tests.declarations.test_refusals import refusal_after

from survey.domain.handling.limit import limit_on, minutes_for

FILE = "programmes/water/limits.toml"


@pytest.mark.parametrize(("values", "minutes"), [({"zone": "town", "km": 3}, 30), ({"zone": "suburb", "km": 3}, 15), ({"km": 3}, 30)])
def test_the_way_to_a_customer_takes_what_was_pledged(declarations, values, minutes):
    # E37, E49
    limit = limit_on(declarations.programme("water").limits, "travel", date(2026, 11, 25))

    assert (minutes_for(limit, values), limit.clauses) == (minutes, ("E37", "E49"))


def test_a_programme_without_such_a_file_has_none(declarations):
    assert declarations.programme("lianxin").limits == ()


@pytest.mark.parametrize(
    ("was", "becomes", "where"),
    [
        ("town = 10", "town = 0", "[limit travel minutes] town"),
        ("town = 10", '"in town" = 10', "[limit travel minutes] in town"),
        ("otherwise = 10", "otherwise = -1", "[limit travel] otherwise"),
        ('distance = "km"', "", "[limit travel] distance"),
        ("valid_from = 1996-07-16", "valid_from = 1996-07-16T08:00:00", "[limit travel] valid_from"),
        ('field = "zone"', 'field = "zone"\nvalid_till = 2030-01-01', "[limit travel] valid_till"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(tmp_path, was, becomes, where):
    assert refusal_after(tmp_path / "data", FILE, was, becomes).where == f"water/limits.toml {where}"


def test_two_rows_of_a_table_do_not_begin_on_one_day(tmp_path):
    row = '[[limit]]\nid = "travel"\nvalid_from = 1996-07-16\nfield = "zone"\nminutes = {}\notherwise = 5\ndistance = "km"\n\n'

    fault = refusal_after(tmp_path / "data", FILE, "[[limit]]", row + "[[limit]]")

    assert fault.where == "water/limits.toml [] limit"
