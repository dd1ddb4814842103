"""Measuring any table of answers, one row a respondent: somebody's own file, of which nothing is kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from survey.domain.columns import IMPORTANCE, ITEMS, PENALTIES
from survey.domain.errors import SurveyError
from survey.domain.judging.cronbach import Alpha, reversed_items
from survey.domain.judging.reliability_study import find_reliability
from survey.domain.noticing.importance_study import find_importance
from survey.domain.noticing.study import NotStudied, table_of
from survey.locale import _
from survey.workbook.tables import read_table


@dataclass(frozen=True)
class Asked:
    """What is wanted of a table.

    questions  its columns to measure; backwards: those of them that are asked the other way round.
    scale      the lowest and highest answer; None: as they occur.
    overall    the column that the questions are to explain, in its own unit; "" for none.
    where      column and value: only rows that say so count.
    """

    questions: tuple[str, ...]
    backwards: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None
    overall: str = ""
    where: tuple[tuple[str, str], ...] = ()
    header_rows: int = 1


@dataclass(frozen=True)
class Measured:
    """What was found over `rows` of all `rows_in_file`; `misfits` had another number of cells and count nowhere.

    scale       as asked, or as it occurs; not_numbers: cells of the questions that are none, by what they say.
    items       columns ITEMS, in the questions' own unit, backward ones turned round.
    importance  columns IMPORTANCE, scores 0-100; penalties: columns PENALTIES, effects in overall's own unit.
    n           rows that answer all questions and overall. Without overall these four are empty, and also where
                `not_studied` says why there are none.
    """

    rows_in_file: int
    rows: int
    misfits: int
    scale: tuple[float, float]
    not_numbers: Counter[str]
    alpha: Alpha
    items: pd.DataFrame
    importance: pd.DataFrame | None = None
    penalties: pd.DataFrame | None = None
    n: int = 0
    r_squared: tuple[float, float, float] | None = None
    is_tied: bool = False
    not_studied: str = ""


def measure_file(path: Path, asked: Asked) -> Measured:
    """Reliability, and with an overall question importance, of a .csv or .xlsx; the encoding is found out.

    Cells that are no numbers (NA, blank) are missing, and counted.
    SurveyError for a column that is not there, a number beyond the scale, a scale that is missing where
    questions are turned round, and for fewer than ten rows that answer every question.
    """
    table = read_table(path, asked.header_rows)
    _refuse_unknown(path.name, table.cells, asked)
    cells = table.cells
    for column, value in asked.where:
        cells = cells[cells[column].str.strip() == value]
    texts = cells[list(asked.questions)].apply(lambda column: column.str.strip())
    numbers = _numbers(texts)
    scale = asked.scale or _as_it_occurs(numbers)
    _refuse_beyond(path.name, numbers, scale)
    items = reversed_items(numbers, asked.backwards, *scale)
    found = find_reliability(items, low=scale[0], high=scale[1])
    told = {
        "rows_in_file": len(table.cells), "rows": len(cells), "misfits": len(table.misfits), "scale": scale,
        "not_numbers": Counter(texts.to_numpy()[numbers.isna().to_numpy()].tolist()),
        "alpha": Alpha(*(float("nan") if value is None else value for value in found["alpha"])),
        "items": table_of(found["table"], ITEMS),
    }
    return Measured(**told, **(_importance(items, _numbers(cells[[asked.overall]])[asked.overall], scale) if asked.overall else {}))


def _importance(items: pd.DataFrame, overall: pd.Series, scale: tuple[float, float]) -> dict:
    low, high = scale
    try:
        found = find_importance((items - low) / (high - low) * 100, overall)
    except NotStudied as refusal:
        return {"not_studied": str(refusal)}
    return {
        "importance": table_of(found["table"], IMPORTANCE), "penalties": table_of(found["penalties"], PENALTIES),
        "n": found["n"], "is_tied": found["is_tied"],
        "r_squared": (found["r_squared"], found["r_squared_low"], found["r_squared_high"]),
    }


def _refuse_unknown(name: str, cells: pd.DataFrame, asked: Asked) -> None:
    wanted = [*asked.questions, *asked.backwards, *filter(None, [asked.overall]), *(column for column, _value in asked.where)]
    if unknown := [column for column in dict.fromkeys(wanted) if column not in cells.columns]:
        raise SurveyError(
            name, _("没有这些列：{names}。").format(names=_("、").join(unknown)),
            _("表里有：{names}。").format(names=_("、").join(map(str, cells.columns[:60]))),
        )
    twice = [column for column, count in Counter([*asked.questions, asked.overall]).items() if count > 1]
    if twice:
        raise SurveyError(name, _("这些列写了不止一次：{names}。").format(names=_("、").join(twice)), _("每一列只写一次。"))
    if asked.backwards and not asked.scale:
        raise SurveyError(_("反向题"), _("不知道量表从几到几，没法反过来算。"), _("请写明量表，如 --scale 1-7。"))


def _numbers(texts: pd.DataFrame) -> pd.DataFrame:
    found = texts.apply(pd.to_numeric, errors="coerce").astype(float)
    return found.where(np.isfinite(found))


def _as_it_occurs(numbers: pd.DataFrame) -> tuple[float, float]:
    values = numbers.to_numpy()[numbers.notna().to_numpy()]
    if not len(values) or values.min() == values.max():
        raise NotStudied(_("信度"), _("这些列里没有数，或者只有一个数。"), _("请核对列名、表头行数和筛选条件。"))
    return float(values.min()), float(values.max())


def _refuse_beyond(name: str, numbers: pd.DataFrame, scale: Sequence[float]) -> None:
    for column in numbers:
        beyond = numbers[column][(numbers[column] < scale[0]) | (numbers[column] > scale[1])]
        if len(beyond):
            raise SurveyError(
                _("{name} 第 {line} 行").format(name=name, line=beyond.index[0]),
                _("“{column}”里的 {value:g} 不在量表 {low:g}–{high:g} 之内。").format(
                    column=column, value=beyond.iloc[0], low=scale[0], high=scale[1]
                ),
                _("请核对量表，或先改这个数。"),
            )
