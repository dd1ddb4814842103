"""PostgreSQL is stopped under the running application: everybody reads so, nobody is let in, and it goes on by itself."""

import asyncio
import time
from collections.abc import Iterator

import httpx2
import pytest
from tests.faults.conftest import audited, people_on
from websockets.exceptions import InvalidStatus

from bench.audit import SOUND
from bench.browser import Browser
from bench.load import FORM
from bench.server import Application, started_application
from bench.signed_in import cookie_of
from survey.actions.office import HOME, open_office
from survey.domain.keeping.actor import Grant

pytestmark = pytest.mark.load


@pytest.fixture
def url(postgres) -> str:
    return postgres.fresh_database()


@pytest.fixture
def cookie(url) -> str:
    """Of a collector who is signed in."""
    office = open_office(HOME / "data", url)
    cookie = cookie_of(office, "fangyuan", Grant("collector"))
    office.database.engine.dispose()
    return cookie


@pytest.fixture
def desk(application, cookie) -> Iterator[httpx2.Client]:
    """A browser's plain requests."""
    headers = {"Cookie": cookie, "Accept": "text/html"}
    with httpx2.Client(base_url=application.address, headers=headers, follow_redirects=False) as desk:
        yield desk


def open_websocket(application: Application, cookie: str) -> None:
    async def open_page() -> None:
        async with Browser(application.address, "sheet", cookie):
            pass

    asyncio.run(open_page())


def test_what_was_sent_while_it_was_stopped_is_stored_once_when_it_is_back(application, postgres, url):
    told: list[str] = []

    with people_on(application, told=told.append) as all_arrived:
        time.sleep(0.5)
        postgres.stop()
        time.sleep(1)
        postgres.start()
        time.sleep(0.5)
        journeys = all_arrived()

    assert any("没有保存" in page and "再按一次" in page and 'name="go" value="send"' in page for page in told)
    assert not any("出了故障" in page for page in told)
    assert audited(url, [journey.code for journey in journeys]) == SOUND


def test_staff_read_why_and_are_not_let_in_and_are_again_when_it_is_back(application, postgres, desk, cookie):
    draft = {
        "sheet": "0123456789abcdef", "programme": "lianxin", "questionnaire": "inpatient", "version": 1,
        "kept": {"unit": "ward-cardiology"}, "answers": {"overall": "4"}, "number": 1,
    }  # fmt: skip
    postgres.stop()

    page, script = desk.get("/sheet"), desk.get("/_stcore/health", headers={"Accept": "*/*"})
    kept = desk.post("/draft", json=draft)
    signing_in = desk.post("/sign-in", data={"login": "fangyuan", "password": "not known"})
    with pytest.raises(InvalidStatus):
        open_websocket(application, cookie)
    form, health = desk.get(FORM), desk.get("/healthz")
    postgres.start()

    for answer in (page, script, kept, signing_in, health):
        assert answer.status_code == 503 and answer.headers["retry-after"] == "60"
    assert "连不上数据库" in page.text and "连不上数据库" in signing_in.text
    assert form.status_code == 200  # nothing of it lies in the store
    assert desk.get("/sheet").status_code == 200 and desk.post("/draft", json=draft).status_code == 204
    open_websocket(application, cookie)


def test_a_server_that_is_started_while_it_is_stopped_says_so_and_ends(postgres, url, tmp_path):
    postgres.stop()

    with pytest.raises(RuntimeError, match="did not start"), started_application(url, tmp_path / "log.txt"):
        pass
    postgres.start()

    assert "连不上" in (tmp_path / "log.txt").read_text()
