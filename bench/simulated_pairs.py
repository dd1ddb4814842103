"""Intervals and what is decided by them: one figure, two figures, many at once, before and after, focal, modes."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.rate import at_least, at_most, found, mean_share
from bench.table import Figure
from survey.domain.counting.difference import newcombe_difference, newcombe_p
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.mode_adjusted import mode_adjusted
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.false_discovery import LARGEST_SHARE, benjamini_hochberg
from survey.domain.noticing.focal_issue import FOCAL, find_focal_issues
from survey.domain.noticing.remeasure import VERIFIED, outcome

SURVEYS, MANY = 2_000, 100_000
RULE = FocalRule(line=0.10, least_answers=30)
QUESTIONS, WARDS = 12, 14


def rates() -> Iterator[Figure]:
    random = np.random.default_rng(1127)
    yield from _coverage(random)
    yield from _many_cells(random)
    yield from _remeasured(random)
    yield from _focal(random)
    yield from _modes(random)


def _coverage(random: np.random.Generator) -> Iterator[Figure]:
    """Shares and sizes as they come: from 2 to 50 %, from 10 to 300 answers; and each of the worst corners by itself."""
    share, n = random.uniform(0.02, 0.5, MANY), random.integers(10, 301, MANY)
    low, high = wilson_interval(random.binomial(n, share), n)
    yield at_least("Wilson's interval holds the true share, 2-50 % of 10-300 answers", (low <= share) & (share <= high), 0.95)
    n, share = np.full(MANY, 30), np.full(MANY, 0.02)
    low, high = wilson_interval(random.binomial(n, share), n)
    yield at_least("… 2 % of 30 answers", (low <= share) & (share <= high), 0.95)
    shares, sizes = random.uniform(0.02, 0.5, (2, MANY)), random.integers(10, 301, (2, MANY))
    yield at_least("Newcombe's interval holds the true difference, the same", _newcombe_holds(random, shares, sizes), 0.95)
    same, sizes = np.full((2, MANY), 0.05), np.full((2, MANY), 30)
    yield at_least("… no difference, 5 % of 30 answers on either side", _newcombe_holds(random, same, sizes), 0.95)


def _newcombe_holds(random: np.random.Generator, shares: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    x = random.binomial(sizes, shares)
    _difference, low, high = newcombe_difference(x[0], sizes[0], x[1], sizes[1])
    truth = shares[0] - shares[1]
    return (low <= truth) & (truth <= high)


def _many_cells(random: np.random.Generator) -> Iterator[Figure]:
    """12 questions of 14 wards in two periods of 80 answers; a planted cell goes from 10 to 35 % dissatisfied."""
    for planted in (0, 10, 40):
        is_planted = np.arange(QUESTIONS * WARDS) < planted
        after = np.where(is_planted, 0.35, 0.10)
        called = np.array([_called(random, after) for _survey in range(SURVEYS)])
        false = (called & ~is_planted).sum(axis=1) / np.maximum(called.sum(axis=1), 1)
        of = f"Benjamini-Hochberg over {QUESTIONS} × {WARDS} cells, {planted} changed"
        yield mean_share(f"{of}: of those called real, noise", false, LARGEST_SHARE)
        if planted:
            yield found("… planted changes found", called[:, is_planted].ravel())


def _called(random: np.random.Generator, after: np.ndarray) -> np.ndarray:
    """Which cells are called real: as `changes` does, by q and by the interval."""
    n = np.full(len(after), 80)
    x0, x1 = random.binomial(n, 0.10), random.binomial(n, after)
    _difference, low, high = newcombe_difference(x1, n, x0, n)
    return (benjamini_hochberg(newcombe_p(x1, n, x0, n)) <= LARGEST_SHARE) & ((low > 0) | (high < 0))


def _remeasured(random: np.random.Generator) -> Iterator[Figure]:
    """A share of 30 % dissatisfied before; measured again it is the same, or half, or a tenth."""
    for n in (30, 60, 150):
        for after, says in ((0.30, "nothing improved"), (0.15, "half as many"), (0.03, "a tenth")):
            before_x, after_x = random.binomial(n, 0.30, SURVEYS), random.binomial(n, after, SURVEYS)
            verified = [outcome(int(b), n, int(a), n).verdict == VERIFIED for b, a in zip(before_x, after_x)]
            what = f"measured again, {says}, {n} answers on either side: 已验证"
            yield at_most(what, verified, 0.025) if after == 0.30 else found(what, verified)
    yield from _chosen_for_being_bad(random)


def _chosen_for_being_bad(random: np.random.Generator) -> Iterator[Figure]:
    """An issue is raised because its figure was bad; part of that was chance, and chance does not come back."""
    n = 60
    for share in (0.12, 0.18):
        before = random.binomial(n, share, 100 * SURVEYS)
        before = before[wilson_interval(before, np.full(len(before), n))[0] > RULE.line][:SURVEYS]
        verified = [outcome(int(b), n, int(a), n).verdict == VERIFIED for b, a in zip(before, random.binomial(n, share, len(before)))]
        yield at_most(f"… nothing improved, {share:.0%} all along, raised because it surely passed the line of 10 %: 已验证", verified, 0.025)


def _focal(random: np.random.Generator) -> Iterator[Figure]:
    """Surveys of 12 × 14 cells of 80 answers: nowhere trouble, everywhere just on the line, and one cell with trouble."""
    for share, says in ((0.03, "3 % dissatisfied everywhere"), (RULE.line, "everywhere just on the line of 10 %")):
        flagged = np.array([_flagged(random, np.full(QUESTIONS * WARDS, share)) for _survey in range(SURVEYS // 4)])
        yield at_most(f"focal, {says}: a cell is flagged", flagged.ravel(), 0.025)
        yield found("… some cell of the survey is", flagged.any(axis=1))
    bad = np.where(np.arange(QUESTIONS * WARDS) == 0, 0.25, 0.03)
    flagged = np.array([_flagged(random, bad) for _survey in range(SURVEYS // 4)])
    yield found("focal, one cell with 25 %: it is flagged", flagged[:, 0])


def _flagged(random: np.random.Generator, share: np.ndarray) -> np.ndarray:
    """Which cells are over the line and certain; the pull is taken for granted, so that it spares none."""
    n = np.full(len(share), 80)
    x = random.binomial(n, share)
    low, high = wilson_interval(x, n)
    cells = {"cell": np.arange(len(share)), "n": n, "dissatisfied": x / n, "dissatisfied_low": low, "dissatisfied_high": high}
    kinds = find_focal_issues(pd.DataFrame(cells | {"shown": True}), RULE)
    return np.isin(cells["cell"], kinds.loc[kinds["kind"] == FOCAL, "cell"])


def _modes(random: np.random.Generator) -> Iterator[Figure]:
    """14 wards that are equally good; a mode gives 12 points more, and its share goes from 10 to 90 % along the wards."""
    adjusted = [_wards(random) for _survey in range(SURVEYS // 4)]
    holds = np.concatenate([wards["true"].between(wards["low"], wards["high"]) for wards in adjusted])
    yield at_least("a pure mode effect: the adjusted figure's interval holds the ward's true figure", holds, 0.95)
    raw, after = (np.mean([abs(wards[name].iloc[0] - wards[name].iloc[-1]) for wards in adjusted]) for name in ("raw", "adjusted"))
    yield Figure("… two equal wards, one mostly of one mode and one of the other, stand apart by", f"{after:.1f} points adjusted", f"{raw:.1f} points raw")


def _wards(random: np.random.Generator) -> pd.DataFrame:
    share = np.linspace(0.1, 0.9, WARDS)
    n = np.stack([np.round(200 * (1 - share)), np.round(200 * share)]).astype(int)
    rows = []
    for mode, gain in enumerate((0.0, 12.0)):
        for ward in range(WARDS):
            answers = _grades(random, 70 + gain, n[mode, ward])
            rows.append((f"ward-{ward:02}", f"mode-{mode}", len(answers), answers.mean(), answers.var(ddof=1)))
    cells = pd.DataFrame(rows, columns=["unit", "mode", "n", "mean", "variance"])
    return mode_adjusted(cells).figures.assign(true=70 + 12 * n[1].sum() / n.sum())


def _grades(random: np.random.Generator, mean: float, n: int) -> np.ndarray:
    """Points 0-100 on five levels with that very mean: so many quarters, each gained or not."""
    return 25.0 * random.binomial(4, mean / 100, n)
