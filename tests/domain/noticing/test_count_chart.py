"""Entries a month, and what is said of the newest month and the newest gap."""

from datetime import date, timedelta

import pandas as pd
import pytest

from survey.domain.columns import CONTROL
from survey.domain.counting.period import year_period
from survey.domain.noticing.count_chart import count_chart
from survey.domain.noticing.count_wording import answered_change_words, count_words, gap_words, usual_count_words
from survey.domain.noticing.days_between import days_between_chart, is_rare
from survey.domain.noticing.rate_change import share_change

TODAY = date(2026, 3, 20)


def entries(*counts: int) -> list[date]:
    """So many in each month from January 2025 on, all on the first."""
    months = pd.period_range("2025-01", periods=len(counts), freq="M")
    return [date(month.year, month.month, 1) for month, count in zip(months, counts) for _entry in range(count)]


def test_months_go_to_the_last_that_is_over_and_one_without_an_entry_counts_nothing():
    found = count_chart(entries(20, 0, 22), date(2025, 5, 31))

    assert tuple(found.columns) == CONTROL
    assert found["month"].tolist() == ["2025-01", "2025-02", "2025-03", "2025-04"]
    assert found["value"].tolist() == [20, 0, 22, 0]


def test_the_running_month_is_never_called_however_few_it_has():
    usual = [20, 22] * 7

    found = count_chart([*entries(*usual), date(2026, 3, 1)], TODAY)

    assert found["month"].iloc[-1] == "2026-02" and set(found["rule"]) == {""}


def test_a_month_that_began_before_its_first_entry_of_the_second_half_is_no_point():
    assert count_chart([date(2025, 1, 16), date(2025, 2, 3)], date(2025, 4, 1))["month"].tolist() == ["2025-02", "2025-03"]


def test_limits_are_those_of_the_xmr_chart():
    # measures.md 4 (NHS, Making data count): 1,2,1,2,10,1,2,… → screened UPL 4.60, mean 1.94, LPL −0.72, cut at 0 here
    found = count_chart(entries(1, 2, 1, 2, 10, *[1, 2] * 6, 1), date(2026, 7, 1))

    assert found.iloc[0][["low", "middle", "high"]].tolist() == pytest.approx([0, 1.94, 4.60], abs=0.01)
    assert found.loc[found["rule"] == "outside", ["month", "side"]].values.tolist() == [["2025-05", "more"]]


def test_more_than_before_is_said_with_its_rule_and_noise_as_no_difference():
    quiet = count_chart(entries(*[20, 22] * 7), TODAY)
    loud = count_chart(entries(*[20, 22] * 6, 21, 60), TODAY)

    assert count_words(quiet) == "2026-02 登记 22 件，与以往无明显差异"
    assert usual_count_words(quiet) == "平均 21 件，正常 16–26 件"
    assert count_words(loud) == "2026-02 登记 60 件，▲ 比以往多：超出控制界限"


def test_limits_of_few_months_are_said_to_be_provisional():
    assert count_words(count_chart(entries(20, 22, 21), date(2025, 4, 1))).endswith("（界限暂定）")
    assert "还没有界限" in count_words(count_chart(entries(20), date(2025, 2, 1)))
    assert count_words(count_chart(entries(20), date(2025, 1, 31))) == "还没有一个过完的月份。"


def test_less_than_one_a_week_is_rare():
    first, last = date(2025, 1, 1), date(2025, 12, 31)

    assert is_rare(52, first, last) and not is_rare(53, first, last)
    assert not is_rare(1, first, first)


def test_rare_entries_that_come_close_are_worse_and_a_gap_like_all_others_is_none():
    def chart(gaps):
        days = [date(2024, 1, 1)]
        for gap in gaps:
            days.append(days[-1] + timedelta(days=gap))
        return days_between_chart(days)

    usual = [20, 18, 25, 19, 22, 21, 24, 17, 23, 20]

    assert gap_words(chart([*usual, 22, 21])).endswith("相隔 21 天，与以往无明显差异")
    assert gap_words(chart([*usual, *[3] * 7])).split("，")[1].startswith("▼ 比以往来得密：")
    assert gap_words(chart([])) == "只有一件，还没有间隔"


def test_a_change_of_the_share_needs_ten_on_either_side():
    before = year_period(2024)
    # Newcombe 1998 (II), method 10: 56/70 against 48/80 -> .2000 (.0524, .3339)
    better = answered_change_words(share_change(56, 70, 48, 80), before)
    same = answered_change_words(share_change(9, 10, 9, 10), before)

    assert better == "▲ 比上期（2024）好：+20.0 个百分点（95% 区间 +5.2 个百分点 至 +33.4 个百分点；上期 n = 80）"
    assert same.startswith("与上期（2024）无明显差异：+0.0 个百分点（")
    assert answered_change_words(share_change(48, 80, 56, 70), before).startswith("▼ 比上期")
    assert answered_change_words(share_change(9, 10, 9, 9), before).endswith("件数太少，说不准")
