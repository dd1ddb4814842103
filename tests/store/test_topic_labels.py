"""What people said of topics: kept once, taken back, and gone with the words that it was about."""

from datetime import date, timedelta

from survey.domain.counting.period import ALL, Period
from survey.domain.keeping.retention import Retention, horizon
from survey.domain.keeping.log import Entry
from survey.store.cases import erase_case_origin, save_cases
from survey.store.responses import erase_origin, save_responses, void_response
from survey.store.retention import erase_due
from survey.store.topic_labels import labels_frame, save_label, take_back_label
from survey.store.written import case_texts, comment_texts
from tests.store.test_cases import NOW, a_case
from tests.store.test_responses import a_response

ENTRY = Entry(NOW, "reviewer", "", "confirm_topics", "", {}, {})


def a_comment(database, number: int = 1, **changes) -> str:
    response = a_response(number, comments={"comment": "夜里太吵"}, **changes)
    save_responses(database, [response])
    return response.id


def label(database, id: str, is_right: bool = True, source: str = "comment", topic: str = "noise") -> None:
    question = "comment" if source == "comment" else ""
    save_label(database, (source, id, question, topic), is_right, "reviewer", NOW)


def said(database, period: Period = ALL) -> list[tuple]:
    frame = labels_frame(database, "", period)
    return list(zip(frame["source"], frame["row"], frame["topic"], frame["is_right"]))


def test_said_again_the_newest_counts_and_taken_back_none_does(database):
    id = a_comment(database)

    label(database, id, True)
    label(database, id, False)

    assert said(database) == [("comment", id, "noise", False)]
    assert take_back_label(database, ("comment", id, "comment", "noise"))
    assert not take_back_label(database, ("comment", id, "comment", "noise"))
    assert said(database) == []


def test_labels_tell_whose_they_are_about_and_when(database):
    save_cases(database, [a_case()])
    label(database, a_case().id, source="case")

    frame = labels_frame(database, "book")

    assert frame[["programme", "unit", "on"]].values.tolist() == [["book", "ward-1", date(2025, 3, 31)]]
    assert said(database, Period("2025-03", "2025-03")) and not said(database, Period("2025-04", "2025-12"))


def test_labels_of_a_withdrawn_response_do_not_count(database):
    id = a_comment(database)
    label(database, id)

    void_response(database, id, "withdrawn by receipt", NOW)

    assert said(database) == []
    assert comment_texts(database, "", ALL).empty


def test_labels_go_with_the_words_that_are_erased(database):
    id = a_comment(database)
    save_cases(database, [a_case()])
    label(database, id)
    label(database, a_case().id, source="case")
    past = horizon(Retention(), NOW + timedelta(days=3 * 366))

    counts = erase_due(database, past, [("book", "opinion", "closed")], ENTRY)

    assert counts["label"] == 2 and said(database) == []
    assert comment_texts(database, "", ALL).empty and case_texts(database, "book", ALL).empty


def test_labels_go_with_an_origin_that_is_removed_and_others_stay(database):
    sample, real = (a_comment(database, number, origin=origin) for number, origin in ((1, "sample"), (2, "form")))
    save_cases(database, [a_case(origin="sample")])
    for id in (sample, real):
        label(database, id)
    label(database, a_case().id, source="case")

    erase_origin(database, "sample")
    erase_case_origin(database, "sample")

    assert said(database) == [("comment", real, "noise", True)]


def test_the_latest_words_come_first_and_no_more_than_asked_for(database):
    for number in (1, 2, 3):
        a_comment(database, number, happened_on=date(2025, 3, number))

    found = comment_texts(database, "", ALL, most=2)

    assert [on.day for on in found["on"]] == [3, 2]
