import pandas as pd

from survey.charts.funnel import draw_funnel
from survey.charts.theme import LIGHT
from tests.charts.rows import notes

UNITS = pd.DataFrame(
    [
        ("骨科", 0.97, 200, 3.4, "alarm", "better", True),
        ("儿科", 0.76, 100, -2.1, "watch", "worse", True),
        ("妇科", 0.86, 80, 0.1, "same", "", True),
        ("急诊", None, 0, None, "few", "", False),
    ],
    columns=["unit", "value", "n", "z", "grade", "side", "shown"],
)
LIMITS = pd.DataFrame(
    [(80, 0.87, 0.78, 0.96, 0.73, 1.01), (200, 0.87, 0.80, 0.94, 0.76, 0.96)],
    columns=["n", "middle", "watch_low", "watch_high", "alarm_low", "alarm_high"],
)


def test_only_alarm_and_watch_have_names_and_the_others_are_grey_dots():
    *_lines, grey, named = draw_funnel(UNITS, LIMITS, LIGHT, "top2").data

    assert [text.strip() for text in named.text] == ["骨科", "儿科"]
    assert grey.mode == "markers" and set(grey.marker.color) == {LIGHT.noise} and set(grey.marker.symbol) == {"circle"}


def test_alarm_is_full_watch_is_open_and_the_side_is_in_the_shape():
    named = draw_funnel(UNITS, LIMITS, LIGHT, "top2").data[-1]

    assert list(named.marker.symbol) == ["triangle-up", "triangle-down-open"]
    assert list(named.marker.color) == [LIGHT.better, LIGHT.worse]
    assert named.hovertext[0] == "<b>骨科</b><br>满意及以上率 97.0%<br>n = 200<br>异常：好于平均水平"


def test_limits_are_drawn_in_per_cent_within_the_scale():
    lines = draw_funnel(UNITS, LIMITS, LIGHT, "top2").data[:5]

    assert [round(line.y[0], 6) for line in lines] == [87, 78, 96, 73, 100]


def test_nobody_is_named_inside_the_funnel_and_the_note_says_so():
    figure = draw_funnel(UNITS[UNITS["grade"] == "same"], LIMITS, LIGHT, "top2")

    assert "与平均水平无明显差异" in notes(figure) and not figure.data[-1].x
    assert "实心三角" not in notes(figure)


def test_a_hidden_unit_is_only_counted():
    figure = draw_funnel(UNITS, LIMITS, LIGHT, "top2")

    assert "急诊" not in figure.to_json() and "另有 1 个因答卷不足 10 份" in notes(figure)


def test_of_scores_it_says_that_each_unit_is_judged_by_its_own_variance():
    scores = UNITS.assign(value=UNITS["value"].astype(float) * 100)
    limits = LIMITS * 100

    assert "各单位自己的方差" in notes(draw_funnel(scores, limits.assign(n=LIMITS["n"]), LIGHT))


def test_without_limits_there_are_no_lines_and_the_note_says_against_what_each_was_set():
    figure = draw_funnel(UNITS, LIMITS.head(0), LIGHT, "top2")

    assert [len(trace.x) for trace in figure.data] == [1, 2]
    assert "每个同其余几个的平均比" in notes(figure) and "虚线" not in notes(figure)
