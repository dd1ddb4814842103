"""Focal issues: many, and certain enough (measures.md 7, simple form)."""

import pandas as pd

from survey.domain.counting.interval import wilson_interval
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.focal_issue import find_focal_issues

RULE = FocalRule(line=0.10, least_answers=30)


def a_reading(unit: str, bad: int, n: int, is_shown: bool = True) -> dict:
    low, high = wilson_interval(bad, n)
    return {
        "unit": unit, "question": "quiet", "n": n, "dissatisfied": bad / n,
        "dissatisfied_low": float(low), "dissatisfied_high": float(high), "shown": is_shown,
    }


def kinds(*rows: dict) -> dict[str, str]:
    found = find_focal_issues(pd.DataFrame(rows), RULE)
    return dict(zip(found["unit"], found["kind"]))


def test_an_issue_needs_its_lower_bound_over_the_line():
    # 30 of 200: bound .107; 25 of 200: bound .086 although 12.5 % is over the line
    assert kinds(a_reading("a", 30, 200), a_reading("b", 25, 200)) == {"a": "focal", "b": "clue"}


def test_under_thirty_answers_it_is_only_a_clue():
    assert kinds(a_reading("a", 15, 29), a_reading("b", 15, 30)) == {"a": "clue", "b": "focal"}


def test_what_is_hidden_or_under_the_line_is_not_listed():
    assert kinds(a_reading("a", 9, 100), a_reading("b", 5, 9, is_shown=False)) == {}


def test_focal_issues_stand_before_clues_and_the_surest_first():
    assert list(kinds(a_reading("a", 25, 200), a_reading("b", 60, 200), a_reading("c", 100, 200))) == ["c", "b", "a"]
