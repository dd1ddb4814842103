from survey.charts.compare import draw_comparison
from survey.charts.measure import MINIMUM, TENTATIVE
from survey.charts.theme import LIGHT
from survey.domain.counting import small_numbers
from tests.charts.rows import readings

WARDS = {"骨科": (40, 78.0, 0.08), "儿科": (300, 86.5, 0.03), "急诊": (4, 12.0, 0.9), "心内科": (15, 80.0, 0.0)}


def notes(figure) -> str:
    return figure.layout.annotations[-1].text


def test_units_stand_by_their_score_and_the_hidden_one_is_only_counted():
    figure = draw_comparison(readings(WARDS), LIGHT)

    assert list(figure.layout.yaxis.ticktext) == ["儿科", "心内科", "骨科"]
    assert list(figure.data[0].x) == [86.5, 80.0, 78.0]
    assert "另有 1 个因答卷不足 10 份" in notes(figure)
    assert "急诊" not in figure.to_json()


def test_a_dot_has_its_interval_and_its_n_and_no_colour_of_its_own():
    dots, beside = draw_comparison(readings(WARDS), LIGHT).data

    assert list(dots.error_x.array) == [4, 4, 4] and list(dots.error_x.arrayminus) == [4, 4, 4]
    assert dots.hovertext[0] == "<b>儿科</b><br>得分 86.5<br>95% 区间 82.5–90.5<br>n = 300"
    assert [text.strip() for text in beside.text] == ["86.5 · 300", "80.0 · 15", "78.0 · 40"]
    assert list(dots.marker.color) == [LIGHT.main, LIGHT.surface, LIGHT.main]


def test_the_whole_is_a_labelled_line_in_the_unit_of_the_figure():
    figure = draw_comparison(readings(WARDS), LIGHT, "dissatisfied", whole=0.045)

    assert figure.layout.shapes[0].x0 == 4.5
    assert figure.layout.annotations[0].text == "总体 4.5%"


def test_a_hidden_whole_is_no_line():
    assert not draw_comparison(readings(WARDS), LIGHT, whole=float("nan")).layout.shapes


def test_a_unit_without_this_figure_is_counted_apart_from_the_hidden_ones():
    table = readings(WARDS)
    table.loc[table["label"] == "骨科", ["score", "score_low", "score_high"]] = None

    figure = draw_comparison(table, LIGHT)

    assert "另有 1 个没有这一读数" in notes(figure) and "另有 1 个因答卷不足" in notes(figure)


def test_fifty_units_make_a_higher_figure_and_a_long_name_is_broken():
    few = draw_comparison(readings({f"{ward}病区": (40, 80, 0.1) for ward in range(5)}), LIGHT)
    many = draw_comparison(readings({f"{ward}病区": (40, 80, 0.1) for ward in range(50)}), LIGHT)
    long = draw_comparison(readings({"产科与新生儿科联合病区": (40, 80, 0.1)}), LIGHT)

    assert many.layout.height - few.layout.height == 45 * 28
    assert long.layout.yaxis.ticktext[0] == "产科与新生儿<br>科联合病区"


def test_a_name_with_markup_is_shown_and_not_obeyed():
    figure = draw_comparison(readings({"<a href='x'>内科</a>": (40, 80, 0.1)}), LIGHT)

    assert "<a" not in figure.data[0].hovertext[0] and "&lt;a" in figure.data[0].hovertext[0]


def test_the_charts_draw_their_lines_where_the_domain_does():
    assert (MINIMUM, TENTATIVE) == (small_numbers.MINIMUM, small_numbers.TENTATIVE)  # measures.md 8


def judged(**verdicts: str):
    table = readings(WARDS)
    return table.assign(verdict=[verdicts.get(label, "same") for label in table["label"]])


def test_with_a_verdict_units_stand_in_groups_and_by_name_within():
    figure = draw_comparison(judged(儿科="better"), LIGHT)

    assert list(figure.layout.yaxis.ticktext) == ["儿科", "心内科", "骨科"]
    assert list(figure.layout.yaxis.tickvals) == [1, 3, 4]
    assert [(note.y, note.text) for note in figure.layout.annotations[:2]] == [(0, "好于平均水平"), (2, "与平均水平无明显差异")]


def test_inside_the_noise_nothing_is_ordered_by_value():
    wards = {"乙": (40, 99, 0), "丙": (40, 70, 0), "甲": (40, 80, 0)}

    figure = draw_comparison(readings(wards).assign(verdict="same"), LIGHT)

    assert list(figure.layout.yaxis.ticktext) == sorted(wards)
    assert set(figure.data[0].marker.symbol) == {"circle"} and set(figure.data[0].marker.color) == {LIGHT.noise}
    assert "不分先后" in notes(figure)


def test_a_real_difference_has_shape_and_colour_and_says_so():
    dots = draw_comparison(judged(儿科="better", 骨科="worse"), LIGHT).data[0]

    assert list(dots.marker.symbol) == ["triangle-up", "circle", "triangle-down"]
    assert dots.hovertext[2].endswith("差于平均水平")
