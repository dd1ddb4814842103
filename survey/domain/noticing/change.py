"""What got better or worse between two periods, by unit and question, and for one question as a whole."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from survey.domain.columns import CHANGES, FIGURE_CHANGES, shaped
from survey.domain.counting.difference import newcombe_difference, newcombe_p, welch_difference, welch_p
from survey.domain.counting.interval import score_variance
from survey.domain.counting.reading import FIGURES, SUMS, newest
from survey.domain.counting.small_numbers import MINIMUM, hide_small
from survey.domain.noticing.false_discovery import LARGEST_SHARE, benjamini_hochberg
from survey.domain.noticing.verdict import FEW, SAME, verdict_of

CELL = ("unit", "question")
COMPARED = ("score", "dissatisfied")


def changes(
    before: pd.DataFrame, now: pd.DataFrame, figures: Sequence[str] = COMPARED, hidden: Collection[str] = ()
) -> dict[str, pd.DataFrame]:
    """Weighed tallies by unit and question of two periods -> columns CHANGES for each of the figures.

    difference  now − before: scores 0-100 by Welch's interval, shares 0-1 by Newcombe's.
    q           by Benjamini-Hochberg over all that were tested, of all figures together.
    verdict     better or worse where the 95 % interval leaves 0 out and q is at most 10 %; few where either
                period has under ten answers, and then nothing else is told (shown is False).
    Only the segment of a question that is the newest now is compared; before, answers in other words are left out.
    Cells whose score may not be shown beside the totals of their question (`hide_small`), and units in `hidden`,
    are not tested.
    """
    both = _both(before, now, CELL)
    shown = _is_shown(both, "_before") & _is_shown(both, "") & ~both["unit"].isin(list(hidden)).to_numpy()
    found = {figure: _compared(both, figure, shown) for figure in figures}
    p = [np.where(frame["shown"], _p(both, figure), np.nan) for figure, frame in found.items()]
    q = benjamini_hochberg(np.concatenate(p))
    parts = zip(found.items(), np.split(q, len(found)), strict=True)
    return {figure: shaped(_judged(frame.assign(q=own)), CHANGES) for (figure, frame), own in parts}


def figure_changes(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Weighed tallies of one question in two periods -> FIGURE_CHANGES, a row for each figure of a reading.

    One question asked of one whole: the verdict is that of the interval, without correction for many.
    """
    both = _both(before, now, ("question",))
    frames = [_compared(both, figure, np.ones(len(both), dtype=bool)).assign(figure=figure) for figure in FIGURES]
    return shaped(pd.concat(frames, ignore_index=True), FIGURE_CHANGES)


def rises(before, n_before, now, n) -> tuple[np.ndarray, np.ndarray]:
    """Of pairs of counts, whether their share surely rose, and whether it surely fell: Newcombe's p, and
    Benjamini-Hochberg over all pairs of which either n is at least ten. Arrays of one length; the other pairs did neither.
    """
    before, n_before, now, n = (np.asarray(a, dtype=float) for a in (before, n_before, now, n))
    tested = (n >= MINIMUM) & (n_before >= MINIMUM)
    difference, _low, _high = newcombe_difference(now, n, before, n_before)
    q = benjamini_hochberg(np.where(tested, newcombe_p(now, n, before, n_before), np.nan))
    is_real = q <= LARGEST_SHARE
    return is_real & (difference > 0), is_real & (difference < 0)


def _both(before: pd.DataFrame, now: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """The SUMS of either period side by side, those before with `_before`; what was not answered is 0, and a
    question without points and grades has no row.
    """
    now = newest(now)
    segments = now.groupby("question")["segment"].max()
    same = before[before["segment"] == before["question"].map(segments)]
    sums = [frame.groupby(list(by))[list(SUMS)].sum() for frame in (now, same)]
    both = sums[0].join(sums[1].add_suffix("_before"), how="outer").fillna(0.0).reset_index()
    counts = [name + end for name in ("n", "scored") for end in ("", "_before")]
    return both[both[counts].any(axis=1)].reset_index(drop=True)


def _is_shown(both: pd.DataFrame, end: str) -> np.ndarray:
    counts = pd.DataFrame({"question": both["question"], "n": both[f"n{end}"], "scored": both[f"scored{end}"]})
    return hide_small(counts, totals=[["question"]])["shown"].to_numpy()


def _compared(both: pd.DataFrame, figure: str, shown: np.ndarray) -> pd.DataFrame:
    """before, now, both n, difference with its bounds and verdict of one figure; NaN and 0 where it is not shown."""
    base, compare = ("scored", _scores) if figure == "score" else ("n", _shares)
    n0, n1 = (both[base + end].to_numpy(dtype=float) for end in ("_before", ""))
    shown = shown & (n0 >= MINIMUM) & (n1 >= MINIMUM)
    value0, value1, difference, low, high = (np.where(shown, a, np.nan) for a in compare(both, figure, n0, n1))
    told = {
        "before": value0, "n_before": np.where(shown, n0, 0).astype(int), "now": value1, "n": np.where(shown, n1, 0).astype(int),
        "difference": difference, "low": low, "high": high,
        "verdict": verdict_of(low, high, figure != "dissatisfied"), "shown": shown,
    }  # fmt: skip
    return pd.DataFrame({name: both[name] for name in CELL if name in both} | told)


def _p(both: pd.DataFrame, figure: str) -> np.ndarray:
    """The p-value of each difference, hidden ones too."""
    if figure == "score":
        return welch_p(*_means(both, ""), *_means(both, "_before"))
    return newcombe_p(*(both[name + end] for end in ("", "_before") for name in (figure, "n")))


def _scores(both: pd.DataFrame, _figure: str, _n0: np.ndarray, _n1: np.ndarray) -> tuple:
    before, now = _means(both, "_before"), _means(both, "")
    return before[1], now[1], *welch_difference(*now, *before)


def _means(both: pd.DataFrame, end: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n, total, squares = (both[name + end].to_numpy(dtype=float) for name in ("scored", "total", "squares"))
    return n, total / np.maximum(n, 1), score_variance(n, total, squares)


def _shares(both: pd.DataFrame, figure: str, n0: np.ndarray, n1: np.ndarray) -> tuple:
    x0, x1 = (both[figure + end].to_numpy(dtype=float) for end in ("_before", ""))
    return x0 / np.maximum(n0, 1), x1 / np.maximum(n1, 1), *newcombe_difference(x1, n1, x0, n0)


def _judged(frame: pd.DataFrame) -> pd.DataFrame:
    """What does not pass the correction for many tests is no clear difference."""
    is_noise = (frame["verdict"] != FEW) & (frame["q"] > LARGEST_SHARE)
    return frame.assign(verdict=frame["verdict"].mask(is_noise, SAME))
