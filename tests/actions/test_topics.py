"""Suggested topics are listed to who may read the words, and a person says right or wrong."""

from datetime import date

import pytest
import sqlalchemy as sa

from survey.actions.asking import take_response, withdraw_response
from survey.actions.reading_log import read_log
from survey.actions.topics import confirm_topic, list_suggestions, take_back_topic
from survey.domain.asking.response import receipt_code
from survey.domain.counting.period import ALL, Period
from survey.domain.errors import SurveyError
from survey.domain.keeping.actor import Actor, Grant, NotAllowed
from survey.store.schema import case
from survey.store.topic_labels import labels_frame
from tests.actions.cast import CARDIOLOGY, UROLOGY, a_case, a_sheet, acting, actor_of
from tests.conftest import NOW

HEAD = actor_of("head_of_unit")


def wrote(office, *comments: str, unit: str = UROLOGY, overall: str = "5", least: int = 10, since: int = 1) -> list[str]:
    """The ids of so many responses, the first of which say these words."""
    ids = []
    for number in range(max(least, len(comments))):
        raw = {"overall": overall} | ({"comment": comments[number]} if number < len(comments) else {})
        sheet = a_sheet(since + number, unit, raw=raw, origin="form", happened_on=date(2025, 11, 1))
        take_response(office, sheet, NOW)
        ids.append(sheet.id)
    return ids


def listed(office, by: Actor = HEAD, programme: str = "lianxin", period: Period = ALL) -> list[tuple]:
    rows = list_suggestions(office.acting(by), programme, period).rows
    return list(rows[["row", "topic", "says", "is_right"]].itertuples(index=False, name=None))


def test_what_nobody_has_confirmed_stands_first(office):
    # A17, E59
    first, second = wrote(office, "夜里太吵", "按铃没人来")[:2]

    confirm_topic(office.acting(HEAD), "comment", first, "comment", "noise", True, NOW)

    assert listed(office) == [(second, "waiting", "trouble", None), (first, "noise", "trouble", True)]


def test_said_again_the_newest_counts_and_taken_back_it_is_open_again(office):
    [id] = wrote(office, "夜里太吵")[:1]
    head = office.acting(HEAD)

    confirm_topic(head, "comment", id, "comment", "noise", True, NOW)
    confirm_topic(head, "comment", id, "comment", "noise", False, NOW)
    found = list_suggestions(head, "lianxin", ALL)
    is_back = [take_back_topic(head, "comment", id, "comment", "noise", NOW) for _time in range(2)]

    assert (found.rows["is_right"].tolist(), found.confirmed, found.needed) == ([False], 1, 200)
    assert is_back == [True, False] and listed(office)[0][3] is None


def test_the_log_says_who_confirmed_what_without_the_words(office):
    [id] = wrote(office, "夜里太吵")[:1]

    confirm_topic(office.acting(HEAD), "comment", id, "comment", "noise", True, NOW)

    line = read_log(office, action="confirm_topics").iloc[0]
    assert (line["actor"], line["row"]) == ("head_of_unit", f"comment:{id}")
    assert line["after"] == {"question": "comment", "topic": "noise", "is_right": True}


def test_a_denied_trouble_is_not_suggested(office):
    wrote(office, "病房不吵，没有异味")

    assert listed(office) == []


def test_satisfied_with_harsh_words_is_shown_side_by_side_until_a_person_says_it_is_none(office):
    [id] = wrote(office, "等了三小时", overall="5")[:1]
    head = office.acting(HEAD)
    before = list_suggestions(head, "lianxin", ALL).rows["contradicts"].tolist()

    confirm_topic(head, "comment", id, "comment", "waiting", False, NOW)

    assert before == ["harsh_words"]
    assert list_suggestions(head, "lianxin", ALL).rows["contradicts"].tolist() == [""]


def test_dissatisfied_with_kind_words_is_shown_too(office):
    wrote(office, "护士很热情", overall="1")

    assert list_suggestions(office.acting(HEAD), "lianxin", ALL).rows["contradicts"].tolist() == ["kind_words"]


def test_comments_of_a_unit_with_fewer_than_ten_sheets_are_neither_shown_nor_confirmed(office):
    # measures.md 8
    ids = wrote(office, "夜里太吵", least=9)

    assert listed(office) == []
    with pytest.raises(NotAllowed):
        confirm_topic(office.acting(HEAD), "comment", ids[0], "comment", "noise", True, NOW)


def test_of_another_unit_nothing_is_listed_or_confirmed(office):
    [id] = wrote(office, "夜里太吵", unit=CARDIOLOGY)[:1]
    entry = a_case(office, CARDIOLOGY)

    assert listed(office) == [] and listed(office, programme="complaints") == []
    for source, row, question in (("comment", id, "comment"), ("case", entry, "")):
        with pytest.raises(NotAllowed):
            confirm_topic(office.acting(HEAD), source, row, question, "noise", True, NOW)


def test_who_may_not_read_comments_lists_none(office):
    wrote(office, "夜里太吵")

    with pytest.raises(NotAllowed):
        listed(office, actor_of("team_leader"))


def test_an_entry_of_the_book_that_carries_no_topic_is_suggested_one(office):
    # A17
    id = a_case(office)

    before = listed(office, programme="complaints")
    confirm_topic(office.acting(HEAD), "case", id, "", "noise", True, NOW)

    assert before == [(id, "noise", "trouble", None)]
    assert listed(office, programme="complaints") == [(id, "noise", "trouble", True)]


def test_who_is_complained_of_confirms_nothing_of_it(office):
    # measures.md 11: a head who is that nurse
    nurse = acting("boss", Grant("head_of_unit", "", (UROLOGY,)), person="N0901")
    id = a_case(office)
    with office.database.writing() as connection:
        connection.execute(sa.update(case).where(case.c.id == id).values(target="N0901"))

    assert listed(office, nurse, "complaints") == []
    with pytest.raises(NotAllowed):
        confirm_topic(office.acting(nurse), "case", id, "", "noise", True, NOW)


@pytest.mark.parametrize(
    ("source", "question", "topic", "what"),
    [
        ("comment", "comment", "noises", "没有“noises”。"),
        ("comment", "smile", "noise", "没有这条原文，或者已经删除。"),
        ("case", "", "noise", "没有这条原文，或者已经删除。"),
        ("letter", "comment", "noise", "没有这条原文，或者已经删除。"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(office, source, question, topic, what):
    [id] = wrote(office, "夜里太吵")[:1]

    with pytest.raises(SurveyError) as refusal:
        confirm_topic(office.acting(HEAD), source, id, question, topic, True, NOW)

    assert refusal.value.what == what


def test_a_withdrawn_response_takes_its_suggestions_and_labels_along(office):
    ids = wrote(office, "夜里太吵", least=11)
    confirm_topic(office.acting(HEAD), "comment", ids[0], "comment", "noise", True, NOW)

    withdraw_response(office, receipt_code(ids[0]), NOW)

    assert listed(office) == [] and labels_frame(office.database, "lianxin").empty
