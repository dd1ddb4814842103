import pandas as pd

from survey.charts.cross import draw_cross_table
from survey.charts.theme import LIGHT
from survey.domain.columns import CROSS
from tests.charts.rows import notes

CELLS = pd.DataFrame(
    [
        ("青年", "满意", 30, 0.30, -3.2, True),
        ("青年", "不满意", 70, 0.70, 3.2, True),
        ("老年", "满意", 55, 0.55, 1.9, True),
        ("老年", "不满意", None, None, None, False),
    ],
    columns=list(CROSS),
)


def test_cells_beyond_two_are_marked_with_a_sign_and_the_others_keep_their_figure():
    plain, more, fewer, _blank = draw_cross_table(CELLS, LIGHT).data

    assert [list(row) for row in plain.text] == [["", ""], ["55%", ""]]
    assert [list(row) for row in more.text] == [["", "70% ▲"], ["", ""]]
    assert [list(row) for row in fewer.text] == [["30% ▼", ""], ["", ""]]
    assert more.hovertext[0][1] == "<b>青年<br>不满意</b><br>70.0%（70 份）<br>调整残差 +3.2"


def test_a_hidden_cell_is_a_dash():
    figure = draw_cross_table(CELLS, LIGHT)

    blank = figure.data[-1]
    assert list(zip(blank.x, blank.y, blank.text, strict=True)) == [(1, 1, "—")]
    assert "另有 1 个因答卷不足 10 份" in notes(figure)


def test_of_a_table_without_relation_no_cell_is_marked():
    figure = draw_cross_table(CELLS, LIGHT, is_related=False)

    assert "▲" not in figure.to_json() and "▼" not in figure.to_json()
    assert "全表看不出关联" in notes(figure)


def test_words_of_the_caller_stand_for_the_ids():
    figure = draw_cross_table(CELLS.assign(row_label=["甲", "甲", "乙", "乙"]), LIGHT)

    assert list(figure.layout.yaxis.ticktext) == ["甲", "乙"]
    assert list(figure.layout.xaxis.ticktext) == ["满意", "不满意"]
