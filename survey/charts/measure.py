"""A measure: one figure of a reading as it is drawn, with its name, its unit and its part of the scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import pandas as pd

from survey.locale import _

# The lines of the domain (measures.md 8), which this room may not import; a test holds them together.
MINIMUM, TENTATIVE = 10, 30

NUMBERS = ("value", "low", "high", "n", "is_tentative")


@dataclass(frozen=True)
class Measure:
    """`column` of a reading; times `factor` it stands on a scale from 0 to 100 of `unit`."""

    column: str
    name: str
    unit: str
    factor: float
    base: str

    def of_whole(self, value: float | None) -> float | None:
        """The whole's figure on this scale; a hidden one (NaN) is none."""
        return None if value is None or pd.isna(value) else value * self.factor

    def text(self, value: float) -> str:
        return f"{value:.1f}{self.unit}"

    def interval_text(self, low: float, high: float) -> str:
        return "—" if pd.isna(low) else f"{low:.1f}–{high:.1f}{self.unit}"


def measure(column: str) -> Measure:
    """The score, or one of the rates, each under its own name: 满意率 alone has three meanings (measures.md 2)."""
    if column == "score":
        return Measure(column, _("得分"), "", 1.0, "scored")
    names = {
        "top1": _("非常满意率"),
        "top2": _("满意及以上率"),
        "top3": _("基本满意及以上率"),
        "dissatisfied": _("不满意率"),
    }
    return Measure(column, names[column], "%", 100.0, "n")


def is_hidden(frame: pd.DataFrame) -> pd.Series:
    if "shown" not in frame:
        return pd.Series(False, index=frame.index)
    return ~frame["shown"].astype(bool)


def numbers(frame: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """The frame with NUMBERS, on the scale 0-100; hidden rows have NaN.

    n counts the answers behind this very figure: those with points for the score, the base for a rate.
    """
    base = measure.base if measure.base in frame else "n"
    hidden = is_hidden(frame)
    ends = {"value": "", "low": "_low", "high": "_high"}
    return frame.assign(
        **{
            name: frame[measure.column + end].astype(float).where(~hidden) * measure.factor
            for name, end in ends.items()
        },
        n=frame[base],
        is_tentative=(frame[base] < TENTATIVE) & ~hidden,
    )


def scaled(frame: pd.DataFrame, measure: Measure, columns: Sequence[str]) -> pd.DataFrame:
    """The frame with these columns on the scale 0-100 (a difference: -100 to 100); hidden rows have NaN.

    `is_tentative` says which rows stand on 10 to 29 answers.
    """
    hidden = is_hidden(frame)
    figures = {name: frame[name].astype(float).where(~hidden) * measure.factor for name in columns}
    return frame.assign(**figures, is_tentative=(frame["n"].astype(float) < TENTATIVE) & ~hidden)


def part_of_scale(drawn: pd.DataFrame, *also: float | None) -> tuple[int, int]:
    """The part of 0-100 that holds every interval (and `also`), cut at fives, with a little air."""
    values = [*drawn["low"].dropna(), *drawn["high"].dropna(), *drawn["value"].dropna()]
    values += [value for value in also if value is not None]
    low, high = floor((min(values) - 1) / 5) * 5, ceil((max(values) + 1) / 5) * 5
    return max(0, low), min(100, high)


def axis_title(measure: Measure, part: Sequence[int]) -> str:
    """Name, unit and the part shown: an axis that doesn't begin at 0 says so."""
    low, high = part
    if measure.column == "score":
        return _("{name}（满分 100，图示 {low}–{high}）").format(name=measure.name, low=low, high=high)
    return _("{name}（%，图示 {low}–{high}）").format(name=measure.name, low=low, high=high)


def hover_text(heading: str, measure: Measure, row) -> str:
    """Heading, value, interval and n of one row of `numbers`."""
    lines = [
        f"<b>{heading}</b>",
        _("{name} {value}").format(name=measure.name, value=measure.text(row.value)),
        _("95% 区间 {interval}").format(interval=measure.interval_text(row.low, row.high)),
        f"n = {row.n:,.0f}",
    ]
    if row.is_tentative:
        lines.append(_("仅供参考：不足 {line} 份").format(line=TENTATIVE))
    return "<br>".join(lines)
