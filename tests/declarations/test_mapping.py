"""A mapping file is read strictly: what it names must be declared."""

from pathlib import Path

import pytest

from survey.declarations import load_declarations
from survey.declarations.mapping import read_mapping
from survey.domain.asking.day_format import DayFormat, read_day
from survey.domain.asking.mapping import ImportMapping
from survey.domain.errors import SurveyError

SCENARIO = Path(__file__).parents[1] / "scenarios" / "real_input"

WHOLE = """
id = ["number"]
[date]
column = "day"
formats = ["dd/mm/yyyy"]
unreadable = "unknown"
[unit]
column = "service"
values = { "Patient  Transport" = "transport", "" = "unknown" }
[mode]
value = "unrecorded"
[[question]]
key = "fft"
column = "score"
blank = ["NA"]
[[question]]
key = "comment"
columns = ["good", "better"]
"""


def read(folder: Path, text: str) -> ImportMapping:
    file = folder / "map.toml"
    file.write_text(text, encoding="utf-8")
    declarations = load_declarations(SCENARIO / "data")
    return read_mapping(file, declarations, declarations.programme("fft"), "friends_and_family")


def test_a_whole_mapping_names_its_columns(tmp_path):
    mapping = read(tmp_path, WHOLE)

    assert mapping.columns == ("number", "day", "service", "score", "good", "better")
    assert mapping.places["unit"].values == {"Patient Transport": "transport", "": "unknown"}
    assert mapping.places["mode"].fixed == "unrecorded"
    assert not mapping.day.is_refused_unreadable


@pytest.mark.parametrize(
    ("was", "becomes", "word"),
    [
        ('"transport"', '"taxi"', "taxi"),
        ('"unrecorded"', '"pigeon"', "pigeon"),
        ('key = "fft"', 'key = "nps"', "nps"),
        ('blank = ["NA"]', 'empty = ["NA"]', "empty"),
        ('blank = ["NA"]', 'values = { good = "9" }', "9"),
        ('"dd/mm/yyyy"', '"dd/mm"', "dd/mm"),
        ('unreadable = "unknown"', 'unreadable = "guess"', "guess"),
        ('[mode]\nvalue = "unrecorded"', "", "mode"),
        ('key = "comment"', 'key = "fft"', "columns"),
        ('id = ["number"]', 'id = ["number"]\nheader_rows = 0', "header_rows"),
    ],
)
def test_what_is_not_declared_is_refused_by_file_and_name(tmp_path, was, becomes, word):
    with pytest.raises(SurveyError) as refused:
        read(tmp_path, WHOLE.replace(was, becomes, 1))

    assert "map.toml" in refused.value.where and word in str(refused.value)


def test_questions_that_are_read_alike_may_share_one_entry(tmp_path):
    with pytest.raises(SurveyError) as refused:
        read(tmp_path, WHOLE.replace('key = "fft"\ncolumn = "score"', 'keys = ["fft", "comment"]', 1))

    assert "意见题" in refused.value.what


@pytest.mark.parametrize(
    ("text", "formats", "day"),
    [
        ("30/09/2021", ["dd/mm/yyyy"], "2021-09-30"),
        ("9/30/2021", ["dd/mm/yyyy"], None),
        ("10/31/2021", ["dd/mm/yyyy"], None),
        ("1/2/2021", ["dd/mm/yyyy"], None),
        ("1/2/2021", ["d/m/yyyy"], "2021-02-01"),
        ("01/02/2021", ["dd/mm/yyyy", "mm/dd/yyyy"], None),  # both fit, and differ: nobody can tell
        ("30/09/2021", ["dd/mm/yyyy", "mm/dd/yyyy"], "2021-09-30"),
        ("2025年3月1日", ["yyyy年m月d日"], "2025-03-01"),
        ("20250301", ["yyyymmdd"], "2025-03-01"),
        ("2015-03-18 09:52:14", [], "2015-03-18"),
        ("30/09/2021 14:05", ["dd/mm/yyyy HH:MM"], "2021-09-30"),
        ("31/02/2021", ["dd/mm/yyyy"], None),
        ("yesterday", ["dd/mm/yyyy"], None),
    ],
)
def test_a_day_is_read_strictly_or_not_at_all(text, formats, day):
    found = read_day(text, [DayFormat(form) for form in formats])

    assert (found.isoformat() if found else None) == day


def test_a_folder_in_place_of_a_mapping_file_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "map.toml").mkdir()
    declarations = load_declarations(SCENARIO / "data")

    with pytest.raises(SurveyError, match="读不了"):
        read_mapping(tmp_path / "map.toml", declarations, declarations.programme("fft"), "friends_and_family")
