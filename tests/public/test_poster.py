"""QR codes and posters."""

import segno
from tests.public.conftest import WARD

from survey.public.poster import qr_picture


def test_the_poster_shows_unit_code_and_phone(phone):
    phone.open("/poster/lianxin/inpatient/ward-neurology?size=a4")

    assert "神经内科" in phone.text and "0000-8001000" in phone.text and 'class="poster a4"' in phone.text
    assert 'src="/qr/lianxin/inpatient/ward-neurology.svg"' in phone.text
    assert f"http://testserver{WARD}" in phone.text


def test_the_code_holds_the_public_address(phone, monkeypatch):
    monkeypatch.setenv("LIANXIN_ADDRESS", "https://survey.example/")

    phone.open("/qr/lianxin/inpatient/ward-neurology.svg")

    assert phone.response.headers["content-type"] == "image/svg+xml"
    assert phone.response.content == qr_picture(f"https://survey.example{WARD}")


def test_the_book_has_a_code_and_a_poster_of_its_own(phone):
    poster = phone.open("/poster/complaints/book/ward-neurology").text

    assert "http://testserver/book/complaints/ward-neurology" in poster and "写下您的意见" in poster
    assert phone.open("/qr/complaints/book/ward-neurology.svg").response.content == qr_picture(
        "http://testserver/book/complaints/ward-neurology"
    )


def test_the_picture_is_an_svg_of_the_codes_own_modules():
    picture = qr_picture("https://survey.example/q")

    assert picture.startswith(b"<svg") and b"viewBox" in picture
    size = segno.make("https://survey.example/q", error="m", micro=False).symbol_size(border=4)[0]
    assert f'viewBox="0 0 {size} {size}"'.encode() in picture
