"""However often and from wherever a form is sent again: one response, the same receipt, and the first one counts."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.public.conftest import WARD
from tests.public.phone import Phone
from tests.public.test_form_journey import through

from survey.actions.handling import list_cases
from survey.store.response_reading import recount
from survey.store.tallies import kept_tallies

BOOK = "/book/complaints/ward-neurology"
FIRST_COUNTS = "已经提交过，以第一次为准"


def on_the_last_page(phone, **answers) -> Phone:
    typed = through(phone.open(WARD).press("next"), **answers)
    phone.form.fields |= typed
    return phone


def copy_of(phone, app) -> Phone:
    """The same page in another tab."""
    tab = Phone(app)
    tab.form = phone.form
    return tab


def is_exact(office) -> bool:
    with office.database.snapshot() as connection:
        return recount(office.database, connection) == kept_tallies(office.database, connection)


def test_sent_three_times_by_a_retry_after_a_time_out_it_is_one_response_without_another_word(phone, app, stored):
    on_the_last_page(phone, a_smile="5", a_comment="谢谢")
    tabs = [copy_of(phone, app) for _attempt in range(3)]

    addresses = {tab.press("send").address for tab in tabs}

    assert len(addresses) == 1 and FIRST_COUNTS not in tabs[-1].text and "谢谢您，已保存" in tabs[-1].text
    assert len(stored("lianxin", "inpatient")[0]) == 1


def test_two_tabs_of_the_same_page_are_one_response_and_the_second_reads_that_the_first_counts(phone, app, stored):
    on_the_last_page(phone, a_smile="5")
    other = copy_of(phone, app)

    receipt = phone.press("send", a_overall="4").address
    other.press("send", a_overall="1")

    assert other.status == 200 and FIRST_COUNTS in other.text and "刚才的改动没有保存" in other.text
    assert other.address.partition("?")[0] == receipt.partition("?")[0]
    assert [row["answers"] for row in stored("lianxin", "inpatient")[0]] == [{"smile": "5", "overall": "4"}]


@pytest.mark.parametrize("change", [{"a_comment": "改了"}, {"proxy": "1"}, {"person": "N0401"}, {"a_overall": "0"}])
def test_going_back_and_sending_something_else_says_that_the_first_counts(phone, change):
    page = on_the_last_page(phone, a_smile="5").form
    phone.press("send")

    phone.form = page
    phone.press("send", **change)

    assert FIRST_COUNTS in phone.text


def test_that_the_first_counts_is_said_in_english_too_with_the_way_to_change_it(phone):
    page = on_the_last_page(phone, a_smile="5").form
    phone.press("send")
    phone.open("/withdraw?lang=en")

    phone.form = page
    phone.press("send", a_overall="1")

    assert "the first time counts" in phone.text and "/withdraw?code=" in phone.text


def test_what_was_taken_back_is_not_stored_again_by_the_back_key(phone, stored):
    page = on_the_last_page(phone, a_smile="5").form
    code = re.search(r'class="code">(\w{5}-\w{5})<', phone.press("send").text).group(1)
    phone.open("/withdraw").press("next", code=code).press("confirm")

    phone.form = page
    phone.press("send")

    assert phone.status == 422 and "已经撤回" in phone.text and "重新扫码" in phone.text
    assert stored("lianxin", "inpatient")[0] == []


def test_twenty_presses_at_once_are_one_response_counted_once(phone, app, office, stored):
    on_the_last_page(phone, a_smile="5", a_comment="谢谢")
    tabs = [copy_of(phone, app) for _press in range(20)]

    with ThreadPoolExecutor(20) as together:
        statuses = Counter(together.map(lambda tab: tab.press("send").status, tabs))

    assert statuses == {200: 20} and len({tab.address for tab in tabs}) == 1
    assert len(stored("lianxin", "inpatient")[0]) == 1 and is_exact(office)


def test_twenty_different_presses_at_once_are_one_response_and_all_others_read_that_the_first_counts(
    phone, app, office, stored
):
    on_the_last_page(phone, a_smile="5")
    tabs = [copy_of(phone, app) for _press in range(20)]

    with ThreadPoolExecutor(20) as together:
        list(together.map(lambda tab, number: tab.press("send", a_comment=f"第{number}次"), tabs, range(20)))

    assert [FIRST_COUNTS in tab.text for tab in tabs].count(False) == 1
    assert len(stored("lianxin", "inpatient")[0]) == 1 and is_exact(office)


def test_an_entry_of_the_book_sent_again_with_other_words_keeps_the_first_and_offers_another(phone, office):
    page = phone.open(BOOK).form
    phone.press("send", text="夜里太吵")

    phone.form = page
    phone.press("send", text="夜里太吵，还很热")

    assert phone.status == 200 and FIRST_COUNTS in phone.text and f'href="{BOOK}"' in phone.text
    assert list_cases(office, "complaints")["text"].tolist() == ["夜里太吵"]


def test_twenty_presses_at_once_in_the_book_are_one_entry(phone, app, office):
    phone.open(BOOK).form.fields["text"] = "夜里太吵"
    tabs = [copy_of(phone, app) for _press in range(20)]

    with ThreadPoolExecutor(20) as together:
        statuses = Counter(together.map(lambda tab: tab.press("send").status, tabs))

    assert statuses == {200: 20} and len(list_cases(office, "complaints")) == 1
