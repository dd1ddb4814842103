"""The gate: nothing but citizens' addresses without a session, by whatever address and method."""

from datetime import UTC, datetime, timedelta
from itertools import product
from unittest.mock import MagicMock

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from streamlit.web.server.starlette.starlette_app import create_streamlit_routes

from survey.actions import accounts, signing_in
from survey.actions.signing_in import COOKIE
from survey.domain.keeping.account import Account
from survey.domain.keeping.actor import Grant
from survey.public.gate import Gate
from survey.public.routes import open_routes, staff_routes
from tests.conftest import PROJECT

BEHIND = "behind the gate"
# The addresses of the frontend as it is installed, whatever they are; its runtime is not asked.
FRONTEND = [route for route in create_streamlit_routes(MagicMock()) if not isinstance(route, Mount)]
HTTP = sorted({route.path for route in FRONTEND if isinstance(route, Route)} - {"/auth/login", "/auth/logout", "/oauth2callback"})
WEBSOCKETS = sorted({route.path for route in FRONTEND if isinstance(route, WebSocketRoute)})
PAGES = ["/", *(f"/{file.stem}" for file in (PROJECT / "pages").glob("*.py")), "/book?case=x", "/nothing-of-ours"]
TRICKS = ["//sheet", "/./sheet", "/q/../sheet", "/q/..%2fsheet", "/%71uery", "/SHEET", "/sheet;a=b", "/sheet/", "/light/../scores"]
FILES = ["/static/js/index.js", "/media/0123456789.xlsx", "/shell/sheet.js", "/favicon.png", "/index.html"]
METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]


def filled(path: str) -> str:
    return path.replace("{file_id:path}", "0123.xlsx").replace("{session_id}", "s").replace("{file_id}", "f").replace(
        "{path:path}", "x/index.html"
    )


async def anything(_request) -> PlainTextResponse:
    return PlainTextResponse(BEHIND)


async def greeting(websocket) -> None:
    await websocket.accept()
    await websocket.send_text(BEHIND)
    await websocket.close()


@pytest.fixture
def browser(office) -> TestClient:
    """The gate before something that answers every address."""
    opened = open_routes(lambda: office)
    everything = [
        *opened, *staff_routes(lambda: office), *(WebSocketRoute(path, greeting) for path in WEBSOCKETS),
        Route("/{path:path}", anything, methods=METHODS),
    ]
    gate = Middleware(Gate, office_source=lambda: office, open_routes=opened)
    return TestClient(Starlette(routes=everything, middleware=[gate]), follow_redirects=False)


def token_of(office, *grants: Grant, ago: timedelta = timedelta()) -> str:
    now = datetime.now(UTC)
    account = Account("zhang", "张三", grants)
    accounts.save_account(office, account, now)
    return signing_in.open_session(office, account, "10.0.0.7", now - ago)


def is_turned_away(answer, path: str) -> bool:
    is_led = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next=")
    is_citizens = path.startswith("/q/") and answer.status_code == 404  # theirs to answer
    return BEHIND not in answer.text and (is_led or answer.status_code == 401 or is_citizens)


def test_the_installed_frontend_has_the_addresses_that_these_tests_are_about():
    assert {"/_stcore/health", "/media/{file_id:path}", "/_stcore/upload_file/{session_id}/{file_id}"} <= set(HTTP)
    assert WEBSOCKETS == ["/_stcore/stream"]


@pytest.mark.parametrize("cookie", ["none", "empty", "forged", "expired", "ended"])
def test_without_a_session_that_lives_no_address_answers(browser, office, cookie):
    token = {
        "none": None, "empty": "", "forged": "x" * 43,
        "expired": token_of(office, Grant("administrator"), ago=timedelta(hours=9)), "ended": token_of(office, Grant("administrator")),
    }[cookie]
    if cookie == "ended":
        signing_in.sign_out(office, token, datetime.now(UTC))
    if token is not None:
        browser.cookies.set(COOKIE, token)

    for path, method, accept in product([*map(filled, HTTP), *PAGES, *TRICKS, *FILES, "/draft"], METHODS, ("text/html", "*/*")):
        answer = browser.request(method, path, headers={"Accept": accept})
        assert is_turned_away(answer, path), f"{method} {path} {accept}: {answer.status_code}"


@pytest.mark.parametrize("cookie", ["none", "forged", "expired", "ended"])
@pytest.mark.parametrize("path", WEBSOCKETS)
def test_without_a_session_no_websocket_opens(browser, office, path, cookie):
    token = {"none": "", "forged": "x" * 43, "expired": token_of(office, ago=timedelta(hours=9)), "ended": token_of(office)}[cookie]
    if cookie == "ended":
        signing_in.sign_out(office, token, datetime.now(UTC))

    with pytest.raises(WebSocketDisconnect) as refused:
        with browser.websocket_connect(path, headers={"Cookie": f"{COOKIE}={token}", "Origin": "http://testserver"}):
            pass

    assert refused.value.code == 4401


def test_with_a_session_pages_files_and_websockets_are_there(browser, office):
    browser.cookies.set(COOKIE, token_of(office, Grant("reviewer")))

    assert browser.get("/scores", headers={"Accept": "text/html"}).text == BEHIND
    assert browser.get("/media/0123456789.xlsx").text == BEHIND
    with browser.websocket_connect(WEBSOCKETS[0], headers={"Origin": "http://testserver"}) as websocket:
        assert websocket.receive_text() == BEHIND


def test_a_form_on_another_site_cannot_act_for_who_is_signed_in(browser, office):
    browser.cookies.set(COOKIE, token_of(office, Grant("collector")))

    refused = browser.post("/draft", json={}, headers={"Origin": "http://elsewhere.example"})
    let = browser.post("/draft", json={}, headers={"Origin": "http://testserver"})

    assert refused.status_code == 403
    assert let.status_code == 400


@pytest.mark.parametrize(
    "path", ["/q/lianxin/inpatient/ward-urology", "/book/complaints/ward-urology", "/follow/complaints", "/withdraw",
             "/poster/lianxin/inpatient/ward-urology", "/qr/lianxin/inpatient/ward-urology.svg", "/healthz", "/robots.txt",
             "/light/style.css", "/sign-in"],
)  # fmt: skip
def test_citizens_need_no_session(browser, path):
    assert browser.get(path).status_code == 200


def test_a_person_is_led_to_the_sign_in_and_back(browser):
    led = browser.get("/scores?year=2025&sheet=nurse", headers={"Accept": "text/html"})

    assert led.headers["location"] == "/sign-in?next=/scores%3Fyear%3D2025%26sheet%3Dnurse"
    assert led.headers["cache-control"] == "no-store"


def draft(**changes) -> dict:
    return {
        "sheet": "0123456789abcdef0123456789abcdef", "programme": "lianxin", "questionnaire": "inpatient", "version": 1,
        "kept": {"unit": "ward-urology"}, "answers": {"overall": "4"}, "number": 1,
    } | changes


@pytest.mark.parametrize(("role", "status"), [("collector", 204), ("reviewer", 403), ("administrator", 403), ("auditor", 403)])
def test_a_draft_is_taken_from_who_may_key_in(browser, office, role, status):
    browser.cookies.set(COOKIE, token_of(office, Grant(role)))

    assert browser.post("/draft", json=draft()).status_code == status


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"{", b"[]", b"null", b"[" * 30_000, b'{"sheet": 1}', draft(number=-1), draft(number=True), draft(number=2**60),
        draft(answers={"overall": 4}), draft(answers=["4"]), draft(kept={"unit": {}}), draft(version="1"),
        draft(answers={f"q{n}": "1" for n in range(500)}),
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_without_a_fault(browser, office, sent):
    browser.cookies.set(COOKIE, token_of(office, Grant("collector")))

    body = {"content": sent} if isinstance(sent, bytes) else {"json": sent}

    assert browser.post("/draft", **body).status_code == 400


@pytest.mark.parametrize("sent", [draft(programme="gas"), draft(questionnaire="x"), draft(version=99), draft(sheet="short")])
def test_a_draft_of_what_is_not_declared_is_refused_in_words(browser, office, sent):
    browser.cookies.set(COOKIE, token_of(office, Grant("collector")))

    answer = browser.post("/draft", json=sent)

    assert answer.status_code == 403 and answer.json()["error"]
