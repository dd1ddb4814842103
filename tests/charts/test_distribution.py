import pandas as pd

from survey.charts.distribution import draw_distribution
from survey.charts.theme import LIGHT
from tests.charts.rows import answers

GIVEN = {"护士操作": (50, 30, 10, 5, 3, 2), "饮食供应": (20, 30, 30, 10, 5, 5)}


def bars(figure) -> list:
    return [trace for trace in figure.data if trace.type == "bar"]


def test_the_legend_runs_from_best_to_worst_and_the_ungraded_come_last():
    shuffled = answers(GIVEN).iloc[::-1]

    names = [bar.name for bar in bars(draw_distribution(shuffled, LIGHT))]

    assert names == ["非常满意", "满意", "一般", "不满意", "非常不满意", "没接触"]


def test_every_bar_adds_up_to_a_hundred_and_has_its_n_at_the_end():
    figure = draw_distribution(answers(GIVEN), LIGHT)

    assert [sum(bar.x[place] for bar in bars(figure)) for place in (0, 1)] == [100, 100]
    assert [text.strip() for text in figure.data[6].text] == ["n = 100", "n = 100"]
    assert bars(figure)[0].hovertext[0] == "<b>护士操作</b><br>非常满意: 50.0% (50 / n = 100)"


def test_the_five_levels_and_the_ungraded_have_six_colours():
    colours = [bar.marker.color for bar in bars(draw_distribution(answers(GIVEN), LIGHT))]

    assert colours[:5] == [fill for fill, _ink in LIGHT.levels]
    assert len(set(colours)) == 6


def test_another_scale_in_the_same_figure_keeps_the_colour_of_its_level_and_is_hatched():
    other = answers({"隐私": (50, 30, 10, 5, 3, 2)}).assign(answer_label=["很好", "好", "中", "差", "很差", "没接触"])

    found = bars(draw_distribution(pd.concat([answers(GIVEN), other]), LIGHT))

    looks = {bar.name: (bar.marker.color, bar.marker.pattern.shape) for bar in found}
    assert looks["很好"][0] == looks["非常满意"][0] and looks["很好"][1] != looks["非常满意"][1]
    assert len(set(looks.values())) == len(looks) == 11


def test_a_hatched_bar_keeps_its_colour_under_the_lines():
    # Plotly's other way of filling gives the colour to the lines, which are ours, and nothing to what is between them.
    found = bars(draw_distribution(answers(GIVEN), LIGHT))

    assert {bar.marker.pattern.fillmode for bar in found} == {"overlay"}


def test_a_question_with_one_hidden_answer_is_hidden_whole():
    table = answers(GIVEN).assign(shown=True)
    table.loc[(table["label"] == "饮食供应") & (table["answer"] == "4"), "shown"] = False

    figure = draw_distribution(table, LIGHT)

    assert "饮食供应" not in figure.to_json()
    assert "另有 1 个" in figure.layout.annotations[-1].text
