import pandas as pd

from survey.charts.heatmap import draw_heatmap
from survey.charts.questions import draw_questions
from survey.charts.theme import DARK, LIGHT
from tests.charts.rows import readings

QUESTIONS = {"护士操作": (120, 88.0, 0.02), "饮食供应": (118, 71.5, 0.145), "隐私保护": (7, 50.0, 0.5)}


def cells() -> pd.DataFrame:
    """Two questions in three units; the nurses of 急诊 have few answers, and nobody there was asked about meals."""
    nurses = readings({"骨科": (40, 90, 0.0), "儿科": (30, 85, 0.02), "急诊": (5, 20, 0.9)}, by="unit_label")
    meals = readings({"骨科": (40, 60, 0.2), "儿科": (30, 75, 0.1)}, by="unit_label")
    return pd.concat([nurses.assign(label="护士操作"), meals.assign(label="饮食供应")], ignore_index=True)


def test_questions_stand_by_value_with_n_over_and_dissatisfied_beside():
    dots, beside, over = draw_questions(readings(QUESTIONS), LIGHT).data

    assert list(dots.x) == [88.0, 71.5]
    assert [text.strip() for text in beside.text] == ["88.0 · 2.0%", "71.5 · 14.5%"]
    assert over.text[0].startswith("护士操作") and "n = 120" in over.text[0]


def test_the_share_of_dissatisfied_is_not_printed_twice():
    beside = draw_questions(readings(QUESTIONS), LIGHT, "dissatisfied").data[1]

    assert [text.strip() for text in beside.text] == ["14.5%", "2.0%"]


def test_a_question_of_three_lines_takes_more_room_than_one_of_one():
    long = "How satisfied are you with the doctors' rounds and how they explained your illness and treatment?"

    one = draw_questions(readings({"Nursing": (40, 80, 0.1)}), LIGHT).layout.height
    three = draw_questions(readings({long: (40, 80, 0.1)}), LIGHT).layout.height

    assert three - one == 2 * 17


def test_a_heat_map_prints_each_value_and_a_dash_for_the_hidden_and_the_absent():
    plain, turned, blanks = draw_heatmap(cells(), LIGHT).data

    assert [list(row) for row in plain.text] == [["90", "85", ""], ["", "75", ""]]
    assert [list(row) for row in turned.text] == [["", "", ""], ["60", "", ""]]  # the worst, in its own ink
    assert list(zip(blanks.x, blanks.y, blanks.text, strict=True)) == [(2, 0, "—"), (2, 1, "—")]
    assert plain.hovertext[1][1] == "<b>儿科<br>饮食供应</b><br>得分 75.0<br>95% 区间 71.0–79.0<br>n = 30"


def test_the_worst_cell_is_the_most_striking_for_a_score_and_for_a_rate():
    score, rate = draw_heatmap(cells(), DARK).data[0], draw_heatmap(cells(), DARK, "dissatisfied").data[0]

    assert score.colorscale[0][1] == DARK.heat[2]  # the lowest score
    assert rate.colorscale[2][1] == DARK.heat[2]  # the highest share of dissatisfied


def test_with_verdicts_only_real_differences_are_coloured_and_have_a_sign():
    table = cells().assign(verdict=["better", "few", "same", "worse", "same"])

    better, same, few, worse, blanks = draw_heatmap(table, LIGHT).data

    assert [list(row) for row in better.text] == [["90<br>▲", "", ""], ["", "", ""]]
    assert [list(row) for row in worse.text] == [["", "", ""], ["60<br>▼", "", ""]]
    assert [list(row) for row in same.text] == [["", "", ""], ["", "75", ""]]
    assert [list(row) for row in few.text] == [["", "85", ""], ["", "", ""]]
    assert same.colorscale[0][1] == LIGHT.grid and list(blanks.text) == ["—", "—"]
    assert worse.hovertext[1][0].endswith("差于平均水平")


def test_the_questions_of_a_heat_map_stand_over_their_cells():
    words = [note.text for note in draw_heatmap(cells(), LIGHT).layout.annotations]

    assert words[:2] == ["护士操作", "饮食供应"]
