"""Hostile texts in every field that takes text: refused in a sentence, or stored and shown as the text they are."""

from dataclasses import replace
from html import escape
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import Workbook

from survey.actions.asking import Submission, take_response
from survey.actions.exporting import export_responses
from survey.actions.handling import Entry, list_cases, move_case, open_case, steps_of
from survey.actions.importing import describe, import_file
from survey.actions.keying import LONGEST_REASON, void_response
from survey.domain.counting.period import ALL
from survey.domain.errors import SurveyError
from survey.domain.handling.case import LONGEST_BY, LONGEST_NOTE, Wanted
from survey.domain.keeping.actor import CONSOLE
from survey.domain.typed_text import storable
from survey.screens.refusal import plain
from survey.store.response_reading import comments_frame
from survey.workbook.tables import read_table
from tests.conftest import NOW
from tests.scenarios.hostile.texts import AS_TYPED, LONG, MENDED, NOTHING
from tests.screens.visitor import answers

WARD, BOOK = "/q/lianxin/inpatient/ward-neurology", "/book/complaints/ward-neurology"
STORED = {text: text for text in AS_TYPED.values()} | dict(MENDED.values())
MAP = """
id = ["n"]
[unit]
value = "ward-urology"
[mode]
value = "qr"
[[question]]
key = "overall"
column = "o"
[[question]]
key = "comment"
column = "c"
"""


def comments(office) -> list[str]:
    return comments_frame(office.database, "lianxin", "inpatient", ALL)["text"].tolist()


def with_comment(phone, text: str):
    """On the form's page with the comment, which is then sent."""
    phone.open(WARD).press("next").press("next", a_smile="5")
    while "a_comment" not in phone.form.fields:
        phone.press("next")
    phone.press("send" if ("go", "send") in phone.form.buttons else "next", a_comment=text)
    return phone if phone.status != 200 or "/receipt/" in phone.address else phone.press("send")


def an_entry(office, text: str = "夜里太吵", number: int = 0) -> str:
    id = f"hostile-entry-{number:04}"
    open_case(office, Entry(id, "complaints", "opinion", "ward-urology", "book", "", text, True, "form"), NOW)
    return id


def a_response(office, number: int = 0, **raw: str) -> str:
    id = f"hostile-response-{number:04}"
    sent = {"overall": "5"} | raw
    take_response(office, Submission(id, "lianxin", "inpatient", 1, "qr", "form", sent, unit="ward-urology"), NOW)
    return id


@pytest.mark.parametrize(("typed", "kept"), STORED.items(), ids=[*AS_TYPED, *MENDED])
def test_what_is_stored_is_what_one_can_read(typed, kept):
    assert storable(typed) == kept
    assert storable(kept) == kept


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_that_nobody_can_see_is_none(text):
    assert storable(text) == ""


def test_halves_of_characters_are_left_out():
    assert storable("好\ud83d的\udc00") == "好的"


def test_comments_of_a_phone_are_stored_and_shown_again_as_text(phone, office):
    for typed in STORED:
        with_comment(phone, typed)
        assert phone.status == 200 and "/receipt/" in phone.address

    assert sorted(comments(office)) == sorted(STORED.values())


@pytest.mark.parametrize("text", AS_TYPED.values(), ids=AS_TYPED)
def test_a_form_that_comes_back_shows_what_was_typed_as_text(phone, text):
    phone.open(BOOK).switch("en", text=text)

    assert phone.form.fields["text"] == text
    assert escape(text).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in phone.text


def test_texts_that_are_too_long_are_refused_in_a_sentence_and_not_stored(phone, office):
    assert with_comment(phone, "长" * 1001).status == 422 and "请缩短到 1000 字以内" in phone.text
    assert phone.form.fields["a_comment"] == "长" * 1001  # nothing typed is lost
    assert phone.open(BOOK).press("send", text="长" * 2001).status == 422 and "请缩短到 2000 字以内" in phone.text
    for address, field in ((BOOK, "text"), ("/follow/complaints", "code"), ("/withdraw", "code")):
        phone.open(address)
        phone.press(next(value for name, value in phone.form.buttons if name == "go"), **{field: LONG})
        assert phone.status in {404, 413} and "<h1>" in phone.text

    assert comments(office) == [] and list_cases(office, "complaints").empty


def test_entries_of_the_book_are_stored_as_text_and_shown_as_text_to_clerks(phone, visit, office):
    for typed in STORED:
        assert "/receipt/" in phone.open(BOOK).press("send", text=typed).address
    cases = list_cases(office, "complaints")
    assert sorted(cases["text"]) == sorted(STORED.values())

    visitor = visit("book")
    visitor.get_by_key("programme").set_value("complaints").run()
    visitor.get_by_key("do").set_value("list").run()
    assert set(visitor.dataframe[0].value["text"]) == set(STORED.values())
    for case in cases.itertuples():
        look_at(visitor, case.id)
        assert case.text in [text.value for text in visitor.text]  # an element that knows no markup
        assert not [shown for shown in visitor.markdown if case.text in shown.value] and not visitor.exception


def look_at(visitor, id: str):
    visitor.query_params["programme"], visitor.query_params["case"] = "complaints", id
    return visitor.run()


def answer(office, id: str, by: str, note: str) -> None:
    """Somebody of that name answers the entry."""
    move_case(office.acting(replace(CONSOLE, name=by)), id, "complaints", Wanted("answer", note), NOW)


def test_notes_are_shown_as_text_to_citizens_and_clerks_and_names_to_clerks_alone(phone, visit, office):
    for number, (typed, kept) in enumerate(STORED.items()):
        id = an_entry(office, number=number)
        answer(office, id, f"{typed[:20]}某", typed)
        [_opening, step] = steps_of(office, id, "complaints").to_dict("records")
        assert step["note"] == kept

        code = list_cases(office, "complaints").set_index("id").at[id, "code"]
        page = phone.open("/follow/complaints").press("next", code=code).text
        assert escape(kept).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in page
        assert step["by"] not in page

        visitor = look_at(visit("book"), id)
        assert kept in [text.value for text in visitor.text] and not visitor.exception
        assert any(plain(step["by"]) in shown.value for shown in visitor.markdown)


@pytest.mark.parametrize(
    ("by", "note", "word"),
    [
        ("张三", "长" * (LONGEST_NOTE + 1), "太长"), ("长" * (LONGEST_BY + 1), "好", "太长"), (LONG, LONG, "太长"),
        *(("张三", nothing, "要写明内容") for nothing in NOTHING), *((nothing, "好", "没有写经办人") for nothing in NOTHING),
    ],
)
def test_a_note_or_a_name_that_is_nothing_or_too_long_is_refused_and_nothing_moves(office, by, note, word):
    id = an_entry(office)

    with pytest.raises(SurveyError, match=word):
        answer(office, id, by, note)

    assert len(steps_of(office, id, "complaints")) == 1 and list_cases(office, "complaints")["state"].tolist() == ["received"]


def test_a_name_is_one_line(office):
    id = an_entry(office)

    answer(office, id, "张三\n\n# 题\t李四", "好")

    assert steps_of(office, id, "complaints")["by"].tolist()[1:] == ["张三 # 题 李四"]


def test_the_longest_name_fits_its_column(office):
    id = an_entry(office)

    answer(office, id, "😀" * LONGEST_BY, "好")

    assert steps_of(office, id, "complaints")["by"].tolist()[1:] == ["😀" * LONGEST_BY]


def test_reasons_of_voiding_are_stored_as_text(office):
    fitting = {typed: kept for typed, kept in STORED.items() if len(kept) <= LONGEST_REASON}
    ids = {a_response(office, number): typed for number, typed in enumerate(fitting)}

    for id, typed in ids.items():
        void_response(office, id, typed, NOW)

    with office.database.reading() as connection:
        of_ours = {"mine": office.database.organisation}
        rows = connection.execute(sa.text("SELECT id, void_reason FROM response WHERE organisation = :mine"), of_ours).all()
    assert {id: reason for id, reason in rows} == {id: fitting[typed] for id, typed in ids.items()}


@pytest.mark.parametrize("reason", [*NOTHING, "长" * (LONGEST_REASON + 1), LONG])
def test_a_reason_that_is_nothing_or_too_long_voids_nothing(office, reason):
    id = a_response(office, comment="好")

    with pytest.raises(SurveyError):
        void_response(office, id, reason, NOW)

    assert comments(office) == ["好"]


def texts_for_files(ending: str) -> list[str]:
    """A .csv with a NUL is no text; in a workbook a row with one is refused, and XML has no other control characters."""
    fit = [text for text in STORED if "\0" not in text]
    return [text for text in fit if not {"\x1b", "\uffff", "\r"} & set(text)] if ending == "xlsx" else fit


def a_file(folder: Path, ending: str, texts: list[str]) -> Path:
    path = folder / f"rows.{ending}"
    if ending == "xlsx":
        book = Workbook()
        book.active.append(["n", "o", "c"])
        for number, text in enumerate(texts, 2):
            book.active.append([number, 5, None])
            book.active.cell(number, 3).value = text.replace("_x", "_x005F_x")
            book.active.cell(number, 3).data_type = "s"
        book.save(path)
    else:
        rows = "".join(f'{number},5,"{text.replace(chr(34), chr(34) * 2)}"\n' for number, text in enumerate(texts))
        path.write_bytes(f"n,o,c\n{rows}".encode())
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_comments_of_a_file_are_stored_exported_and_read_back_as_text(office, tmp_path, ending):
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    texts = texts_for_files(ending)

    report = import_file(
        office, "lianxin", "inpatient", a_file(tmp_path, ending, texts), tmp_path / "map.toml", NOW, folder=tmp_path
    )
    for name in ("out.csv", "out.xlsx"):
        export_responses(office, "lianxin", "inpatient", ALL, tmp_path / name, NOW)

    wanted = sorted(STORED[text] for text in texts)
    assert (report.saved, report.refused_rows) == (len(texts), 0)
    assert sorted(comments(office)) == wanted
    for name in ("out.csv", "out.xlsx"):
        cells = read_table(tmp_path / name).cells
        assert sorted(cells[next(column for column in cells if column.startswith("comment "))]) == wanted


def test_a_report_of_an_import_commands_no_terminal_and_forges_no_line(office, tmp_path):
    (tmp_path / "map.toml").write_text(MAP, encoding="utf-8")
    path = tmp_path / "rows.csv"
    path.write_text('n,o,c\n1,"9\x1b[2J\n答卷 99 份：新存 99 份\u202e",\n', encoding="utf-8")

    report = import_file(office, "lianxin", "inpatient", path, tmp_path / "map.toml", NOW, folder=tmp_path)

    lines = describe(report)
    assert report.refused_rows == 1
    assert not {"\x1b", "\u202e", "\n"} & set("".join(lines))


def test_a_refusal_quotes_what_one_does_not_see_as_a_mark():
    refusal = SurveyError("a\x1b[31m.csv", "没有“\u202e甲\0”。", "请改。")

    assert str(refusal) == "a�[31m.csv: 没有“�甲�”。 请改。"


def test_the_latest_comments_are_shown_as_text_on_the_dashboard(visit, office):
    answers(office, "ward-urology", "5", 12)
    for number, text in enumerate(STORED):
        a_response(office, number, comment=text)

    visitor = visit("lianxin")
    visitor.get_by_key("part").set_value("comments").run()

    shown = {text.value for text in visitor.text}
    assert len(shown & set(STORED.values())) == 20 and not visitor.exception  # as many as the page shows
    assert not [one for one in (*visitor.markdown, *visitor.caption) if any(text in one.value for text in STORED.values())]
