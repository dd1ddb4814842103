"""Fair scores of persons: raw beside adjusted for who carried the sheets, with how far they can be relied on (measures.md 9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from survey.domain.columns import FAIR, empty, shaped
from survey.domain.counting.interval import Z_95, mean_interval
from survey.domain.counting.small_numbers import MINIMUM, TENTATIVE
from survey.domain.judging.crossed_effects import crossed_effects
from survey.domain.judging.spearman_brown import spearman_brown

CROSSED, ADDITIVE, RAW = "crossed", "additive", "raw"
FORMAL, FOR_REFERENCE, NOT_JUDGED = "formal", "for_reference", "not_judged"
RELIABLE, INDICATIVE = 0.7, 0.4
LEAST_PERSONS, LEAST_COLLECTORS = 3, 2
SCALE_POINT = 25.0  # a step of the five-level scale, in points 0-100
CAP = 0.5 * SCALE_POINT


@dataclass(frozen=True)
class FairScore:
    """One person's score in points 0-100, raw and adjusted, each with its 95 % interval.

    adjusted, low, high  None where the reliability (0-1) lets nothing be said (`grade` not_judged).
    method     crossed, additive, or raw where nothing could be adjusted; is_capped: the adjustment stopped at half a scale point.
    collector  whose severity weighs most on this person's sheets, None where none differs surely ("" is who filled it in
               alone); severity: that of the collector in scale points, below 0 is severe.
    """

    n: int
    raw: float
    raw_low: float
    raw_high: float
    adjusted: float | None
    low: float | None
    high: float | None
    reliability: float
    grade: str
    method: str
    is_capped: bool
    collector: str | None
    severity: float | None


@dataclass(frozen=True)
class _Fit:
    """By person score and error, by collector effect and error, all in points; icc of one sheet."""

    score: np.ndarray
    error: np.ndarray
    effect: np.ndarray
    effect_error: np.ndarray
    icc: float


def fair_scores(sheets: pd.DataFrame) -> pd.DataFrame:
    """Columns FAIR, one row a person of ten sheets or more.

    sheets  one row a response: person, collector ("" for who filled it in alone, which counts as one collector), score 0-100.
            Persons of fewer sheets enter nothing. The method is the first whose preconditions hold.
    Source: measures.md 9; the reliability is n·ICC/(1+(n−1)·ICC), the ICC of the crossed model that of agreement, ICC(2,1).
    """
    sheets = sheets[sheets.groupby("person")["person"].transform("size") >= MINIMUM]
    if sheets["person"].nunique() < 2:
        return empty(FAIR)
    person, persons = pd.factorize(sheets["person"], sort=True)
    collector, collectors = pd.factorize(sheets["collector"], sort=True)
    counts = np.asarray(sparse.coo_array((np.ones(len(sheets)), (person, collector))).todense())
    method, score = method_for(counts), sheets["score"].to_numpy(dtype=float)
    fit = FITS[method](score, person, collector)
    raw = sheets.groupby("person")["score"].agg(["size", "sum", lambda s: (s**2).sum()])
    low, high = mean_interval(*(raw[name] for name in raw.columns))
    mean = (raw["sum"] / raw["size"]).to_numpy()
    change = np.clip(fit.score - mean, -CAP, CAP)
    reliability = np.array([spearman_brown(fit.icc, n) for n in raw["size"]])
    told = pd.DataFrame({
        "person": persons, "n": raw["size"].to_numpy(), "raw": mean, "raw_low": low, "raw_high": high, "adjusted": mean + change,
        "low": np.clip(mean + change - Z_95 * fit.error, 0, 100), "high": np.clip(mean + change + Z_95 * fit.error, 0, 100),
        "reliability": reliability, "method": method, "is_capped": np.abs(fit.score - mean) > CAP,
    })
    return shaped(_graded(told).assign(**_severest(fit, counts, collectors)), FAIR)


def method_for(counts: np.ndarray) -> str:
    """By counts of person × collector: crossed where collectors and persons overlap enough, additive where they hang together.

    Crossed: one connected graph, three persons for each collector, two collectors for each person.
    """
    met = counts > 0
    people, carriers = met.shape
    edges = sparse.coo_array((np.ones(met.sum()), (np.nonzero(met)[0], people + np.nonzero(met)[1])), shape=(people + carriers,) * 2)
    if carriers < 2 or connected_components(edges, directed=False)[0] > 1:
        return RAW
    is_thick = (met.sum(axis=0) >= LEAST_PERSONS).all() and (met.sum(axis=1) >= LEAST_COLLECTORS).all()
    return CROSSED if is_thick else ADDITIVE


def _crossed(score: np.ndarray, person: np.ndarray, collector: np.ndarray) -> _Fit:
    found = crossed_effects(score, [person, collector])
    variances = [spread**2 for spread in (*found.spreads, found.residual)]
    icc = variances[0] / sum(variances) if sum(variances) else 0.0
    return _Fit(found.intercept + found.effects[0], found.errors[0], found.effects[1], found.errors[1], icc)


def _additive(score: np.ndarray, person: np.ndarray, collector: np.ndarray) -> _Fit:
    """Two-way least squares without interaction, every person at the collectors' mix of the whole."""
    people, carriers = person.max() + 1, collector.max() + 1
    columns = [sparse.csr_array((np.ones(len(score)), (np.arange(len(score)), at))) for at in (person, collector)]
    design = sparse.hstack([columns[0], columns[1][:, 1:]], format="csr")
    inverse = np.linalg.inv((design.T @ design).toarray())
    found = inverse @ (design.T @ score)
    variance = ((score - design @ found) ** 2).sum() / max(len(score) - design.shape[1], 1)
    share = np.bincount(collector, minlength=carriers)[1:] / len(score)
    at = np.hstack([np.eye(people), np.tile(share, (people, 1))])
    centre = np.hstack([np.zeros((carriers, people)), np.vstack([np.zeros(carriers - 1), np.eye(carriers - 1)]) - share])
    errors = [np.sqrt(variance * np.einsum("ij,jk,ik->i", rows, inverse, rows)) for rows in (at, centre)]
    return _Fit(at @ found, errors[0], centre @ found, errors[1], _one_way_icc(score, person))


def _raw(score: np.ndarray, person: np.ndarray, collector: np.ndarray) -> _Fit:
    n = np.bincount(person)
    low, high = mean_interval(n, np.bincount(person, score), np.bincount(person, score**2))
    mean = np.bincount(person, score) / n
    none = np.zeros(collector.max() + 1)
    return _Fit(mean, np.maximum(mean - low, high - mean) / Z_95, none, none, _one_way_icc(score, person))


def _one_way_icc(score: np.ndarray, person: np.ndarray) -> float:
    """ICC(1) of groups of unlike size, 0 where it would lie below. Source: Donner 1986 (analysis of variance, n₀)."""
    n, people = np.bincount(person), person.max() + 1
    means = np.bincount(person, score) / n
    between = (n * (means - score.mean()) ** 2).sum() / (people - 1)
    within = ((score - means[person]) ** 2).sum() / (len(score) - people)
    usual = (len(score) - (n**2).sum() / len(score)) / (people - 1)
    whole = between + (usual - 1) * within
    return float(max(0.0, (between - within) / whole)) if whole > 0 else 0.0


FITS: Mapping[str, Callable[[np.ndarray, np.ndarray, np.ndarray], _Fit]] = {CROSSED: _crossed, ADDITIVE: _additive, RAW: _raw}


def _graded(rows: pd.DataFrame) -> pd.DataFrame:
    """With the grade of each; of who is not judged no adjusted figure is left, for it would look like one."""
    reliability, is_few = rows["reliability"], rows["n"] < TENTATIVE
    grade = np.where(reliability < INDICATIVE, NOT_JUDGED, np.where((reliability < RELIABLE) | is_few, FOR_REFERENCE, FORMAL))
    known = {name: rows[name].where(grade != NOT_JUDGED) for name in ("adjusted", "low", "high")}
    return rows.assign(grade=grade.astype(object), **known)


def _severest(fit: _Fit, counts: np.ndarray, collectors: pd.Index) -> dict[str, list]:
    """Of each person the collector who surely differs, has ten sheets, and weighs most on the person's own."""
    sure = (np.abs(fit.effect) > Z_95 * fit.effect_error) & (counts.sum(axis=0) >= MINIMUM) & (fit.effect != 0)
    weight = counts / counts.sum(axis=1, keepdims=True) * np.abs(fit.effect) * sure
    heaviest = weight.argmax(axis=1)
    has = weight.max(axis=1) > 0
    return {
        "collector": [collectors[at] if found else None for at, found in zip(heaviest, has)],
        "severity": [float(fit.effect[at] / SCALE_POINT) if found else None for at, found in zip(heaviest, has)],
    }
