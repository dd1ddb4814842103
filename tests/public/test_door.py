"""How often one address may send a form or try codes; and that it loses nothing when it has to wait."""

import logging
import time

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient
from tests.public.conftest import WARD
from tests.public.phone import Phone
from tests.public.test_form_journey import through
from tests.public.test_receipt_and_book import a_receipt, an_entry

from survey.actions.asking import has_response
from survey.actions.handling import list_cases
from survey.domain.errors import SurveyError
from survey.public.door import MOST_NAMES, client_of, open_door
from survey.public.routes import open_routes

BOOK = "/book/complaints/ward-neurology"


@pytest.fixture
def limit(monkeypatch):
    """Set how often one may send, before the first page is asked for."""
    return lambda rates: monkeypatch.setenv("LIANXIN_DOOR_LIMIT", rates)


@pytest.fixture
def door(office, limit):
    """A phone with an address of its own at one common door."""
    limit("2/minute")
    app = Starlette(routes=open_routes(lambda: office))

    def phone_at(address: str) -> Phone:
        phone = Phone(app)
        phone.client = TestClient(app, raise_server_exceptions=False, client=(address, 50000))
        return phone

    return phone_at


def send(phone, **answers) -> Phone:
    return phone.press("send", **through(phone.open(WARD).press("next"), a_smile="5", **answers))


def test_over_the_limit_everything_typed_is_kept_and_one_reads_how_long_to_wait(door, stored):
    phone = door("10.0.0.1")
    for _patient in range(2):
        assert send(phone).status == 200

    send(phone, a_overall="4", a_comment="夜里太吵")

    assert phone.status == 429 and 1 <= int(phone.response.headers["retry-after"]) <= 60
    assert "请等 1 分钟，再按一次“提交”" in phone.text and ("go", "send") in phone.form.buttons
    assert phone.form.fields.items() >= {"a_smile": "5", "a_overall": "4", "a_comment": "夜里太吵"}.items()
    assert len(stored("lianxin", "inpatient")[0]) == 2


def test_after_the_wait_the_same_press_is_taken(office, limit, stored):
    limit("1/second")
    phone = Phone(Starlette(routes=open_routes(lambda: office)))
    waiting = through(phone.open(WARD).press("next"), a_smile="4")
    page = phone.form
    send(phone)
    phone.form = page
    assert phone.press("send", **waiting).status == 429

    time.sleep(1.1)
    phone.press("send")

    assert phone.address.startswith("/receipt/") and len(stored("lianxin", "inpatient")[0]) == 2


def test_other_addresses_and_other_forms_are_not_held_up(door):
    first, second = door("10.0.0.1"), door("10.0.0.2")
    for _patient in range(2):
        send(first)

    assert send(first).status == 429
    assert send(second).status == 200
    assert first.open(BOOK).press("send", text="夜里太吵").status == 200


def test_page_turns_and_refused_sends_are_not_counted(door):
    phone = door("10.0.0.1")
    for _attempt in range(5):
        phone.press("send", **through(phone.open(WARD).press("next")))
        assert phone.status == 422

    assert send(phone).status == 200


def test_the_book_has_the_same_limit_and_keeps_the_text(door, office):
    phone = door("10.0.0.1")
    for _entry in range(2):
        phone.open(BOOK).press("send", text="夜里太吵")

    phone.open(BOOK).press("send", text="还很热", topic="noise")

    assert phone.status == 429 and "retry-after" in phone.response.headers
    assert phone.form.fields.items() >= {"text": "还很热", "topic": "noise"}.items()
    assert len(list_cases(office, "complaints")) == 2


def test_thirty_patients_of_a_ward_send_within_a_minute_and_the_next_one_waits(phone):
    statuses = [send(phone).status for _patient in range(31)]

    assert statuses == [200] * 30 + [429]


def test_off_is_without_limits(office, limit):
    limit("off")
    phone = Phone(Starlette(routes=open_routes(lambda: office)))

    assert {send(phone).status for _patient in range(35)} == {200}


@pytest.mark.parametrize("rates", ["many", "0/minute", "30", "30/fortnight", "30/minute;", "-1/minute", "30/minute 5"])
def test_a_limit_that_cannot_be_read_is_refused_before_the_first_visitor(limit, office, rates):
    limit(rates)

    with pytest.raises(SurveyError, match="30/minute;300/hour"):
        open_routes(lambda: office)


@pytest.mark.parametrize("where", ["/withdraw", "/follow/complaints"])
def test_after_twenty_wrong_codes_an_address_has_to_wait_even_with_a_right_one(door, office, where):
    phone = door("10.0.0.1")
    right = a_receipt(phone) if where == "/withdraw" else an_entry(phone)
    for _guess in range(20):
        assert phone.open(where).press("next", code="ABCDE-FGHJK").status == 404

    phone.open(where).press("next", code=right)

    assert phone.status == 429 and int(phone.response.headers["retry-after"]) > 60
    assert "输错编号的次数太多了" in phone.text and phone.form.fields["code"] == right
    assert door("10.0.0.2").open(where).press("next", code=right).status == 200
    assert where != "/withdraw" or has_response(office, right)


@pytest.mark.parametrize("of_the_book", ["", "?programme=complaints&book=1"])
def test_guessing_at_receipts_is_counted_as_well(door, of_the_book):
    phone = door("10.0.0.1")
    for number in range(20):
        assert phone.open(f"/receipt/ABCDE-{number:05}{of_the_book}").status == 404

    phone.open(f"/receipt/ABCDE-FGHJK{of_the_book}")

    assert phone.status == 429 and int(phone.response.headers["retry-after"]) > 60 and 'href="tel:' in phone.text


def test_a_wrong_code_counts_in_whichever_way_it_is_pressed(door):
    phone = door("10.0.0.1")
    for _guess in range(20):
        phone.open("/follow/complaints?lang=zh").switch("en", code="ABCDE-FGHJK")

    assert phone.switch("zh", code="ABCDE-FGHJK").status == 429


def test_whoever_has_sent_a_form_gets_the_receipt_though_others_on_the_same_network_guessed_at_codes(door):
    phone = door("10.0.0.1")
    for number in range(21):
        phone.open(f"/receipt/ABCDE-{number:05}")

    assert send(phone).status == 200 and "回执编号" in phone.text
    assert phone.open(BOOK).press("send", text="夜里太吵").status == 200 and "查询编号" in phone.text


def test_an_empty_code_is_no_guess(door):
    phone = door("10.0.0.1")

    assert {phone.open("/withdraw").press("next", code=" ").status for _press in range(25)} == {404}


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_of_ipv6_the_network_counts_and_of_ipv4_the_address(host, client):
    assert client_of(Request({"type": "http", "client": (host, 1)})) == client


def test_without_an_address_all_are_one(door):
    assert client_of(Request({"type": "http", "client": None})) == ""


def test_the_address_is_neither_logged_nor_stored(door, office, caplog):
    caplog.set_level(logging.DEBUG)
    phone = door("198.51.100.77")
    for _patient in range(3):
        send(phone)
    an_entry(phone)

    with office.database.reading() as connection:
        rows = [
            connection.exec_driver_sql(f"SELECT * FROM {table}").all()
            for table in ("response", "comment", "case_entry", "case_step")
        ]

    assert "198.51.100.77" not in caplog.text and "198.51.100.77" not in str(rows)


def test_what_is_counted_does_not_grow_without_end():
    limit = open_door("1/hour").sends

    for number in range(MOST_NAMES + 10):
        limit.count(f"client {number}")

    assert len(limit.window.storage.events) <= MOST_NAMES and not limit.wait("client 1")
    assert limit.wait(f"client {MOST_NAMES + 9}")
