"""Many save at once: every receipt has its response, none has two, and everything adds up."""

import asyncio

import pytest
from tests.faults.conftest import audited

from bench.audit import SOUND
from bench.journey import travel_together
from bench.load import EACH, FORM, PHONES, PROCESSES
from bench.writers import save_together

pytestmark = pytest.mark.load


def test_twenty_processes_with_fifty_responses_each_lose_none_and_store_none_twice(url):
    saved = save_together(url, "main", PROCESSES, EACH)

    receipts = [one.code for one in saved]
    assert len(set(receipts)) == 20 * 50
    assert audited(url, receipts) == SOUND


def test_two_hundred_phones_at_once_lose_none_and_store_none_twice(application, url):
    journeys = asyncio.run(travel_together(application.address, FORM, PHONES))

    receipts = [journey.code for journey in journeys]
    assert len(set(receipts)) == 200
    assert audited(url, receipts) == SOUND
