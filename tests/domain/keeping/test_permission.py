"""What grants make of the declared table."""

import pytest

from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.domain.keeping.permission import Leave, Permissions, Role, Rule
from survey.locale import Words

NAME = Words("看", "See")
TABLE = Permissions(
    roles={id: Role(id, NAME) for id in ("head", "nurse", "guest")} | {"console": Role("console", NAME, may_everything=True)},
    rules={"see": Rule("see", NAME, scope=frozenset({"head"}), own=frozenset({"nurse"}))},
)


def somebody(*grants: Grant) -> Actor:
    return Actor("somebody", "某人", grants)


def test_a_role_in_scope_reaches_the_units_of_its_grant():
    leave = TABLE.leave(somebody(Grant("head", "care", ("w1", "w2"))), "see", "care")

    assert leave == Leave(units=frozenset({"w1", "w2"}), areas=None, is_own_only=False)
    assert leave.covers("w1") and not leave.covers("w3")


def test_a_grant_without_units_reaches_all_and_several_grants_add_up():
    several = TABLE.leave(somebody(Grant("head", "care", ("w1",)), Grant("head", "care", ("w2",))), "see", "care")
    whole = TABLE.leave(somebody(Grant("head", "care", ("w1",)), Grant("head", "care")), "see", "care")

    assert several.units == {"w1", "w2"}
    assert whole.units is None


def test_a_grant_for_another_programme_gives_no_leave():
    with pytest.raises(NotAllowed):
        TABLE.leave(somebody(Grant("head", "water")), "see", "care")


def test_a_role_that_may_only_see_its_own_says_so_and_a_wider_grant_prevails():
    nurse, both = somebody(Grant("nurse")), somebody(Grant("nurse"), Grant("head", "", ("w1",)))

    assert TABLE.leave(nurse, "see").is_own_only
    assert not TABLE.leave(both, "see").is_own_only
    assert TABLE.leave(both, "see").units == {"w1"}


@pytest.mark.parametrize("grants", [(), (Grant("guest"),), (Grant("taken-out-of-the-table"),)])
def test_who_stands_in_no_row_may_do_nothing(grants):
    assert not TABLE.may(somebody(*grants), "see")
    with pytest.raises(NotAllowed):
        TABLE.leave(somebody(*grants), "see")


def test_an_action_that_the_table_lacks_is_for_the_console_alone():
    assert TABLE.may(somebody(Grant("console")), "anything")
    assert not TABLE.may(somebody(Grant("head")), "anything")


def test_own_areas_limit_a_collector_and_a_sheet_without_an_area_is_not_outside_of_them():
    leave = Leave(units=None, areas=frozenset({"a1"}), is_own_only=False)

    assert leave.covers("w1", "a1") and leave.covers("w1")
    assert not leave.covers("w1", "a2")
