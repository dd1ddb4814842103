"""What holds on every page of citizens: phone, marks, weight, languages, options."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.public.conftest import STATION, WARD
from tests.public.phone import Phone
from sqlalchemy import create_engine
from starlette.applications import Starlette
from starlette.routing import Mount

from survey.actions.keeping import public_links
from survey.domain.asking.response import Response
from survey.public.routes import open_routes
from survey.public.shell.refusals import LARGEST_BODY
from survey.store.responses import save_responses

OTHERS = [
    "/withdraw", "/withdraw?done=1", "/book/complaints/ward-neurology", "/follow/complaints",
    "/poster/lianxin/inpatient/ward-neurology", "/poster/complaints/book/team-repair-1", "/q/x/y/z", "/q/cut",
    "/book/x", "/receipt/AAAAA-AAAAA",
]


def pages_of(phone, address):
    """Every page of a questionnaire, all filters left open."""
    phone.open(address)
    yield phone
    while ("go", "next") in phone.form.buttons:
        areas = phone.form.choices.get("area", [])
        phone.press("next", **({"area": areas[0]} if areas else {}))
        yield phone


def test_every_public_address_opens_and_shows_its_unit_and_phone(phone, office):
    # A18: the supervision phone is public
    links = list(public_links(office))

    for link in links:
        phone.open(link.path)
        programme = office.declarations.programmes[link.programme]
        assert phone.status == 200
        assert str(office.declarations.units[link.unit].name) in phone.text
        assert f">{programme.supervision_phone}</a>" in phone.text

    assert len(links) > 20


@pytest.mark.parametrize(
    "address", [WARD, STATION, "/q/water/repair/team-repair-1", "/q/complaints/handling/ward-neurology"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_step_has_phone_unit_and_language_switch_and_every_question_offers_zero(phone, address, language):
    seen = 0
    phone.open(f"{address}?lang={language}")

    for page in pages_of(phone, address):
        assert re.search(r'<a class="phone" href="tel:\d+">[\d-]+</a>', page.text)
        assert 'class="switch"' in page.text and page.text.count("<h1>") == 1
        for name, codes in page.form.choices.items():
            if name.startswith("a_"):
                assert "0" in codes, name
                seen += 1

    assert seen > 2


@pytest.mark.parametrize("address", OTHERS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_other_pages_have_a_phone_and_a_language_switch(phone, address, language):
    phone.open(f"{address}{'&' if '?' in address else '?'}lang={language}")

    assert phone.status in (200, 404)
    assert re.search(r'href="tel:\d+"', phone.text) and 'class="switch"' in phone.text
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in phone.text


@pytest.mark.parametrize("address", [WARD, STATION, "/book/complaints/ward-neurology"])
def test_the_first_load_is_under_thirty_kilobytes_in_three_requests(phone, address):
    phone.client.headers["accept-encoding"] = "identity"
    phone.open(address)

    files = re.findall(r'(?:<link rel="stylesheet" href|<script src)="([^"]+)"', phone.text)
    weight = len(phone.response.content) + sum(len(phone.client.get(file).content) for file in files)

    assert len(files) == 2 and weight < 30_000
    assert "immutable" in phone.client.get(files[0]).headers["cache-control"]


def test_the_script_stays_under_two_kilobytes_and_nothing_is_inline(phone):
    phone.open(WARD)

    assert len(phone.client.get("/light/form.js").content) <= 2048
    assert "style=" not in phone.text and "<style" not in phone.text and "onclick" not in phone.text
    assert re.search(r"script-src 'self';", phone.response.headers["content-security-policy"])


def test_pages_are_sent_compressed_to_those_who_take_it(phone):
    phone.client.headers["accept-encoding"] = "gzip"
    assert phone.open(WARD).response.headers["content-encoding"] == "gzip"

    phone.client.headers["accept-encoding"] = "identity"
    assert "content-encoding" not in phone.open(WARD).response.headers


def test_sample_data_says_so_on_every_page(phone, office, app, monkeypatch):
    assert "样例数据" not in phone.open(WARD).text
    save_responses(office.database, [a_sample_response()])
    monkeypatch.setattr("survey.public.visit.SECONDS_BETWEEN_LOOKS", 0)

    for address in (WARD, *OTHERS):
        assert "样例数据" in phone.open(address).text, address


def a_sample_response():
    return Response(
        id="sample-0000000000000001", programme="lianxin", questionnaire="inpatient", version=1, unit="ward-neurology",
        mode="qr", happened_on=date(2025, 1, 2), entered_at=datetime(2025, 1, 2, tzinfo=UTC), origin="sample",
        answers={"overall": "5"}, comments={},
    )


@pytest.mark.parametrize(
    "address",
    [
        "/q/x/y/z", "/q/lianxin/x/ward-neurology", "/q/lianxin/inpatient/station-xihe", "/q/cut",
        "/book/lianxin/ward-neurology", "/follow/lianxin", "/qr/x/y/z.svg", "/poster/lianxin/x/ward-neurology",
        "/receipt/AAAAA-AAAAA", "/receipt/x?book=1",
    ],
)
def test_an_unknown_address_is_a_friendly_page_with_a_phone(phone, address):
    phone.open(address)

    assert phone.status == 404 and "没有找到" in phone.text and 'href="tel:' in phone.text
    assert "Not found" in phone.open(address + ("&" if "?" in address else "?") + "lang=en").text


def test_a_body_over_the_limit_and_too_many_fields_are_refused_in_words(phone, stored):
    large = phone.client.post(WARD, data={"a_comment": "x" * LARGEST_BODY})
    many = phone.client.post(WARD, data={f"a_{n}": "1" for n in range(201)})
    other = phone.client.post(WARD, json={"a_smile": "5"})

    assert [large.status_code, many.status_code, other.status_code] == [413, 413, 415]
    assert "超过了上限" in large.text and "超过了上限" in many.text and "无法接收" in other.text
    assert stored("lianxin", "inpatient")[0] == []


def test_a_body_of_unknown_length_is_counted_while_it_comes(phone):
    parts = (b"a_comment=" + b"x" * 40_000 for _part in range(2))

    answer = phone.client.post(WARD, content=parts, headers={"content-type": "application/x-www-form-urlencoded"})

    assert answer.status_code == 413 and "超过了上限" in answer.text and 'href="tel:' in answer.text


def test_the_refusal_of_a_long_body_speaks_the_readers_language(phone):
    english = {"Cookie": "language=en"}

    answer = phone.client.post(WARD, data={"a_comment": "x" * LARGEST_BODY}, headers=english)

    assert answer.status_code == 413 and '<html lang="en">' in answer.text
    assert answer.headers["connection"] == "close"  # what was not read is no next request


def test_a_fault_of_ours_gives_a_reference_that_stands_in_the_log(office, tmp_path, caplog):
    without_tables = replace(office.database, engine=create_engine(f"sqlite:///{tmp_path / 'empty.db'}"))
    phone = Phone(Starlette(routes=open_routes(lambda: replace(office, database=without_tables))))

    phone.open("/healthz")

    reference = re.search(r"编号 ([0-9A-F]{8})", phone.text).group(1)
    assert phone.status == 500 and reference in caplog.text and "no such table" in caplog.text
    assert "no such table" not in phone.text and 'href="tel:' in phone.text


def test_robots_are_kept_out_and_a_watcher_is_answered(phone):
    assert "Disallow: /" in phone.open("/robots.txt").text
    assert phone.open("/healthz").text == "ok"
    assert phone.open(WARD).response.headers["x-robots-tag"] == "noindex"


def test_a_prefix_before_all_addresses_is_kept(app):
    phone = Phone(Starlette(routes=[Mount("/survey", app)]))
    phone.open("/survey" + WARD)

    assert phone.form.action == "/survey" + WARD and 'href="/survey/light/style.css' in phone.text
    phone.press("next").press("next", a_smile="5").press("next").press("next").press("send")
    assert phone.address.startswith("/survey/receipt/") and phone.status == 200
