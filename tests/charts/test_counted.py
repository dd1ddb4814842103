"""Entries a month and days between, drawn."""

from datetime import date, timedelta

import pandas as pd

from survey.charts.counted import draw_count_chart, draw_gaps
from survey.charts.theme import LIGHT
from survey.domain.noticing.count_chart import count_chart
from survey.domain.noticing.days_between import days_between_chart
from tests.charts.rows import notes


def months(*counts: int) -> pd.DataFrame:
    days = [date(2025, month, 1) for month, count in enumerate(counts, 1) for _entry in range(count)]
    return count_chart(days, date(2026, 1, 5))


def test_more_is_marked_in_a_colour_that_is_neither_good_nor_bad_and_never_hollow():
    figure = draw_count_chart(months(*[18, 32] * 5, 21, 100), LIGHT)
    points = figure.data[3]

    assert points.marker.symbol[-1] == "triangle-up" and points.marker.color[-1] == LIGHT.main
    assert set(points.marker.color[:-1]) == {LIGHT.noise}
    assert points.hovertext[-1].startswith("<b>2025-12</b><br>登记 100 件<br>") and "n =" not in points.hovertext[-1]
    assert figure.layout.yaxis.range[1] > 100 and "▲ 比以往多" in notes(figure)


def test_gaps_stand_side_by_side_and_a_far_limit_is_said_not_drawn():
    days = [date(2025, 1, 1)]
    for gap in [1, 30, 2, 25, 1, 28, 3, 20, 1, 30, 2, 26, 1]:
        days.append(days[-1] + timedelta(days=gap))

    figure = draw_gaps(days_between_chart(days), LIGHT)

    assert list(figure.data[-1].x) == list(range(13)) and len(figure.layout.xaxis.tickvals) == 3
    assert figure.layout.yaxis.range[1] < 70 and "在图的上边之外" in notes(figure)


def test_one_entry_has_no_gap_to_draw():
    assert "没有间隔" in notes(draw_gaps(days_between_chart([date(2025, 1, 1)]), LIGHT))
