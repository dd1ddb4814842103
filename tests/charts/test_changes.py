import pandas as pd

from survey.charts.changes import draw_changes
from survey.charts.theme import LIGHT
from survey.domain.columns import CHANGES
from tests.charts.rows import notes

ROWS = pd.DataFrame(
    [
        ("产科", "清洁", 0.81, 60, 0.83, 55, 0.02, -0.10, 0.13, 0.7, "same", True),
        ("儿科", "等候", 0.75, 100, 0.86, 20, 0.11, 0.01, 0.20, 0.2, "same", True),
        ("呼吸科", "护士", 0.72, 140, 0.84, 150, 0.12, 0.02, 0.21, 0.03, "better", True),
        ("骨科", "饮食", 0.80, 90, 0.61, 95, -0.19, -0.31, -0.06, 0.02, "worse", True),
        ("急诊", "秘密", None, 0, None, 0, None, None, None, None, "few", False),
    ],
    columns=list(CHANGES),
)


def test_clear_changes_come_first_and_noise_is_grey_in_the_frames_order():
    _interval, _arrow, _before, now, beside, over = draw_changes(ROWS, LIGHT, "top2").data

    assert [text.split(" ·")[0] for text in over.text] == ["骨科", "呼吸科", "产科", "儿科"]
    assert list(now.marker.symbol) == ["triangle-down", "triangle-up", "circle", "circle"]
    assert list(now.marker.color) == [LIGHT.worse, LIGHT.better, LIGHT.noise, LIGHT.surface]
    assert [text.strip() for text in beside.text] == ["−19.0pp ▼", "+12.0pp ▲", "+2.0pp", "+11.0pp"]


def test_the_bar_is_the_interval_of_the_difference_measured_from_before():
    interval, arrow, before, now = draw_changes(ROWS, LIGHT, "top2").data[:4]

    assert [value and round(value, 6) for value in interval.x[:3]] == [80 - 31, 80 - 6, None]
    assert [value and round(value, 6) for value in arrow.x[:3]] == [80, 61, None]
    assert before.x[0] == 80 and now.x[0] == 61


def test_a_row_tells_both_figures_the_interval_and_the_verdict():
    now = draw_changes(ROWS, LIGHT, "top2").data[3]

    assert now.hovertext[0] == (
        "<b>骨科 · 饮食</b><br>80.0% (n = 90) → 61.0% (n = 95)<br>"
        "变化 −19.0pp（95% 区间 −31.0pp 至 −6.0pp）<br>明显变差"
    )


def test_an_interval_beyond_nothing_that_fails_the_correction_is_explained():
    assert "Benjamini-Hochberg" in notes(draw_changes(ROWS, LIGHT, "top2"))
    assert "Benjamini-Hochberg" not in notes(draw_changes(ROWS[ROWS["unit"] != "儿科"], LIGHT, "top2"))


def test_a_hidden_row_is_only_counted():
    figure = draw_changes(ROWS, LIGHT, "top2")

    assert "急诊" not in figure.to_json() and "另有 1 个因答卷不足 10 份" in notes(figure)


def test_scores_change_in_points():
    scores = ROWS.assign(**{name: ROWS[name].astype(float) * 100 for name in ("before", "now", "difference", "low", "high")})

    figure = draw_changes(scores, LIGHT)

    assert figure.data[4].text[0].strip() == "−19.0 ▼" and "pp" not in notes(figure)
