"""English is complete: every text of the program has a translation with the same placeholders."""

import ast
import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

PROJECT = Path(__file__).parents[1]
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]


def texts_of_the_program() -> set[str]:
    found = {message for _file, _line, message, *_rest in extract_from_dir(PROJECT / "survey", METHODS, keywords={"_": None})}
    return {message for message in found if isinstance(message, str)}


def english() -> dict[str, str]:
    with (PROJECT / "survey" / "locale" / "en.po").open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id}


def test_every_text_has_an_english_translation():
    missing = sorted(text for text in texts_of_the_program() if not english().get(text))

    assert not missing


def test_translations_keep_the_placeholders():
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w*)", text))

    differing = {source: words for source, words in english().items() if names(source) != names(words)}

    assert not differing


def test_the_catalogue_has_nothing_that_nobody_says():
    assert not sorted(set(english()) - texts_of_the_program())


def test_no_text_is_asked_for_inside_an_f_string_where_the_extraction_does_not_look():
    inside = [
        (file.name, call.lineno)
        for file in (PROJECT / "survey").rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text) if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "_"
    ]

    assert not inside


def test_what_is_late_has_one_word():
    other_words = [text for text in texts_of_the_program() if re.search("逾期|超期(?!望)", text)]

    assert not other_words
