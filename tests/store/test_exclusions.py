"""An exclusion and the voiding of its response are one transaction, on both databases."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from survey.domain.counting.period import ALL, parse_period
from survey.domain.keeping.log import Entry
from survey.store.exclusions import count_excluded, decide_exclusion, exclusions_frame, propose_exclusion
from survey.store.responses import erase_origin, has_id, save_responses, void_response
from tests.store.test_responses import NOW, a_response, is_exact

ID, CARE = a_response().id, ("care", "stay", ALL)
ENTRY = Entry(NOW, "zhang", "", "propose_exclusion", ID)


@pytest.fixture
def proposed(database):
    """A store with two responses, of which Zhang wants to exclude one."""
    save_responses(database, [a_response(), a_response(2)])
    assert propose_exclusion(database, ID, "没有这户", "zhang", NOW, ENTRY)
    return database


def test_excluding_takes_the_counts_back(proposed):
    assert decide_exclusion(proposed, ID, True, "li", NOW, ENTRY)

    assert not has_id(proposed, ID) and has_id(proposed, a_response(2).id)
    assert is_exact(proposed) and count_excluded(proposed, *CARE) == 1


def test_keeping_changes_no_count(proposed):
    assert decide_exclusion(proposed, ID, False, "li", NOW, ENTRY)

    assert has_id(proposed, ID) and is_exact(proposed) and count_excluded(proposed, *CARE) == 0


def test_who_proposed_cannot_decide(proposed):
    assert not decide_exclusion(proposed, ID, True, "zhang", NOW, ENTRY)

    assert has_id(proposed, ID) and list(exclusions_frame(proposed, *CARE)["decision"]) == [""]


def test_what_was_withdrawn_meanwhile_is_left_as_it_is(proposed):
    void_response(proposed, ID, "withdrawn by receipt", NOW)

    assert not decide_exclusion(proposed, ID, True, "li", NOW, ENTRY)

    assert exclusions_frame(proposed, *CARE).empty and is_exact(proposed) and count_excluded(proposed, *CARE) == 0


def test_eight_who_decide_at_once_decide_once(proposed):
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda who: decide_exclusion(proposed, ID, True, f"li-{who}", NOW, ENTRY), range(8)))

    assert sum(done) == 1 and is_exact(proposed)


def test_eight_who_propose_at_once_propose_once(database):
    save_responses(database, [a_response()])

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda who: propose_exclusion(database, ID, "没有这户", f"li-{who}", NOW, ENTRY), range(8)))

    assert sum(done) == 1 and len(exclusions_frame(database, *CARE)) == 1


def test_exclusions_are_read_by_period_unit_and_mode(proposed):
    decide_exclusion(proposed, ID, True, "li", NOW, ENTRY)

    def count(period="2025-03", **where) -> int:
        return count_excluded(proposed, "care", "stay", parse_period(period), **where)

    assert (count(), count("2025-04"), count(units=("ward-1",)), count(units=("ward-2",)), count(modes=("paper",))) == (1, 0, 1, 0, 0)


def test_an_origin_that_is_erased_takes_its_exclusions_along(proposed):
    decide_exclusion(proposed, ID, True, "li", NOW, ENTRY)

    erase_origin(proposed, "form")

    assert exclusions_frame(proposed, *CARE).empty and is_exact(proposed)
