import pandas as pd

from survey.charts.control import draw_control_chart
from survey.charts.theme import LIGHT
from survey.locale import use_language
from tests.charts.rows import control, notes

SPRING = {"2026-01": 82.0, "2026-02": 95.0, "2026-03": 65.0}
SUMMER = {"2026-04": 70.0, "2026-05": 72.0}
SIGNALS = {"2026-02": "better", "2026-03": "worse"}
PUMP = pd.DataFrame([("2026-04", "水泵更换", True), ("2026-02", "停水两天", False)], columns=["month", "name", "rebases"])


def two_phases() -> pd.DataFrame:
    return pd.concat([control(SPRING, 1, 80, SIGNALS), control(SUMMER, 2, 71)], ignore_index=True)


def points(figure):
    return figure.data[3]


def test_better_and_worse_differ_in_shape_and_colour_and_the_rest_is_grey():
    markers = points(draw_control_chart(control(SPRING, signals=SIGNALS), LIGHT)).marker

    assert list(markers.symbol) == ["circle", "triangle-up", "triangle-down"]
    assert list(markers.color) == [LIGHT.noise, LIGHT.better, LIGHT.worse]


def test_a_point_says_its_limits_and_which_rule_it_breaks():
    texts = points(draw_control_chart(control(SPRING, signals=SIGNALS), LIGHT)).hovertext

    assert texts[1] == "<b>2026-02</b><br>得分 95.0<br>正常波动 70.0–90.0<br>n = 50<br>在界限之外"
    assert "在界限之外" not in texts[0]


def test_a_side_without_a_broken_rule_is_no_signal():
    frame = control(SPRING).assign(side="better")

    assert set(points(draw_control_chart(frame, LIGHT)).marker.symbol) == {"circle"}


def test_the_line_goes_on_after_an_event_and_the_limits_step():
    figure = draw_control_chart(two_phases(), LIGHT, events=PUMP)

    assert list(points(figure).y) == [82.0, 95.0, 65.0, 70.0, 72.0]
    assert list(dict.fromkeys(figure.data[0].y)) == [70, None, 61, 90, 81]
    assert "题目改了" not in notes(figure)


def test_events_have_lines_and_names_and_one_that_rebases_is_solid():
    figure = draw_control_chart(two_phases(), LIGHT, events=PUMP)

    assert [(line.x0, line.line.dash) for line in figure.layout.shapes] == [("2026-04-01", "solid"), ("2026-02-01", "dot")]
    assert "水泵更换" in notes(figure) and "停水两天" in notes(figure)


def test_a_phase_without_an_event_is_a_changed_question_and_the_line_breaks():
    figure = draw_control_chart(two_phases(), LIGHT)

    assert list(points(figure).y) == [82.0, 95.0, 65.0, None, 70.0, 72.0]
    assert "题目改了" in notes(figure)


def test_the_frames_own_segment_decides_where_it_has_one():
    joined = draw_control_chart(two_phases().assign(segment=1), LIGHT)
    broken = draw_control_chart(two_phases().assign(segment=[1, 1, 1, 2, 2]), LIGHT, events=PUMP)

    assert None not in points(joined).y
    assert None in points(broken).y


def test_provisional_limits_are_dashed_and_say_so():
    figure = draw_control_chart(control(SPRING).assign(is_provisional=True), LIGHT)

    firm, provisional = figure.data[:2]
    assert set(firm.y) <= {None} and provisional.line.dash == "dash" and 70.0 in provisional.y
    assert "暂定" in notes(figure) and "暂定" in points(figure).hovertext[0]


def test_a_hidden_month_is_a_gap_in_line_and_limits_because_limits_could_tell_its_n():
    frame = control(SPRING).assign(shown=[True, False, True])

    figure = draw_control_chart(frame, LIGHT)

    assert list(points(figure).y) == [82.0, None, 65.0]
    assert "95" not in "".join(points(figure).hovertext)
    assert list(figure.data[0].y[:6]) == [70, 70, None, None, 70, 70]
    assert "另有 1 个因答卷不足 10 份" in notes(figure)


def test_a_rate_is_drawn_in_per_cent_and_its_limits_end_at_the_scale():
    rates = control({"2026-01": 0.04}, middle=0.05).assign(low=-0.02, high=0.12)

    figure = draw_control_chart(rates, LIGHT, "dissatisfied")

    assert list(points(figure).y) == [4.0] and set(figure.data[0].y) == {0.0, 12.0, None}


def test_names_of_events_in_one_month_stand_at_different_heights():
    events = pd.DataFrame([("2026-02", name, False) for name in ("停水", "搬迁到新大厅一楼", "换泵")], columns=PUMP.columns)

    figure = draw_control_chart(control(SPRING), LIGHT, events=events)

    lifts = [note.ay for note in figure.layout.annotations if note.showarrow]
    assert len(set(lifts)) == 3
    assert figure.layout.margin.t > -min(lifts)


def test_the_control_chart_speaks_english():
    use_language("en")

    figure = draw_control_chart(two_phases(), LIGHT)

    assert "Question<br>changed" in notes(figure) and "Limits 70.0–90.0" in points(figure).hovertext[0]
