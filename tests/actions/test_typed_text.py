"""What a person types is stored on both databases, whatever characters a phone sends along."""

from survey.actions.asking import Submission, take_response
from survey.actions.handling import Entry, list_cases, open_case
from survey.domain.counting.period import ALL
from survey.store.response_reading import comments_frame
from tests.conftest import NOW


def test_a_comment_with_a_nul_is_stored_without_it(office):
    raw = {"overall": "5", "comment": "很\0好"}
    sent = Submission("response-number-1", "lianxin", "inpatient", 1, "qr", "form", raw, unit="ward-urology")

    take_response(office, sent, NOW)

    assert comments_frame(office.database, "lianxin", "inpatient", ALL)["text"].tolist() == ["很好"]


def test_an_entry_of_the_book_with_a_nul_is_stored_without_it(office):
    entry = Entry("entry-in-the-book", "complaints", "opinion", "ward-urology", "book", "", "太\0吵", True, "form")

    open_case(office, entry, NOW)

    assert list_cases(office, "complaints")["text"].tolist() == ["太吵"]
