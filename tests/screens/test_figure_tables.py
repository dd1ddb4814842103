"""Each chart of a dashboard can be taken away as a table, which says what the chart shows."""

from datetime import date
from io import BytesIO

import pandas as pd
import pytest

from survey.actions.charting import read_control_chart
from survey.actions.crossing import read_cross_table
from survey.actions.selecting import Selection
from survey.actions.studying import read_importance
from survey.actions.taking import About
from survey.charts.measure import measure
from survey.domain.counting.period import ALL, year_period
from survey.screens.figure_tables import control_in_words, cross_in_words, importance_in_words
from survey.screens.taking_away import table_bytes
from tests.actions.test_studying import come
from tests.conftest import NOW

YEAR = Selection("lianxin", "inpatient", year_period(2025))


@pytest.fixture
def filled(office):
    """Two wards over two years; in the second, what overall satisfaction follows is known."""
    for first, unit, day in ((0, "ward-urology", date(2024, 10, 5)), (200, "ward-cardiology", date(2024, 11, 5))):
        come(office, 60, unit, first, happened_on=day)
    for first, unit, day in ((400, "ward-urology", date(2025, 9, 5)), (600, "ward-cardiology", date(2025, 10, 5))):
        come(office, 80, unit, first, happened_on=day)
    return office


def elements(visitor, kind: str) -> int:
    return len(visitor.get(kind))


@pytest.mark.parametrize("part", [
    "questions", "changes", "heat", "multiples", "importance", "cross", "modes", "year", "answers",
])  # fmt: skip
def test_every_chart_of_a_dashboard_offers_its_table(visit, filled, part):
    visitor = visit("lianxin").selectbox(key="period").set_value("2025").run()
    visitor.get_by_key("along").set_value("control").run()

    visitor.get_by_key("part").set_value(part).run()

    assert not visitor.exception
    assert elements(visitor, "plotly_chart") >= 2
    assert elements(visitor, "download_button") >= elements(visitor, "plotly_chart")


def test_the_charts_of_the_head_s_page_offer_theirs(visit, filled):
    visitor = visit("minute")

    assert not visitor.exception
    assert elements(visitor, "download_button") == elements(visitor, "plotly_chart") == 3


def test_a_control_chart_s_table_says_points_limits_and_signals(filled):
    chart = read_control_chart(filled, Selection("lianxin", "inpatient", ALL), "overall", "dissatisfied")

    table = control_in_words(chart.points, measure("dissatisfied"), {"month": "月份"})

    shown = chart.points[chart.points["shown"]]
    told = table[table["shown"]]
    assert told["月份"].tolist() == shown["month"].tolist() and told["回答数 n"].tolist() == shown["n"].tolist()
    assert told["不满意率"].tolist() == pytest.approx((shown["value"] * 100).round(2).tolist())
    assert set(told["界限"]) == {"暂定"}


def test_the_table_of_what_matters_most_has_each_question_with_its_interval(filled):
    study = read_importance(filled, YEAR, NOW)
    named = study.table.assign(label=study.table["question"])

    table = importance_in_words(named, study).set_index("题目")

    first = study.table.set_index("question").loc["warmth"]
    assert len(table) == len(study.table)
    assert table.loc["warmth", "影响：占 R² 的份额（%）"] == pytest.approx(first["importance"] * 100, abs=0.005)
    assert table.loc["warmth", "影响，95% 区间下限"] == pytest.approx(first["importance_low"] * 100, abs=0.005)


def test_a_cross_table_s_cells_go_out_with_their_share_and_hidden_ones_empty(filled):
    cross = read_cross_table(filled, YEAR, "unit", "overall")
    cells = cross.cells.assign(row_label=cross.cells["row"], column_label=cross.cells["column"])

    table = cross_in_words(cells, cross, "单位", "总体满意")
    book = table_bytes(filled, "单位 × 总体满意", About("2025"), lambda: table, "zh")

    seen = table[table["shown"]]
    assert seen["人数"].tolist() == cross.cells.loc[cross.cells["shown"], "count"].tolist()
    written = pd.read_excel(BytesIO(book), header=None, engine="openpyxl")
    hidden = ~table["shown"]
    assert hidden.any() and (written.iloc[-len(table):][2].isna() | written.iloc[-len(table):][2].eq("—")).sum() == hidden.sum()

