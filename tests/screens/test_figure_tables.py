"""Each chart of a dashboard can be taken away as a table, which says what the chart shows."""

from datetime import date
from io import BytesIO
from itertools import takewhile

import openpyxl
import pandas as pd
import pytest

from survey.actions.charting import read_control_chart
from survey.actions.comparing import read_mode_adjusted
from survey.actions.crossing import read_cross_table
from survey.actions.minute import read_noticed
from survey.actions.selecting import Selection
from survey.actions.studying import read_importance
from survey.actions.taking import About
from survey.charts.measure import measure
from survey.domain.counting.period import ALL, Period, year_period
from survey.screens.figure_methods import control_definition
from survey.screens.figure_tables import adjusted_in_words, control_in_words, cross_in_words, importance_in_words
from survey.screens.minute_about import about_control, about_funnel, about_importance, whose
from survey.screens.taking_away import table_bytes
from tests.actions.cast import actor_of
from tests.actions.test_studying import come
from tests.conftest import NOW
from tests.screens.visitor import answers

YEAR = Selection("lianxin", "inpatient", year_period(2025))


@pytest.fixture
def filled(office):
    """Two wards over two years; in the second, what overall satisfaction follows is known."""
    for first, unit, day in ((0, "ward-urology", date(2024, 10, 5)), (200, "ward-cardiology", date(2024, 11, 5))):
        come(office, 60, unit, first, happened_on=day)
    for first, unit, day in ((400, "ward-urology", date(2025, 9, 5)), (600, "ward-cardiology", date(2025, 10, 5))):
        come(office, 80, unit, first, happened_on=day)
    return office


@pytest.fixture
def fallen(filled):
    """Besides, a ward that was liked in everything and is not any more."""
    rated = filled.declarations.programme("lianxin").questionnaire("inpatient").rated
    scales = {question.key: [option for option in question.scale.options if option.points is not None] for question in rated}
    for code, extreme, day in (("5", max, date(2024, 11, 5)), ("1", min, date(2025, 10, 5))):
        given = {key: extreme(options, key=lambda option: option.points).code for key, options in scales.items() if key != "overall"}
        answers(filled, "ward-nephrology", code, 60, day, **given)
    return filled


def keys(visitor, kind: str, prefix: str) -> set[str]:
    """The names under which figures are drawn, or files offered, without what their keys begin with."""
    return {element.proto.id.partition(f"-{prefix}")[2] for element in visitor.get(kind)} - {""}


def lines_of(book: bytes) -> dict[str, str]:
    """What stands above the table."""
    rows = openpyxl.load_workbook(BytesIO(book)).active.iter_rows(min_row=2, max_col=2, values_only=True)
    return dict(takewhile(lambda row: row[0], rows))


@pytest.mark.parametrize("part", [
    "questions", "changes", "heat", "multiples", "importance", "cross", "modes", "year", "answers",
])  # fmt: skip
def test_every_chart_of_a_dashboard_offers_its_table(visit, fallen, part):
    visitor = visit("lianxin").selectbox(key="period").set_value("2025").run()
    visitor.get_by_key("along").set_value("control").run()

    visitor.get_by_key("part").set_value(part).run()

    assert not visitor.exception
    drawn = keys(visitor, "plotly_chart", "figure_")
    assert {name.split(" ")[0] for name in drawn} == {"control", "units", part}
    assert drawn <= keys(visitor, "download_button", "take_")


def test_the_charts_of_the_head_s_page_offer_theirs(visit, filled):
    visitor = visit("minute")

    assert not visitor.exception
    assert keys(visitor, "plotly_chart", "figure_") == {"control", "funnel", "importance"}
    assert keys(visitor, "download_button", "take_minute_") == {"control", "funnel", "importance"}


def test_each_chart_of_the_head_s_page_says_its_own_period_and_n(filled):
    found = read_noticed(filled, "lianxin", Period("2025-10", "2025-12"), NOW)
    asked, charts = filled.declarations.programme("lianxin").questionnaire("inpatient"), found.charts["inpatient"]
    table = charts.importance.table.assign(label="")

    told = about_control(filled, asked, charts), about_funnel(filled, asked, charts, found.period), about_importance(filled, asked, charts, table)

    assert [about.period for about in told] == ["2024-01 至 2025-12", "2025-10 至 2025-12", "2025"]
    assert [about.n for about in told] == ["n = 280", "n = 80", "n = 160"]
    assert "控制界限不是置信区间" in told[0].interval and told[1].interval == "" and "重复抽样" in told[2].interval


def test_the_file_of_somebody_who_sees_one_ward_says_which(filled):
    head = filled.acting(actor_of("head_of_unit"))

    assert whose(filled, filled.declarations.programme("lianxin").questionnaire("inpatient")) == "住院患者满意度问卷"
    assert whose(head, filled.declarations.programme("lianxin").questionnaire("inpatient")).endswith(" · 泌尿外科")


def test_what_a_figure_says_stands_above_its_table_and_a_line_without_words_does_not(filled):
    about = About("2025", definition=control_definition("dissatisfied"), interval="", says="在正常波动之内")

    lines = lines_of(table_bytes(filled, "控制图", about, lambda: pd.DataFrame({"n": [10]}), "zh"))

    assert lines["结论"] == "在正常波动之内" and "区间" not in lines
    assert lines["怎么算"].startswith("不满意率：") and "Laney 2002" in lines["怎么算"] and "NHS" not in lines["怎么算"]


def test_adjusted_scores_go_out_as_numbers(filled):
    found = read_mode_adjusted(filled, YEAR, "overall").figures

    table = adjusted_in_words(found.assign(label=found["unit"]))

    assert table["单位"].tolist() == ["ward-cardiology", "ward-urology"] and table["回答数 n"].tolist() == [80, 80]
    for column, figure in (("校正后得分", "adjusted"), ("校正后得分，95% 区间下限", "low"), ("校正后得分，95% 区间上限", "high")):
        assert table[column].tolist() == pytest.approx(found[figure].tolist(), abs=0.005)


def test_of_a_ward_of_nine_no_adjusted_score_goes_out(filled):
    # measures.md 8
    come(filled, 9, "ward-orthopaedics", 900, happened_on=date(2025, 9, 5))
    found = read_mode_adjusted(filled, YEAR, "overall").figures

    table = adjusted_in_words(found.assign(label=found["unit"]))
    book = table_bytes(filled, "校正填写方式之后", About("2025"), lambda: table, "zh")

    [row] = [row for row in openpyxl.load_workbook(BytesIO(book)).active.iter_rows(values_only=True) if row[0] == "ward-orthopaedics"]
    assert set(row[1:-1]) == {"—"}


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
