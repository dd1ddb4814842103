import pandas as pd

from survey.charts.multiples import draw_small_multiples
from survey.charts.theme import LIGHT
from tests.charts.rows import control, notes

MONTHS = {"2026-01": 82.0, "2026-02": 95.0}


def wards() -> pd.DataFrame:
    quiet, loud = control(MONTHS).assign(unit="a", label="骨科"), control(MONTHS, signals={"2026-02": "better"})
    hidden = control({"2026-01": 12.0}).assign(unit="c", label="急诊", shown=False)
    return pd.concat([quiet, loud.assign(unit="b", label="儿科"), hidden], ignore_index=True)


def test_each_unit_has_a_panel_and_all_have_the_same_axes():
    layout = draw_small_multiples(wards(), LIGHT).layout

    assert layout.yaxis.range == layout.yaxis2.range and layout.xaxis.range == layout.xaxis2.range
    assert layout.yaxis.domain == layout.yaxis2.domain and layout.xaxis.domain[1] < layout.xaxis2.domain[0]


def test_one_column_puts_the_panels_below_each_other():
    layout = draw_small_multiples(wards(), LIGHT, columns=1).layout

    assert layout.xaxis.domain == layout.xaxis2.domain and layout.yaxis.domain[0] > layout.yaxis2.domain[1]


def test_only_the_unit_with_a_signal_has_a_colour_and_a_sign():
    figure = draw_small_multiples(wards(), LIGHT)

    names = {note.text: note.font.color for note in figure.layout.annotations[1:3]}
    assert names == {"骨科": LIGHT.muted, "<b>儿科</b> ▲": LIGHT.better}
    assert set(figure.data[3].marker.color) == {LIGHT.noise} and LIGHT.better in figure.data[7].marker.color


def test_a_unit_of_which_nothing_may_be_seen_is_only_counted():
    figure = draw_small_multiples(wards(), LIGHT)

    assert len(figure.data) == 2 * 4 and "急诊" not in figure.to_json()
    assert "另有 1 个单位没有可显示的月份" in notes(figure)
