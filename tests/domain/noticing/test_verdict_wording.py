"""What is said of a difference, a unit, a chart and a cross table."""

import numpy as np
import pandas as pd
import pytest

from survey.domain.noticing.chart_wording import newest_point_words
from survey.domain.noticing.cross_table import cross_table, hide_small_cells
from survey.domain.noticing.funnel import funnel
from survey.domain.noticing.verdict_wording import change_words, cross_words, funnel_words, unit_words
from survey.domain.noticing.xmr_chart import xmr_chart
from survey.locale import use_language

MONTHS = [f"2025-{month:02}" for month in range(1, 13)] + [f"2026-{month:02}" for month in range(1, 13)]
STEADY = [80, 82, 81, 79, 80, 81, 79, 82, 80, 81, 80, 79, 81]


def a_chart(values, **columns) -> pd.DataFrame:
    return xmr_chart(pd.DataFrame({"month": MONTHS[: len(values)], "value": values, "n": 50} | columns))


def test_a_change_says_how_large_how_sure_and_of_how_many():
    assert change_words("better", 3.4, 1.1, 5.7, 120, 140) == (
        "比上期好：+3.4 分（95% 区间 +1.1 分 至 +5.7 分；上期 120 份，本期 140 份）"
    )
    assert change_words("worse", -0.12, -0.2, -0.04, 120, 140, is_rate=True).startswith("比上期差：-12.0 个百分点")
    assert change_words("same", 0.4, -2.1, 2.9, 120, 140).startswith("与上期无明显差异")
    assert change_words("few", np.nan, np.nan, np.nan, 0, 12) == "答卷太少，说不准"


def test_the_same_is_said_in_english():
    use_language("en")

    assert change_words("better", 3.4, 1.1, 5.7, 120, 140) == (
        "Better than the period before: +3.4 points (95% interval +1.1 points to +5.7 points; 120 responses before, 140 now)"
    )


def some_units() -> pd.DataFrame:
    counts, n = [80, 81, 79, 80, 82, 78, 80, 81, 79, 80, 30, np.nan], [100] * 11 + [0]
    return funnel(pd.DataFrame({"unit": [f"u{place}" for place in range(12)], "count": counts, "n": n})).units


def test_a_unit_inside_the_funnel_has_no_more_than_that():
    units = some_units()

    assert unit_words("骨科", units.iloc[0]) == "骨科：与平均水平无明显差异（n = 100）"
    assert unit_words("骨科", units.iloc[10]).startswith("骨科：异常，明显差于平均水平（z = -")
    assert unit_words("骨科", units.iloc[11]) == "骨科：答卷太少，说不准"


def test_a_funnel_is_told_in_one_sentence():
    units = some_units()

    assert funnel_words(units) == "11 个单位中，1 个异常，0 个值得关注；其余与平均水平无明显差异，不分先后。"
    assert funnel_words(units.head(10)) == "10 个单位与平均水平都无明显差异，不分先后。"
    assert funnel_words(units.head(10), 0.0001).endswith("各单位之间的差别比偶然的大（p < 0.001），只是没有哪一个特别突出。")
    assert funnel_words(units.tail(2)) == "能看的单位不足两个，没有可比的。"
    for nothing in ([], [0]):
        table = pd.DataFrame({"unit": ["a"] * len(nothing), "count": np.nan, "n": nothing})
        assert funnel_words(funnel(table).units) == "能看的单位不足两个，没有可比的。"


@pytest.mark.parametrize(
    ("newest", "words"),
    [
        ([80], "2026-02：在正常波动之内，没有信号"),
        ([60], "2026-02：变差了，超出控制界限"),
        ([84.5, 81, 84.5], "2026-04：可能变好了，自 2026-02 起 3 个点中至少两个接近控制界限"),
        ([79.4, 79.2, 79.4, 79.2, 79.4, 79.2, 79.4], "2026-08：变差了，自 2026-02 起连续 7 个点在平均线较差的一侧"),
        ([78.5, 78.8, 79.4, 80, 80.6, 81, 81.5], "2026-08：在变好，自 2026-02 起连续 7 个点朝一个方向"),
    ],
)
def test_the_newest_point_says_which_rule_since_when_and_how_many(newest, words):
    assert newest_point_words(a_chart(STEADY + newest)) == words


def test_few_points_are_said_to_have_provisional_limits():
    assert newest_point_words(a_chart([80, 81, 80])) == "2025-03：在正常波动之内，没有信号（这一段不足 12 个点，界限暂定）"
    assert newest_point_words(a_chart([80])).startswith("2025-01：这一段只有一个点，还没有界限")


def test_what_is_hidden_is_not_the_newest_point():
    assert newest_point_words(a_chart([80, 81, np.nan], n=[50, 50, 0])).startswith("2025-02")
    for nothing in (a_chart([np.nan], n=[0]), a_chart([])):
        assert newest_point_words(nothing) == "还没有可以看的点。"


def counts(*rows: tuple[int, ...]) -> pd.DataFrame:
    return pd.DataFrame([(r, c, n) for r, row in enumerate(rows) for c, n in enumerate(row)], columns=["row", "column", "count"])


def test_a_cross_table_says_whether_how_closely_and_by_which_test():
    assert cross_words(cross_table(counts((762, 327, 468), (484, 239, 477))), "性别", "党派") == (
        "“性别”与“党派”有关联（卡方 30.1，自由度 2，p < 0.001，克莱姆 V = 0.10，n = 2757）"
    )
    assert cross_words(cross_table(counts((3, 1), (1, 3))), "茶", "奶") == (
        "“茶”与“奶”看不出关联（费希尔精确检验，p = 0.486，克莱姆 V = 0.50，n = 8）"
    )


def test_a_cross_table_with_hidden_cells_keeps_its_figures_back():
    found = cross_words(hide_small_cells(cross_table(counts((40, 30, 60), (4, 50, 30), (25, 70, 80)))), "科室", "方式")

    assert found == "“科室”与“方式”有关联（n = 389；有的格子人数太少，连同统计量一起不显示）"


def test_a_table_that_cannot_be_tested_is_too_small_to_say():
    assert cross_words(cross_table(counts((40, 30))), "科室", "方式") == "“科室”与“方式”：答卷太少或只有一类，说不准"
