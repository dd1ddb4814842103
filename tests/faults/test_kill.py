"""kill -9 in the middle of work: what was acknowledged is there, what was not is sent again, and nothing is there twice."""

import time
from random import Random

import pytest
from tests.faults.conftest import audited, people_on

from bench.audit import SOUND
from bench.server import started_application

pytestmark = pytest.mark.load

KILLS = 10


def test_ten_kills_of_the_server_lose_no_receipt_and_store_nothing_twice(application, url):
    random = Random(10)

    with people_on(application) as all_arrived:
        for _kill in range(KILLS):
            time.sleep(random.uniform(0.3, 0.8))
            application.kill()
            application.start()
        journeys = all_arrived()

    assert max(journey.presses for journey in journeys) > 1  # somebody was cut off while sending
    assert audited(url, [journey.code for journey in journeys]) == SOUND


def test_a_kill_of_postgresql_itself_loses_no_receipt_and_the_server_goes_on_by_itself(postgres, tmp_path):
    url, told = postgres.fresh_database(), []

    with started_application(url, tmp_path / "log.txt") as application:
        with people_on(application, told=told.append) as all_arrived:
            time.sleep(0.5)
            postgres.kill()
            time.sleep(1)
            postgres.start()
            time.sleep(0.5)
            journeys = all_arrived()

    assert any("没有保存" in page for page in told)
    assert audited(url, [journey.code for journey in journeys]) == SOUND
