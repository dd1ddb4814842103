import pandas as pd
import pytest

from survey.charts.bars import draw_bars
from survey.charts.before_after import draw_before_after
from survey.charts.changes import draw_changes
from survey.charts.compare import draw_comparison
from survey.charts.control import draw_control_chart
from survey.charts.cross import draw_cross_table
from survey.charts.distribution import draw_distribution
from survey.charts.funnel import LIMITS, draw_funnel
from survey.charts.heatmap import draw_heatmap
from survey.charts.importance import draw_importance
from survey.charts.multiples import draw_small_multiples
from survey.charts.nothing import draw_nothing
from survey.charts.questions import draw_questions
from survey.charts.theme import LIGHT
from survey.charts.trend import draw_trend
from survey.domain.columns import CHANGES, CONTROL, CROSS, FUNNEL, IMPORTANCE
from tests.charts.rows import answers, readings


def draw_units(frame, theme):
    return draw_funnel(frame, pd.DataFrame(columns=["n", "middle", *LIMITS]), theme)


MADE_OF = {
    draw_control_chart: CONTROL,
    draw_small_multiples: (*CONTROL, "unit"),
    draw_units: FUNNEL,
    draw_importance: (*IMPORTANCE, "shown"),
    draw_changes: CHANGES,
    draw_cross_table: CROSS,
    draw_before_after: ("before", "before_low", "before_high", "n_before", "now", "now_low", "now_high", "n",
                        "difference", "low", "high", "outcome", "shown"),
}  # fmt: skip
WORDS = {"unit": "骨科", "question": "饮食", "month": "2026-01", "rule": "", "side": "", "grade": "few", "verdict": "few",
         "row": "甲", "column": "乙", "outcome": "too_few", "quadrant": "", "shown": False, "is_provisional": True,
         "is_borderline": False, "phase": 1}  # fmt: skip


def some_rows(draw):
    if draw in MADE_OF:
        return pd.DataFrame([{name: WORDS.get(name, 3.0) for name in MADE_OF[draw]}])
    if draw is draw_distribution:
        return answers({"护士操作": (1, 1, 1, 1, 1, 1)}).assign(shown=False)
    few = readings({"2026-01": (3, 80.0, 0.1)}, by="month")
    return few.assign(label="骨科", unit_label="骨科", count=3)


DRAWINGS = [draw_trend, draw_comparison, draw_questions, draw_heatmap, draw_distribution, draw_bars, *MADE_OF]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_an_empty_table_is_one_sentence(draw):
    figure = draw(some_rows(draw).iloc[:0], LIGHT)

    assert not figure.data
    assert [note.text for note in figure.layout.annotations] == ["这一范围内还没有数据。"]


@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_table_with_everything_hidden_says_why(draw):
    figure = draw(some_rows(draw), LIGHT)

    assert not figure.data
    assert [note.text for note in figure.layout.annotations] == ["答卷不足 10 份，不显示。"]


def test_the_sentence_is_the_callers_and_the_axes_are_gone():
    layout = draw_nothing("本轮还没有开始。", LIGHT).layout

    assert layout.annotations[0].text == "本轮还没有开始。"
    assert layout.xaxis.visible is False and layout.yaxis.visible is False
