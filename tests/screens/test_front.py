"""The front script: pages in both languages, the sample's mark, the edge where refusals are shown."""

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from survey.actions.asking import Submission, take_response
from survey.domain.errors import SurveyError
from survey.screens import identity
from tests.screens.visitor import FRONT, NOW, PAGES, answers, page_file, texts


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_an_empty_store(visit, page, language):
    visitor = visit(page, language)

    assert not visitor.exception
    assert not visitor.error
    assert visitor.header or visitor.subheader


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_a_store_with_responses(visit, office, page, language):
    answers(office, "ward-urology", "4", 40, comment="夜里太吵")
    answers(office, "ward-cardiology", "1", 12)

    visitor = visit(page, language)

    assert not visitor.exception
    assert not visitor.error


def test_no_pages_folder_stands_beside_the_front_script():
    # Beside it, the first visitor after a start could open any page without this script.
    assert not (FRONT.parent / "pages").exists()


def test_a_page_says_plainly_that_it_shows_sample_data(visit, office):
    sample = Submission(
        "sample-0123456789", "lianxin", "inpatient", 1, "qr", "sample", {"overall": "5"}, unit="ward-urology"
    )
    take_response(office, sample, NOW)

    assert "样例数据" in texts(visit("doors"))


def test_a_page_without_sample_data_says_nothing_of_it(visit, office):
    answers(office, "ward-urology", "5", 1)

    assert "样例数据：" not in texts(visit("doors"))


def test_a_programme_without_a_page_of_its_own_gets_one(office, monkeypatch):
    programme = replace(office.declarations.programmes["lianxin"], id="added-today")
    added = replace(office, declarations=replace(office.declarations, programmes={"added-today": programme}))
    monkeypatch.setattr(identity, "the_office", lambda: added)
    monkeypatch.setattr("survey.screens.minute.programmes_to_read", lambda office: {})  # else that page comes first

    visitor = AppTest.from_file(str(FRONT), default_timeout=30).run()

    assert not visitor.exception
    assert visitor.header[0].value == "莲心服务"


def test_a_refusal_is_shown_with_its_place_fault_and_remedy(monkeypatch):
    def refuse():
        raise SurveyError("lianxin/programme.toml [quota] collectors", "缺少这一项。", "请补上（整数）。")

    monkeypatch.setattr(identity, "the_office", refuse)

    visitor = AppTest.from_file(str(FRONT), default_timeout=30).run()

    assert not visitor.exception
    assert "collectors" in visitor.error[0].value
    assert "缺少这一项" in visitor.error[0].value
    assert "请补上" in visitor.error[0].value


def test_a_choice_survives_the_change_of_language(visit, office):
    answers(office, "ward-urology", "5", 12)
    answers(office, "ward-cardiology", "5", 12)
    visitor = visit("lianxin")
    visitor.multiselect(key="units").set_value(["ward-urology"]).run()

    visitor.get_by_key("lang").set_value("en").run()

    assert visitor.multiselect(key="units").value == ["ward-urology"]
    assert visitor.header[0].value == "Lianxin care"


def test_a_period_is_kept_from_page_to_page_where_it_is_offered(visit, office):
    for day in (date(2025, 3, 3), date(2025, 10, 20)):
        answers(office, "ward-urology", "5", 12, day)
        answers(office, "station-xihe", "5", 12, day, of=("water", "residents"), area="area-05")
    visitor = visit("lianxin")
    visitor.selectbox(key="period").set_value("2025-03").run()

    visitor.switch_page(page_file("water")).run()

    assert visitor.selectbox(key="period").value == "2025-03"
    assert {metric.label: metric.value for metric in visitor.metric}["答卷"] == "12"


def test_a_page_opened_after_another_begins_with_its_own_usual_choice(visit, office):
    # Both choices are called `period`; the second page's first option is another year than its usual one.
    answers(office, "ward-urology", "5", 12, date(2024, 12, 1))
    answers(office, "station-xihe", "5", 12, date(2024, 12, 1), of=("water", "residents"), area="area-05")
    answers(office, "station-xihe", "5", 2, date(2025, 1, 3), of=("water", "residents"), area="area-05")

    visitor = visit("lianxin").switch_page(page_file("water")).run()

    assert visitor.selectbox(key="period").options[0] == "2025 年"
    assert visitor.selectbox(key="period").value == "2024"
