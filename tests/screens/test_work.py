"""My work today and the head's board, as they are read."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from survey.domain.keeping.actor import Grant
from survey.screens import board as board_page
from survey.screens import identity
from survey.screens import work as work_page
from tests.actions.cast import CARDIOLOGY, UROLOGY, acting
from tests.actions.test_due import NOW, ORDER, VISIT, a_roster, an_opinion, at, enter, move
from tests.screens.visitor import texts


@pytest.fixture(autouse=True)
def on_wednesday(monkeypatch):
    for page in (work_page, board_page):
        monkeypatch.setattr(page, "clock_now", lambda: NOW)


def as_actor(monkeypatch, office, *grants: Grant, person: str = ""):
    monkeypatch.setattr(identity, "the_office", lambda: office.acting(acting("somebody", *grants, person=person)))


def test_nothing_waits_on_an_empty_store(visit):
    visitor = visit("work")

    assert not visitor.exception
    assert "已超时 0 件，今天到期 0 件" in texts(visitor) and "没有等您办的事项" in texts(visitor)


def test_counts_stand_first_in_words_and_hours_in_the_offices_zone(visit, office):
    an_opinion(office, 1, opened="2026-11-10 09:00")
    an_opinion(office, 2, opened="2026-11-18 09:00")
    enter(office, 3, "water", "repair", "team-repair-1", NOW, **ORDER | {"urgency": "burst"})

    visitor = visit("work")

    read = texts(visitor)
    assert not visitor.exception
    assert "已超时 1 件，今天到期 2 件；其中先办 1 件" in read
    assert "**已超时 7 天 17 小时**" in read and "答复 · 到 11-17 17:00 为止" in read
    assert "今天 17:00 为止" in read and "等您办：" in read
    assert read.index("先办 · 1") < read.index("已超时 · 1") < read.index("今天到期 · 1")


def test_a_visit_of_tomorrow_says_today_until_when_it_can_be_put_off(visit, office):
    # B21; rules.md 0-7
    id = enter(office, 1, "centre", "visit", "window-tax", at("2026-11-24 09:00"), **VISIT)
    move(office, "centre", id, at("2026-11-24 10:00"), "agree")
    move(
        office, "centre", id, at("2026-11-24 11:00"), "appoint", agreed_at="2026-11-26 09:00", visitor="C0101",
        confirmed=["matter", "time"], notified_once=True, materials=[{"paper": "身份证", "copies": 1}], notice_method="call",
    )  # fmt: skip

    read = texts(visit("work"))

    assert "须在今天 17:00 下班前告知" in read
    assert "要改期的，今天下班前告知 · 1" in read


def test_a_limit_in_a_year_nobody_published_says_so(visit, office, monkeypatch):
    monkeypatch.setattr(work_page, "clock_now", lambda: datetime(2027, 3, 1, 10, tzinfo=ZoneInfo("Asia/Shanghai")))
    an_opinion(office, 1, opened="2027-03-01 09:00")

    assert "暂按周一至周五计算" in texts(visit("work"))


def test_more_than_fit_are_shown_on_asking(visit, office):
    for number in range(23):
        an_opinion(office, number)
    visitor = visit("work")
    before = texts(visitor).count("等您办")

    visitor.button(key="more_later").click().run()

    assert (before, texts(visitor).count("等您办")) == (20, 23)


def test_a_head_reads_the_board_of_the_own_unit_alone(visit, office, monkeypatch):
    an_opinion(office, 1, UROLOGY, opened="2026-11-10 09:00")
    an_opinion(office, 2, CARDIOLOGY, opened="2026-11-10 09:00")
    as_actor(monkeypatch, office, Grant("head_of_unit", "", (UROLOGY,)))

    visitor = visit("board")

    assert not visitor.exception
    assert "没有办结的 1 件：已超时 1 件" in texts(visitor)
    assert visitor.dataframe[0].value["label"].tolist() == ["泌尿外科"]


def test_the_board_tells_the_hours_without_anybody_on_duty(visit, office):
    # E10
    a_roster(office, 1, "team-repair-1", "2026-11-25 08:00", "2026-12-03 20:00")
    a_roster(office, 2, "team-repair-2", "2026-12-04 08:00", "2026-12-20 08:00", "R0201")

    visitor = visit("board")

    assert "12-03 20:00 到 12-04 08:00 没有人值班" in texts(visitor)
    assert "还没有试拨" in texts(visitor) and "沈样七" in texts(visitor)


def test_persons_are_shown_to_who_may_see_them_and_to_no_others(visit, office, monkeypatch):
    a_roster(office, 1, "team-repair-1", "2026-11-25 08:00", "2026-12-20 20:00")
    as_actor(monkeypatch, office, Grant("team_leader", "water", ("team-repair-1",)))

    visitor = visit("board")

    assert not visitor.exception and "各单位手上的" in texts(visitor)
    assert "各人手上的" not in texts(visitor) and "沈样七" not in texts(visitor)


@pytest.mark.parametrize("page", ["work", "board"])
def test_the_pages_are_read_in_english(visit, office, page):
    an_opinion(office, 1, opened="2026-11-10 09:00")

    read = texts(visit(page, "en"))

    assert "Overdue: 1; Due today: 0" in read
