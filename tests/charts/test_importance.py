import pandas as pd

from survey.charts.importance import draw_importance
from survey.charts.theme import LIGHT
from survey.domain.columns import IMPORTANCE
from tests.charts.rows import notes

ITEMS = pd.DataFrame(
    [
        ("呼叫等候", 70.0, 300, 0.40, 0.30, 0.50, "mend_first", False),
        ("护士操作", 90.0, 300, 0.35, 0.25, 0.45, "keep_up", False),
        ("饮食供应", 74.0, 300, 0.10, 0.05, 0.16, "low_priority", False),
        ("隐私保护", 82.0, 300, 0.15, 0.08, 0.27, "overdone", True),
    ],
    columns=list(IMPORTANCE),
)


def test_items_stand_by_score_and_share_with_the_interval_of_importance():
    items = draw_importance(ITEMS, LIGHT).data[0]

    assert list(items.x) == [70, 90, 74, 82] and list(items.y) == [40, 35, 10, 15]
    assert [round(up, 6) for up in items.error_y.array] == [10, 10, 6, 12]
    assert [text.strip() for text in items.text] == list(ITEMS["question"])


def test_the_lines_are_the_means_and_the_quadrants_have_names():
    figure = draw_importance(ITEMS, LIGHT)

    assert figure.layout.shapes[0].x0 == (70 + 90 + 74 + 82) / 4
    assert round(figure.layout.shapes[1].y0, 6) == (40 + 35 + 10 + 15) / 4
    assert [note.text for note in figure.layout.annotations[:4]] == ["优先改进", "继续保持", "其次改进", "不必再加力"]
    assert "得分 79.0，影响<br>25.0%" in notes(figure)


def test_what_to_mend_first_is_a_diamond_and_what_is_borderline_is_hollow():
    marker = draw_importance(ITEMS, LIGHT).data[0].marker

    assert list(marker.symbol) == ["diamond", "circle", "circle", "circle"]
    assert list(marker.color) == [LIGHT.worse, LIGHT.main, LIGHT.main, LIGHT.surface]


def test_crowded_items_are_numbered_with_a_list_below():
    crowd = pd.concat([ITEMS.head(1)] * 6).assign(question=[f"题目{place}" for place in range(6)], score=[70.0, 70.1, 70.2, 70.3, 70.4, 95])

    figure = draw_importance(crowd, LIGHT)

    assert [text.strip() for text in figure.data[0].text] == ["1", "2", "3", "4", "5", "6"]
    assert "1 题目0" in notes(figure) and "6 题目5" in notes(figure)


def test_a_long_name_is_numbered_rather_than_cut():
    figure = draw_importance(ITEMS.assign(label=["护士操作是否熟练、动作是否轻柔", "乙", "丙", "丁"]), LIGHT)

    assert "1 护士操作是否熟练、动作是否轻柔" in notes(figure)
