"""Every clause of the five regulations is named by a test or a declaration, or its absence has a reason."""

import re
import tokenize
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1]
HOW_MANY = {"A": 18, "B": 26, "C": 14, "D": 16, "E": 61, "P": 17}
CLAUSES = {f"{part}{number}" for part, most in HOW_MANY.items() for number in range(1, most + 1)} | {"E50b"}
ELSEWHERE = tomllib.loads((PROJECT / "tests" / "spec" / "clauses_elsewhere.toml").read_text(encoding="utf-8"))
# What looks like a clause in a comment: a letter and up to three digits. Persons and cells have more, or other letters.
CLAUSE = re.compile(r"\b[A-EP]\d{1,3}[a-z]?\b")
RANGE = re.compile(r"\b[A-EP]\d{1,3}[a-z]?\s*(?:-|–|—|~|至|到|\.\.)\s*[A-EP]?\d")


def declared() -> Iterator[tuple[str, str]]:
    """(file, what stands in a `clauses` or `clause` key), of everything in data/."""
    for file in sorted((PROJECT / "data").rglob("*.toml")):
        for clause in _clauses_in(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield str(file.relative_to(PROJECT)), clause


def _clauses_in(table: object) -> Iterator[str]:
    if isinstance(table, list):
        for entry in table:
            yield from _clauses_in(entry)
    elif isinstance(table, dict):
        yield from table.get("clauses", [])
        yield from [table["clause"]] if "clause" in table else []
        for value in table.values():
            yield from _clauses_in(value)


def comments() -> Iterator[tuple[str, str]]:
    """(file and line, comment) of all tests but this one."""
    for file in sorted((PROJECT / "tests").rglob("*.py")):
        if file == Path(__file__):
            continue
        with file.open("rb") as source:
            for token in tokenize.tokenize(source.readline):
                if token.type == tokenize.COMMENT:
                    yield f"{file.relative_to(PROJECT)}:{token.start[0]}", token.string


def named_by_tests() -> set[str]:
    return {clause for _place, comment in comments() for clause in CLAUSE.findall(comment)}


def covered() -> set[str]:
    return (named_by_tests() | {clause for _file, clause in declared()}) & CLAUSES


def test_every_clause_is_named_by_a_test_or_a_declaration_or_has_a_reason():
    missing = CLAUSES - covered() - set(ELSEWHERE)

    assert len(CLAUSES) == 18 + 26 + 14 + 16 + 62 + 17
    assert not sorted(missing)


def test_no_reason_is_given_for_a_clause_that_is_named():
    assert not sorted(set(ELSEWHERE) & covered())


def test_every_reason_is_of_a_clause_and_in_words():
    assert set(ELSEWHERE) <= CLAUSES
    assert all(len(reason.split()) >= 8 for reason in ELSEWHERE.values())


def test_every_declaration_names_clauses_that_exist():
    strangers = sorted({(file, clause) for file, clause in declared() if clause not in CLAUSES})

    assert not strangers


def test_every_comment_of_a_test_names_clauses_that_exist():
    strangers = [(place, set(CLAUSE.findall(text)) - CLAUSES) for place, text in comments()]

    assert not [(place, sorted(names)) for place, names in strangers if names]


def test_no_comment_of_a_test_names_a_range_of_clauses():
    # a range hides what is in the middle
    assert not [place for place, text in comments() if RANGE.search(text)]
