import pandas as pd

from survey.charts.bars import draw_bars
from survey.charts.theme import LIGHT
from survey.locale import use_language


def counts(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["month", "label", "count"])


def test_a_month_without_a_case_is_zero_and_each_month_has_its_sum():
    table = counts(("2026-01", "停水", 3), ("2026-01", "水压", 2), ("2026-03", "停水", 4))

    water, pressure, sums = draw_bars(table, LIGHT).data

    assert list(water.x) == ["2026-01", "2026-02", "2026-03"]
    assert (list(water.y), list(pressure.y)) == ([3, 0, 4], [2, 0, 0])
    assert list(sums.text) == ["5", "", "4"]
    assert water.hovertext[0] == "<b>2026-01</b><br>停水: 3 件"


def test_the_lesser_kinds_share_the_last_bar_and_no_colour_comes_twice():
    table = counts(*[("2026-01", f"主题{number}", 20 - number) for number in range(9)])

    bars = [trace for trace in draw_bars(table, LIGHT).data if trace.type == "bar"]

    assert [bar.name for bar in bars][-1] == "其余 3 类"
    assert list(bars[-1].y) == [14 + 13 + 12]
    assert len({bar.marker.color for bar in bars}) == len(bars) == 7


def test_one_kind_needs_no_legend_and_few_cases_whole_ticks():
    layout = draw_bars(counts(("2026-01", "停水", 3)), LIGHT).layout

    assert layout.showlegend is False
    assert layout.yaxis.dtick == 1


def test_a_month_with_a_hidden_count_prints_no_sum():
    table = counts(("2026-01", "停水", 30), ("2026-01", "水压", None)).assign(shown=[True, False])

    assert [trace.type for trace in draw_bars(table, LIGHT).data] == ["bar"]


def test_bars_speak_english():
    use_language("en")

    assert draw_bars(counts(("2026-01", "Leak", 3)), LIGHT).layout.yaxis.title.text == "Cases (number)"
