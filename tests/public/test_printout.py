"""The printable page: for staff alone, whole without JavaScript, and whatever was written stays text."""

from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.testclient import TestClient

from survey.actions.handling import Entry, open_case
from survey.domain.asking.response import receipt_code
from survey.domain.handling.contact import Contact
from survey.domain.keeping.actor import CITIZEN, Actor, Grant
from survey.public.gate import Gate
from survey.public.routes import open_routes, staff_routes

ID, UNIT = "entry-on-paper-1", "ward-urology"
PAGE = f"/print/complaints/{ID}/page"
HOSTILE = "<script>alert(1)</script>\"'&\n{{ 7*7 }}"


@pytest.fixture
def at(office):
    """A desk of somebody with this role in the programme, behind no gate but with its state."""
    now = datetime.now(UTC) - timedelta(minutes=1)
    contact = Contact("王芳<b>", "138 0000 1111")
    open_case(office, Entry(ID, "complaints", "opinion", UNIT, "visit", "noise", HOSTILE, True, "sheet", contact), now)

    def desk(role: str, unit: str = UNIT) -> TestClient:
        async def let_in(request, call):
            request.state.actor = Actor("zhou", "周敏", (Grant(role, "", (unit,)),))
            return await call(request)

        return TestClient(Starlette(routes=staff_routes(lambda: office), middleware=[Middleware(BaseHTTPMiddleware, dispatch=let_in)]))

    return desk


def test_a_page_is_whole_and_asks_nothing_from_outside(at):
    shown = at("receptionist").get(PAGE)

    assert shown.status_code == 200 and "意见簿页" in shown.text and receipt_code(ID) in shown.text
    assert "data:image/svg+xml;base64," in shown.text and "http://" not in shown.text and "https://" not in shown.text
    assert shown.headers["cache-control"] == "no-store" and "default-src 'none'" in shown.headers["content-security-policy"]


def test_whatever_was_written_is_text(at):
    text = at("receptionist").get(PAGE).text

    assert "<script>alert" not in text and "&lt;script&gt;alert(1)&lt;/script&gt;" in text and "{{ 7*7 }}" in text


def test_in_english_it_is_english(at):
    assert "Page of the book" in at("receptionist").get(PAGE + "?lang=en").text


@pytest.mark.parametrize(("role", "unit"), [("collector", UNIT), ("staff", UNIT), ("receptionist", "ward-cardiology"), ("auditor", UNIT)])
def test_out_of_sight_it_is_refused_in_words(at, role, unit):
    refused = at(role, unit).get(PAGE)

    assert refused.status_code == 403 and "scrip" not in refused.text.split("<main")[1] and "王芳" not in refused.text


@pytest.mark.parametrize("path", [f"/print/complaints/{ID}/letter", f"/print/complaints/{ID}/x", "/print/complaints/x/page", f"/print/x/{ID}/page"])
def test_what_is_not_there_is_refused_in_words(at, path):
    assert at("receptionist").get(path).status_code == 422


def test_nobody_prints_without_a_session(office):
    opened = open_routes(lambda: office)
    app = Starlette(routes=[*opened, *staff_routes(lambda: office)], middleware=[Middleware(Gate, lambda: office, opened)])
    client = TestClient(app, follow_redirects=False)

    assert client.get(PAGE).status_code == 401
    assert client.get(PAGE, headers={"accept": "text/html"}).headers["location"].startswith("/sign-in?next=/print/")
    assert office.acting(CITIZEN)
