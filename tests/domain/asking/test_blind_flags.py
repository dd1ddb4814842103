"""Where nobody could look, none found is no good news: each flag says why it could not be found."""

import pandas as pd
import pytest

from survey.domain.asking.blind_flags import blind_flags
from survey.domain.asking.flags import BURST, IDENTICAL, IDENTICAL_FORMS, KINDS, STAFF, STRAIGHT, TOO_FAST
from tests.domain.asking.test_flags import LIMITS, a_questionnaire, flags_of, sheets, various

NOTHING_KEYED = {"collector": "", "mode": "qr", "origin": "import", "happened_on": None}


def blind(rows: pd.DataFrame, has_staff: bool = True, **asked: int) -> set[str]:
    return set(blind_flags(rows, [a_questionnaire(**asked)], LIMITS, has_staff))


def test_keyed_sheets_of_a_questionnaire_that_turns_can_carry_every_flag_that_knows_a_keyer():
    rows = sheets(*various(12), entered_by="anna")

    assert blind(rows) == {IDENTICAL_FORMS}  # all of them have a collector


def test_imported_ratings_without_a_day_can_carry_none():
    rows = sheets(*various(12), **NOTHING_KEYED)

    assert blind(rows, has_staff=False, good=1, bad=0) == set(KINDS)


@pytest.mark.parametrize(("asked", "expected"), [({"good": 12, "bad": 0}, True), ({"good": 9, "bad": 3}, False)])
def test_a_straight_line_is_strange_only_where_a_code_is_not_always_as_good(asked, expected):
    rows = sheets(*various(12), entered_by="anna")

    assert (STRAIGHT in blind(rows, **asked)) == expected


def test_no_sheet_read_out_means_that_no_speed_is_known():
    assert {BURST, TOO_FAST} <= blind(sheets(*various(12), mode="paper", entered_by="anna"))


def test_without_accounts_of_the_evaluated_nobody_of_them_can_have_keyed():
    rows = sheets(*various(12), entered_by="anna")

    assert STAFF in blind(rows, has_staff=False) and STAFF in blind(sheets(*various(12)))


def test_what_is_blind_is_never_found():
    rows = sheets(*["111111111111"] * 8, **NOTHING_KEYED)

    found = set(flags_of(rows)["flag"])

    assert found and not found & set(blind_flags(rows, [a_questionnaire()], LIMITS, False)) and IDENTICAL not in found
