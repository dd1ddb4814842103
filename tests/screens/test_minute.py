"""The head's page: in words, of which period and of how many, with nothing said that is not sure."""

from datetime import date

import pytest

from survey.domain.asking.response import Response
from survey.screens import minute as page
from survey.store.responses import save_responses
from tests.conftest import NOW
from tests.screens.visitor import answers, texts


@pytest.fixture(autouse=True)
def nothing_kept():
    page._read.clear()


def fall(office, before: date = date(2025, 8, 5), now: date = date(2025, 10, 5)) -> None:
    """A ward that was liked in one quarter, and is not in the next; another one that stays as it is."""
    answers(office, "ward-urology", "5", 60, before)
    answers(office, "ward-urology", "2", 60, now)
    for day in (before, now):
        answers(office, "ward-cardiology", "4", 60, day)


def test_an_empty_store_says_what_to_do_next(visit):
    assert "还没有答卷" in texts(visit("minute"))


def test_nine_responses_say_only_that_they_are_too_few(visit, office):
    answers(office, "ward-urology", "2", 9)

    read = texts(visit("minute"))

    assert "一共不足 30 份" in read and "%" not in read


def test_what_got_worse_is_told_with_before_and_now_interval_and_n(visit, office):
    fall(office)

    visitor = visit("minute")

    read = texts(visitor)
    assert not visitor.exception
    assert "2025\\-10 至 2025\\-12，与 2025\\-07 至 2025\\-09 比" in read and "n = 120" in read
    assert "1 处变差，0 处变好" in read
    assert "得分 100.0 → 25.0" in read.replace("\\", "") and "n = 60 → 60" in read.replace("\\", "")


def test_where_nothing_is_sure_it_says_so_and_how_many_were_compared(visit, office):
    for day in (date(2025, 8, 5), date(2025, 10, 5)):
        answers(office, "ward-cardiology", "4", 60, day)
        answers(office, "ward-urology", "4", 60, day)

    assert "**没有看得准的变化**（比了 2 处：单位 × 题目）" in texts(visit("minute"))


def test_a_new_quarter_with_few_responses_gives_way_and_says_so(visit, office):
    fall(office, date(2025, 5, 5), date(2025, 8, 5))
    answers(office, "ward-cardiology", "5", 13, date(2025, 10, 2))

    read = texts(visit("minute"))

    assert "2025-10 至 2025-12 的答卷不足 30 份" in read and "1 处变差" in read
    assert "2025\\-07 至 2025\\-09，与 2025\\-04 至 2025\\-06 比" in read


def test_the_page_reads_in_english_too(visit, office):
    fall(office)

    visitor = visit("minute", "en")

    assert not visitor.exception and "1 got worse, 0 got better" in texts(visitor)
    assert "What to do first" in texts(visitor) and "Who owes what" in texts(visitor)


def a_response(number: int) -> Response:
    """An imported one, whose day nobody knows."""
    return Response(
        id=f"undated-response-{number:04}", programme="lianxin", questionnaire="inpatient", version=1, unit="ward-urology",
        mode="qr", happened_on=None, entered_at=NOW, origin="test", answers={"overall": "4"}, comments={},
    )  # fmt: skip


def test_responses_without_a_day_are_told_of_all_time(visit, office):
    save_responses(office.database, [a_response(number) for number in range(60)])

    read = texts(visit("minute"))

    assert "还没有答卷" not in read and "全部时间" in read and "n = 60" in read
