"""The verb that measures any table of answers: reliability, importance, penalty and reward."""

import argparse
import json
import re
from pathlib import Path

import pandas as pd

from survey.actions.measuring import Asked, Measured, measure_file
from survey.domain.errors import SurveyError
from survey.domain.noticing.quadrants import axes
from survey.domain.noticing.wording import kind_in_words, quadrant_in_words
from survey.locale import _
from survey.terminal import DONE

NUMBER = r"(-?\d+(?:\.\d+)?)"
SCALE = re.compile(f"{NUMBER}-{NUMBER}")


def add_options(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", type=Path, help="a .csv or .xlsx file, one row a respondent")
    verb.add_argument("--questions", required=True, type=_listed, help="columns to measure: a,b,c")
    verb.add_argument("--reversed", default=(), type=_listed, help="those of them that are asked the other way round")
    verb.add_argument("--scale", default="", help="the lowest and highest answer: 1-7")
    verb.add_argument("--overall", default="", help="the column that the questions are to explain")
    verb.add_argument("--where", action="append", default=[], metavar="COLUMN=VALUE", help="only these rows; may be repeated")
    verb.add_argument("--header-rows", type=int, default=1, choices=range(1, 10), metavar="N", help="the first names the columns")
    verb.add_argument("--json", action="store_true")


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in text.split(","))))


def measures(_office: None, options: argparse.Namespace) -> int:
    """Measure a table of anybody's answers: reliability, items, and what explains an overall question."""
    asked = Asked(
        options.questions, options.reversed, _scale(options.scale), options.overall.strip(),
        tuple(map(_condition, options.where)), options.header_rows,
    )
    found = measure_file(options.file, asked)
    print(json.dumps(_as_json(found), ensure_ascii=False, indent=1) if options.json else "\n".join(_told(found)))
    return DONE


def _scale(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    match = SCALE.fullmatch(text.strip())
    if not match or not float(match[1]) < float(match[2]):
        raise SurveyError("--scale", _("看不懂“{text}”。").format(text=text[:40]), _("请写最低分和最高分，如 1-7。"))
    return float(match[1]), float(match[2])


def _condition(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not equals or not column.strip():
        raise SurveyError("--where", _("看不懂“{text}”。").format(text=text[:40]), _("请写成 列名=值。"))
    return column.strip(), value.strip()


def _told(found: Measured) -> list[str]:
    alpha, (low, high) = found.alpha, found.scale
    lines = [
        _("{rows} 行（全表 {all} 行，另有 {misfits} 行格数不对，未计），量表 {low:g}–{high:g}").format(
            rows=found.rows, all=found.rows_in_file, misfits=found.misfits, low=low, high=high
        ),
        _("α = {value:.4f}（95% 区间 {low:.4f}–{high:.4f}），{items} 道题，{n} 行答全").format(**vars(alpha)),
        _table(found.items),
    ]
    if found.not_numbers:
        blank = _("空白")
        counted = _("、").join(f"{text or blank} {count}" for text, count in found.not_numbers.most_common(10))
        lines.append(_("不是数、按缺失算的格子：{counted}").format(counted=counted))
    return lines + ([found.not_studied] if found.not_studied else _told_importance(found))


def _told_importance(found: Measured) -> list[str]:
    if found.importance is None:
        return []
    score, importance = axes(found.importance)
    words = [
        quadrant_in_words(quadrant, is_borderline)
        for quadrant, is_borderline in zip(found.importance["quadrant"], found.importance["is_borderline"])
    ]
    r_squared, low, high = found.r_squared
    lines = [
        _("R² = {value:.4f}（95% 区间 {low:.4f}–{high:.4f}），{n} 行；各题的重要性是它在 R² 里的份额（LMG）").format(
            value=r_squared, low=low, high=high, n=found.n
        ),
        _("分界：得分 {score:.1f}，重要性 {importance:.3f}（各题平均）").format(score=score, importance=importance),
        _table(found.importance.assign(quadrant=words).drop(columns="is_borderline")),
        _table(found.penalties.assign(kind=found.penalties["kind"].map(kind_in_words))),
    ]
    return lines if found.is_tied else [_("看不出这些题和总体有关联。"), *lines]


def _table(table: pd.DataFrame) -> str:
    return table.round(4).to_string(index=False, na_rep="—")


def _as_json(found: Measured) -> dict:
    """As the dataclass has it, tables as records; NaN is null."""
    return {
        name: json.loads(value.to_json(orient="records", double_precision=10)) if isinstance(value, pd.DataFrame)
        else vars(value) if name == "alpha" else value
        for name, value in vars(found).items()
    }
