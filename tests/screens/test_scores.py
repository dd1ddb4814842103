"""Score cards on the screen, and the workbook behind its button."""

from io import BytesIO

from openpyxl import load_workbook

from survey.screens.scores import workbook_bytes
from tests.screens.visitor import answers, texts


def test_a_card_shows_each_mark_with_its_reading_and_names_what_is_missing(visit, office):
    answers(office, "ward-urology", "4", 40)
    visitor = visit("scores")

    visitor.selectbox(key="subject").set_value("ward-urology").run()

    marks = visitor.dataframe[1].value
    overall = marks[marks["name"] == "患者总体满意度得分"].iloc[0]
    assert (overall["value"], overall["n"]) == ("75.0", 40)
    assert list(marks[marks["block"] == "查实"]["value"]) == ["0", "0"]  # nothing verified of a ward that was in service
    assert (marks["value"] == "缺").sum() == len(marks) - 3
    assert "缺项：护理态度得分" in texts(visitor)


def test_nobody_without_readings_gets_a_nought(visit):
    visitor = visit("scores")

    assert visitor.dataframe[0].value["total"].isna().all()
    assert set(visitor.dataframe[0].value["remark"]) == {"不足以评价"}


def test_the_year_is_the_latest_with_enough_responses(visit, office):
    answers(office, "ward-urology", "4", 40)

    assert visit("scores").selectbox(key="year").value == "2025"


def test_the_workbook_is_written_in_the_readers_language(office):
    answers(office, "ward-urology", "4", 40)

    book = load_workbook(BytesIO(workbook_bytes(office, 2025, "zh")))

    assert "封面与口径" in book.sheetnames
