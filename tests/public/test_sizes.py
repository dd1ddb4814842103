"""Whatever is sent to a public form, however large or odd, a clear page comes back and nothing breaks."""

from itertools import product

import pytest
from tests.public.conftest import STATION, WARD
from tests.public.test_form_journey import through

BOOK = "/book/complaints/ward-neurology"
FORMS = (WARD, STATION, BOOK, "/withdraw", "/follow/complaints")
FIELDS = (
    "token", "version", "page", "area", "person", "proxy", "code", "topic", "wants_answer", "go", "lang",
    "a_smile", "a_comment", "a_no_such_question", "text", "no such field",
)  # fmt: skip
ODD = ("x" * 20_000, "\x00", "🀄" * 150, "-1", "９", "{id}", "%s", " ", "\n", "../..", "<b>", "")
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
def open_door(monkeypatch):
    monkeypatch.setenv("LIANXIN_DOOR_LIMIT", "off")


@pytest.mark.parametrize("form", FORMS)
def test_no_odd_value_of_any_field_breaks_a_form(open_door, phone, form):
    sound = phone.open(form).form.fields | {"page": "whole", "a_overall": "5", "text": "夜里太吵", "code": "AAAAA-AAAAA"}

    statuses = {
        (name, value[:9], go): phone.client.post(form, data=sound | {"go": go, name: value}).status_code
        for name, value, go in product(FIELDS, ODD, ("next", "send"))
    }

    assert set(statuses.values()) <= {200, 404, 413, 422}


@pytest.mark.parametrize("name", ["token", "version", "page", "area", "person", "code", "topic", "n" * 65])
def test_a_field_longer_than_any_page_of_ours_sends_is_refused_in_words(phone, name):
    refused = phone.client.post(WARD, data={name: "x" * 201})

    assert refused.status_code == 413 and "超过了上限" in refused.text and 'href="tel:' in refused.text


@pytest.mark.parametrize("body", [b"\xff\xfe=\xff", b"%ff%fe=%zz", b"&&&&", b"=", b"", b"\x00", b"a_smile=5;a_tone=4"])
def test_a_body_that_is_no_form_shows_the_form(phone, body):
    assert phone.client.post(WARD, content=body, headers=FORM).status_code == 200


def test_of_a_repeated_field_the_last_one_counts(phone, stored):
    typed = through(phone.open(WARD).press("next"), a_smile="5")
    pairs = [*(phone.form.fields | typed | {"go": "send"}).items(), *[("a_overall", "1")] * 100, ("a_overall", "4")]

    phone.client.post(WARD, content="&".join(f"{name}={text}" for name, text in pairs), headers=FORM)

    assert [row["answers"] for row in stored("lianxin", "inpatient")[0]] == [{"smile": "5", "overall": "4"}]


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "", "x" * 9000])
def test_another_kind_of_content_is_refused_in_words(phone, kind):
    refused = phone.client.post(WARD, content=b"a_smile=5", headers={"content-type": kind})

    assert refused.status_code == 415 and "请用页面上的按钮提交" in refused.text


@pytest.mark.parametrize("address", [*FORMS, "/receipt/AAAAA-AAAAA", "/poster/lianxin/inpatient/ward-neurology"])
def test_an_address_with_too_much_behind_it_is_a_short_friendly_page(phone, address):
    for query in ("lang=" + "x" * 20_000, "a&" * 10_000):
        refused = phone.client.get(f"{address}?{query}")

        assert refused.status_code == 414 and len(refused.text) < 4000 and 'href="tel:' in refused.text


def test_what_a_messenger_adds_to_an_address_does_no_harm(phone):
    assert phone.open(WARD + "?from=singlemessage&isappinstalled=0&track=" + "x" * 500).status == 200


@pytest.mark.parametrize("name", ["host", "cookie", "accept-encoding", "x-forwarded-for", "user-agent", "origin"])
@pytest.mark.parametrize("value", [b"[", b"a b", b"\xff\xfe", b"x" * 50_000, b""])
def test_no_odd_header_breaks_a_page(phone, name, value):
    assert phone.client.get(WARD, headers={name: value}).status_code == 200
    assert phone.client.post(WARD, data={"a_smile": "5"}, headers={name: value}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/receipt/" + "x" * 20_000, "/receipt/%00", "/receipt/%ff%fe", "/q/" + "x/" * 5000, "/q/%00/%00/%00",
             "/qr/lianxin/inpatient/%ff.svg", "/receipt/AAAAA-AAAAA?proof=%00", "/receipt/AAAAA-AAAAA?proof=é"]
)  # fmt: skip
def test_an_odd_path_is_not_found(phone, path):
    assert phone.client.get(path).status_code == 404
