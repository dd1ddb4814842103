"""The data quality page: counts in words, proposals, decisions, and what was excluded."""

import pytest

from survey.actions.excluding import decide_exclusion, propose_exclusion
from survey.actions.radar import read_radar
from survey.domain.counting.period import ALL
from survey.screens import radar as page
from tests.actions.test_radar import DIVISION, REVIEWER, WHY, answered, keyed
from tests.conftest import NOW
from tests.screens.visitor import answers, texts


@pytest.fixture(autouse=True)
def nothing_kept():
    page._read.clear()


def test_an_empty_store_says_what_to_do_next(visit):
    assert "还没有答卷" in texts(visit("radar")) + "".join(s.value for s in visit("radar").subheader)


def test_nine_responses_are_not_looked_at(visit, office):
    answered(office, 9)

    assert "不足 10 份" in texts(visit("radar"))


def test_counts_come_first_in_words_and_the_list_shows_reasons_and_no_ids(visit, office):
    keyed(office, 12, "volunteer-01", 1, seconds=20)

    visitor = visit("radar")

    assert "看了 **12** 份，其中 **11** 份值得再看一眼。" in texts(visitor)
    listed = visitor.dataframe[0].value
    assert "- **11** 连续录得太快：" in texts(visitor) and "没有：一路同一个答案" in texts(visitor)
    assert set(listed["reasons"]) == {"4 分钟录了 11 份"} and "id" not in listed and "answers" not in listed


def test_a_proposal_is_made_waits_and_is_decided_by_another(visit, office):
    ids = keyed(office, 12, "volunteer-01", 1, seconds=20)
    propose_exclusion(office.acting(REVIEWER), ids[3], WHY, NOW)
    visitor = visit("radar")
    visitor.get_by_key("radar").set_value("waiting").run()
    assert WHY in texts(visitor) and "li 提出" in texts(visitor)

    visitor.button(key="do_exclude_0").click().run()

    assert "已排除，不再计入任何数字。" in texts(visitor)
    visitor.get_by_key("radar").set_value("excluded").run()
    assert "排除了 1 份。" in texts(visitor) and "最多" in texts(visitor)


def test_a_chosen_sheet_is_proposed_with_a_reason(visit, office):
    ids = keyed(office, 12, "volunteer-01", 1, seconds=20)
    visitor = visit("radar")
    visitor.session_state["radar_chosen"] = ids[5]
    visitor.run()
    visitor.button(key="do_propose").click().run()
    assert "没有写理由" in visitor.error[0].value

    visitor.text_input(key="radar_reason").set_value(WHY)
    visitor.button(key="do_propose").click().run()

    assert "等另一个人决定" in texts(visitor)
    assert read_radar(office, "lianxin", "inpatient", ALL).waiting["response_id"].tolist() == [ids[5]]


def test_who_proposed_is_told_that_somebody_else_decides(visit, office):
    ids = keyed(office, 12, "volunteer-01", 1, seconds=20)
    propose_exclusion(office, ids[3], WHY, NOW)

    visitor = visit("radar")
    visitor.get_by_key("radar").set_value("waiting").run()

    assert "要由另一个人决定" in texts(visitor) and not [b for b in visitor.button if b.key == "do_exclude_0"]


def test_every_part_opens_in_english(visit, office):
    keyed(office, 12, "volunteer-01", 1, seconds=20)
    visitor = visit("radar", "en")

    for part in ("flagged", "waiting", "call", "collectors", "excluded"):
        visitor.get_by_key("radar").set_value(part).run()
        assert not visitor.exception and not visitor.error

    assert "worth another look" in texts(visitor)


def test_the_dashboard_says_how_many_are_excluded(visit, office):
    ids = answered(office, 40, overall="4")
    answers(office, "ward-cardiology", "5", 3)
    assert "排除" not in texts(visit("lianxin"))
    propose_exclusion(office.acting(REVIEWER), ids[0], WHY, NOW)

    decide_exclusion(office.acting(DIVISION), ids[0], True, NOW)

    assert "另有 1 份经两人同意排除" in texts(visit("lianxin"))
