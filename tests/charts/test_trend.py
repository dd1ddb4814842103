from survey.charts.theme import LIGHT
from survey.charts.trend import draw_trend, month_ticks
from survey.locale import use_language
from tests.charts.rows import readings

YEAR = {"2026-01": (80, 81.0, 0.05), "2026-02": (12, 84.0, 0.02), "2026-03": (6, 20.0, 0.9), "2026-05": (90, 77.0, 0.1)}


def test_a_hidden_month_and_an_absent_month_leave_a_gap():
    line = draw_trend(readings(YEAR, by="month"), LIGHT).data[1]

    assert list(line.x) == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    assert list(line.y) == [81.0, 84.0, None, None, 77.0]
    assert line.connectgaps is False


def test_the_band_is_not_drawn_across_a_gap():
    band = draw_trend(readings(YEAR, by="month"), LIGHT).data[0]

    assert list(band.y) == [85.0, 88.0, 80.0, 77.0, None, 81.0, 81.0, 73.0, 73.0, None]
    assert band.fill == "toself"


def test_a_month_of_few_answers_is_hollow_and_says_so():
    figure = draw_trend(readings(YEAR, by="month"), LIGHT)

    hollow = [colour == LIGHT.surface for colour in figure.data[1].marker.color]
    assert hollow == [False, True, False, False, False]
    assert "仅供参考" in figure.data[1].hovertext[1]
    assert "空心点：答卷 10–29 份" in figure.layout.annotations[0].text


def test_a_point_tells_month_score_interval_and_n():
    texts = draw_trend(readings(YEAR, by="month"), LIGHT).data[1].hovertext

    assert texts[0] == "<b>2026-01</b><br>得分 81.0<br>95% 区间 77.0–85.0<br>n = 80"
    assert texts[2] == ""


def test_the_axis_says_which_part_of_the_scale_it_shows():
    axis = draw_trend(readings(YEAR, by="month"), LIGHT).layout.yaxis

    assert tuple(axis.range) == (70, 90)
    assert axis.title.text == "得分（满分 100，图示 70–90）"


def test_a_rate_is_drawn_in_per_cent():
    figure = draw_trend(readings(YEAR, by="month"), LIGHT, "dissatisfied")

    assert [value and round(value, 6) for value in figure.data[1].y] == [5, 2, None, None, 10]
    assert "不满意率 5.0%" in figure.data[1].hovertext[0]


def test_a_trend_of_one_month_has_a_band_one_can_see():
    figure = draw_trend(readings({"2026-01": (80, 81.0, 0.05)}, by="month"), LIGHT)

    assert list(figure.data[0].x) == ["2025-12-27", "2026-01-06", "2026-01-06", "2025-12-27", None]


def test_three_years_have_a_tick_for_each_quarter_and_the_year_once():
    months = [f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13)]

    assert month_ticks(months)["ticktext"][:5] == ["1<br>2024", "4", "7", "10", "1<br>2025"]


def test_the_trend_speaks_english():
    use_language("en")

    figure = draw_trend(readings(YEAR, by="month"), LIGHT)

    assert figure.layout.yaxis.title.text == "Score (of 100, 70–90 shown)"
    assert "95% interval 77.0–85.0" in figure.data[1].hovertext[0]


def changed():
    return readings(YEAR, by="month").assign(segment=[1, 1, 1, 2])


def test_where_the_words_changed_the_line_breaks_and_a_mark_says_so():
    figure = draw_trend(changed(), LIGHT)

    band, line = figure.data
    assert list(line.x) == ["2026-01", "2026-02", "2026-03", None, "2026-05"]
    assert list(line.y) == [81.0, 84.0, None, None, 77.0]
    assert figure.layout.annotations[0].text == "题目改了"
    assert figure.layout.shapes[0].x0 == "2026-03-31"


def test_one_month_with_two_wordings_has_a_point_in_each_stretch():
    table = readings({"2026-01": (80, 81.0, 0.05), "2026-02": (70, 84.0, 0.02), "2026-03": (60, 70.0, 0.1)}, by="month")

    line = draw_trend(table.assign(month=["2026-01", "2026-02", "2026-02"], segment=[1, 1, 2]), LIGHT).data[1]

    assert list(line.x) == ["2026-01", "2026-02", None, "2026-02"]
    assert "得分 84.0" in line.hovertext[1] and "得分 70.0" in line.hovertext[3]


def test_one_segment_has_no_mark():
    figure = draw_trend(readings(YEAR, by="month").assign(segment=1), LIGHT)

    assert not figure.layout.shapes


def test_answers_without_a_day_are_no_point_and_are_said_below():
    # 502 of the 4241 responses of the Friends and Family Test name no day that can be read.
    figure = draw_trend(readings({"": (502, 70.0, 0.2), **YEAR}, by="month"), LIGHT)

    assert list(figure.data[1].x) == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]
    assert "没有日期的回答不在图里，n = 502。" in figure.layout.annotations[0].text


def test_hidden_answers_without_a_day_are_not_counted_aloud():
    figure = draw_trend(readings({"": (6, 70.0, 0.2), **YEAR}, by="month"), LIGHT)

    assert "有些回答没有日期，不在图里。" in figure.layout.annotations[0].text


def test_where_nothing_has_a_day_a_sentence_says_so():
    # None of the 73,421 ratings of InstEval does.
    figure = draw_trend(readings({"": (73421, 55.1, 0.3)}, by="month"), LIGHT)

    assert len(figure.data) == 0
    assert "没有日期" in figure.layout.annotations[0].text
