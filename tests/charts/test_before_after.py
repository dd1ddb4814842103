import pandas as pd
import pytest

from survey.charts.before_after import draw_before_after
from survey.charts.theme import LIGHT
from tests.charts.rows import notes


def measured(outcome: str, **other) -> pd.DataFrame:
    row = {
        "before": 0.24, "before_low": 0.17, "before_high": 0.32, "n_before": 120,
        "now": 0.11, "now_low": 0.06, "now_high": 0.19, "n": 96,
        "difference": -0.13, "low": -0.225, "high": -0.028, "outcome": outcome, "shown": True,
    }  # fmt: skip
    return pd.DataFrame([row | other])


def test_both_shares_and_the_difference_have_their_intervals():
    shares, beside, difference, change = draw_before_after(measured("verified"), LIGHT).data

    assert list(shares.x) == [24, 11] and [round(room, 6) for room in shares.error_x.array] == [8, 8]
    assert [text.strip() for text in beside.text] == ["24.0% · 120", "11.0% · 96"]
    assert list(difference.x) == [-13] and round(difference.error_x.array[0], 6) == 13 - 2.8
    assert change.text[0].strip() == "−13.0pp"


@pytest.mark.parametrize(
    ("outcome", "words", "symbol"),
    [("verified", "已验证 ▲", "triangle-up"), ("not_improved", "未改善", "circle"), ("too_few", "样本不足", "circle")],
)
def test_the_outcome_is_said_and_only_an_improvement_has_a_sign(outcome, words, symbol):
    figure = draw_before_after(measured(outcome), LIGHT)

    assert notes(figure).replace("<br>", " ").split("\n")[-1].startswith(f"{words}。变化的 95% 区间 −22.5pp 至 −2.8pp。")
    assert figure.data[0].marker.symbol[1] == symbol


def test_the_difference_stands_on_an_axis_of_its_own_with_no_change_marked():
    layout = draw_before_after(measured("verified"), LIGHT).layout

    assert layout.shapes[0].x0 == 0 and layout.shapes[0].xref == "x2"
    assert -layout.xaxis2.range[0] == layout.xaxis2.range[1] > 22.5


def test_few_answers_are_hollow():
    assert draw_before_after(measured("too_few", n=20), LIGHT).data[0].marker.color[1] == LIGHT.surface


def test_without_a_difference_nothing_is_drawn():
    assert not draw_before_after(measured("too_few", difference=None, shown=False), LIGHT).data
