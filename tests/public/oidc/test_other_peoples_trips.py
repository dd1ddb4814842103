"""Answers that do not belong to this browser, or not any more."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from survey.public.oidc.trip import COOKIE as TRIP
from survey.public.oidc.trip import set_out
from survey.public.ways_in import read_ways_in


def test_an_answer_with_another_state_opens_nothing(browser, provider):
    back = browser.leave()

    browser.open(back.replace("state=", "state=x"))

    assert browser.status == 401 and "不是从这里开始的" in browser.text and not browser.session
    assert "/token" not in provider.asked


def test_an_answer_in_another_browser_opens_nothing(browser, door, provider):
    back = browser.leave()
    another = door()

    another.open(back)

    assert another.status == 401 and not another.session and "/token" not in provider.asked


def test_a_code_of_somebody_else_is_of_no_use(browser, door, provider):
    theirs, another = parse_qs(urlsplit(browser.leave()).query), door()
    own = parse_qs(urlsplit(another.leave()).query)

    another.open(f"/oauth2callback?code={theirs['code'][0]}&state={own['state'][0]}")

    assert another.status == 401 and not another.session


def test_the_way_back_is_good_once(browser, provider, office):
    back = browser.leave()
    carried = browser.client.cookies[TRIP]
    browser.open(back)
    browser.client.cookies.clear()

    browser.open(back)
    assert browser.status == 401 and "不是从这里开始的" in browser.text

    browser.client.cookies.set(TRIP, carried)
    browser.open(back)
    assert browser.status == 401 and "用过了" in browser.text and not browser.session


@pytest.mark.parametrize("forged", ["", "x", "a.b.c.d.e", "eyJhbGciOiJub25lIn0..."])
def test_a_forged_trip_is_none(browser, forged):
    browser.client.cookies.set(TRIP, forged)

    browser.open("/oauth2callback?code=x&state=y")

    assert browser.status == 401


def test_a_trip_ends_after_ten_minutes(office, provider):
    ways, trip = read_ways_in(provider.environment()), set_out("/")
    now = datetime.now(UTC)
    cookie = ways.provider.sealer.sealed(trip, now)

    late, in_time = (ways.provider.sealer.opened(cookie, now + timedelta(minutes=minutes)) for minutes in (11, 9))

    assert late is None and in_time == trip
