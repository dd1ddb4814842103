"""Columns of a file -> codes, comments and days; each different text is judged once."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from survey.domain.asking.day_format import read_day
from survey.domain.asking.mapping import DaySource, Source, tidy
from survey.domain.errors import SurveyError
from survey.locale import _


class Fault(NamedTuple):
    """One thing that is wrong in one line; the columns REFUSED."""

    line: int
    column: str
    value: str
    reason: str


class Days(NamedTuple):
    """`keys` hold a text for each row, the same for the same day, "" for none; `by_key` the day, None if unreadable."""

    keys: np.ndarray
    by_key: dict[str, date | None]


def read_cells(rows: pd.DataFrame, source: Source, accept: Callable[[str], str]) -> tuple[np.ndarray, list[Fault]]:
    """The accepted code of each row, "" where nothing is given; and what was refused, by line."""
    if source.fixed:
        return np.full(len(rows), source.fixed, dtype=object), []
    return _judge(rows, source.columns[0], lambda text: _code(source, tidy(text), accept))


def _judge(rows: pd.DataFrame, column: str, judge: Callable[[str], str]) -> tuple[np.ndarray, list[Fault]]:
    places, texts = pd.factorize(rows[column].to_numpy())
    judged = [_attempt(judge, text) for text in texts]
    values = np.array([value for value, _reason in judged], dtype=object)[places]
    wrong = np.array([bool(reason) for _value, reason in judged], dtype=bool)[places]
    faults = [
        Fault(line, column, texts[place], judged[place][1]) for line, place in zip(rows.index[wrong], places[wrong])
    ]
    return values, faults


def _attempt(judge: Callable[[str], str], text: str) -> tuple[str, str]:
    try:
        return judge(text), ""
    except SurveyError as refusal:
        return "", str(refusal)


def _code(source: Source, text: str, accept: Callable[[str], str]) -> str:
    if text in source.values:
        return accept(source.values[text])
    if not text or text in source.blank:
        return ""
    if source.otherwise:
        return accept(source.otherwise)
    if source.values:
        raise SurveyError(
            _("对应文件"), _("没有写“{value}”对应什么。").format(value=text[:40]),
            _("写了的有：{values}。").format(values="、".join(source.values)),
        )
    return accept(text)


def read_comments(rows: pd.DataFrame, source: Source) -> list[str]:
    """The comment of each row; several columns become several lines."""
    blank = {"", *source.blank}
    columns = [
        ["" if tidy(text) in blank else text.strip() for text in rows[column].tolist()] for column in source.columns
    ]
    return columns[0] if len(columns) == 1 else ["\n".join(filter(None, texts)) for texts in zip(*columns)]


def read_days(rows: pd.DataFrame, source: DaySource | None, today: date) -> Days:
    """Days to come are as unreadable as what fits no format."""
    if source is None:
        return Days(np.full(len(rows), "", dtype=object), {})
    places, texts = pd.factorize(rows[source.column].to_numpy())
    by_key: dict[str, date | None] = {}
    keys = []
    for text in (tidy(text) for text in texts):
        day = read_day(text, source.formats)
        day = day if day and day <= today else None
        is_blank = not text or text in source.blank
        keys.append("" if is_blank else day.isoformat() if day else text)
        by_key[keys[-1]] = day
    return Days(np.array(keys, dtype=object)[places], by_key)


def unreadable_days(rows: pd.DataFrame, source: DaySource | None, days: Days) -> list[Fault]:
    wrong = [place for place, key in enumerate(days.keys) if key and days.by_key[key] is None]
    return [
        Fault(
            rows.index[place], source.column, rows[source.column].iloc[place],
            _("日期看不懂，或者在将来；可以写成 {formats}。").format(formats="、".join(_known(source))),
        )
        for place in wrong
    ]


def _known(source: DaySource) -> Sequence[str]:
    return dict.fromkeys([*(day_format.text for day_format in source.formats), "yyyy-mm-dd"])
