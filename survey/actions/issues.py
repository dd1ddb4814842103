"""焦点、难点、亮点: the one list of issues, gathered from scores, words, the book, requests and registers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from survey.actions.issue_cases import DOORS_OF_CASES, case_evidence
from survey.actions.issue_scores import scores_of
from survey.actions.issue_words import Heard, hear
from survey.actions.noticing import focal_rule
from survey.actions.office import Office
from survey.actions.selecting import Selection
from survey.actions.studying import kept_importance
from survey.domain.asking.programme import Programme
from survey.domain.columns import FOUND_ISSUES, shaped
from survey.domain.counting.period import ALL, Period, year_period
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.evaluation import FocalRule
from survey.domain.noticing.issue import COUNTS, PLACE, gather, judged, most_mentioned
from survey.domain.noticing.issue_wording import why_issue
from survey.domain.noticing.lexicon import PRAISE
from survey.domain.noticing.topic import TROUBLE


@dataclass(frozen=True)
class Issues:
    """rows     columns FOUND_ISSUES, what weighs most first: focal, then difficult, then clues, then bright spots.
    hidden      how many more there are of places and topics that fewer than ten people or cases speak of.
    mentioned   the topics that are among the three most mentioned, over all places.
    is_whole    whether all words of the period were looked at, or only the latest of each sort.
    unstudied   questionnaires whose importance nobody has worked out, neither of the period nor of its year.
    """

    rows: pd.DataFrame
    rule: FocalRule
    hidden: int
    mentioned: frozenset[str]
    is_whole: bool
    unstudied: tuple[str, ...]


def find_issues(
    office: Office, programme: str, period: Period, now: datetime, units: tuple[str, ...] = (),
    importance: Mapping[str, float] | None = None,
) -> Issues:
    """The issues and bright spots of a programme's places within the actor's reach; NotAllowed for none.

    importance  the share of each question ("questionnaire.question") in its headline's R²; left out: what is kept of the
                period, else of the year in which it ends. Where none is, no topic pulls by it.
    The mean of all places, the best quarter, the false discovery rate and what is mentioned most are those of all
    places, whoever looks. Of cases only counts leave, and below ten only to who may list them; no person is named.
    """
    reach = office.units_in_reach("read_dashboard", programme)
    return issues_among(office, programme, period, now, office.units_in_reach("read_dashboard", programme, units), importance, reach)


def issues_among(
    office: Office, programme: str, period: Period, now: datetime, units: tuple[str, ...] = (),
    importance: Mapping[str, float] | None = None, reach: tuple[str, ...] = (), is_whole: bool = False,
) -> Issues:
    """The same of these units for whoever sees those of `reach`, () for all: for other actions, which have asked.

    is_whole  all cases judge, whoever may list them, and doors through which fewer than ten came tell no number: for paper.
    """
    declared, rule = office.declarations.programme(programme), focal_rule(office, period)
    places = {unit.id for unit in office.declarations.units_of(declared.unit_kinds)}
    wanted = set(units) or places
    importance, unstudied = (importance, ()) if importance is not None else _importance(office, declared, period)
    scores = scores_of(office, declared, period, rule, importance, reach)
    heard = hear(office, declared, period, wanted)
    listable = frozenset(office.declarations.programmes) if is_whole else None
    cases = case_evidence(office, declared, period, now, heard.case_topics, listable)
    cases = cases[cases["unit"].isin(places)]
    mentioned, praised = _mentioned(declared, cases, heard)
    evidence = gather(scores.readings, _counts(cases, heard, wanted), scores.responses, declared.topics)
    evidence = evidence[evidence["unit"].isin(wanted)]
    found = judged(evidence, declared.topics, rule, mentioned, praised)
    seen = found[_speak(found) >= MINIMUM].reset_index(drop=True)
    rows = _worded(office, declared, _without_few(seen) if is_whole else seen, period, rule, mentioned)
    return Issues(rows, rule, len(found) - len(seen), frozenset(mentioned), heard.is_whole, unstudied)


def _importance(office: Office, programme: Programme, period: Period) -> tuple[dict[str, float], tuple[str, ...]]:
    """What pulls at all places together, as `find_issues` takes it, and of which questionnaires with topics nobody knows.

    A study that explains nothing (F test) says of no question that it pulls.
    """
    shares, unstudied = {}, []
    for asked in dict.fromkeys(asked for topic in programme.topics for asked, _key in topic.questions):
        periods = dict.fromkeys((period, period if period == ALL else year_period(int(period.last[:4]))))
        kept = (kept_importance(office, Selection(programme.id, asked, one)) for one in periods)
        study = next((study for study in kept if study), None)
        if study is None:
            unstudied.append(asked)
        elif study.is_tied:
            shares |= {f"{asked}.{key}": share for key, share in zip(study.table["question"], study.table["importance"])}
    return shares, tuple(unstudied)


def _speak(found: pd.DataFrame) -> pd.Series:
    """How many people, or else cases, each row speaks of: who was asked, or whose words were read."""
    sheets = found["responses"].where(found["confirmed"] + found["praised"] > 0, 0)
    cases = found[["book", "requests", "notes"]].sum(axis=1)
    return pd.concat([found[["n", "best_n"]], sheets, cases], axis=1).max(axis=1)


def _without_few(rows: pd.DataFrame) -> pd.DataFrame:
    """Where fewer than ten came through a door of cases its count is 0, though the door stays named."""
    return rows.assign(**{door: rows[door].where(rows[door] >= MINIMUM, 0) for door in DOORS_OF_CASES})


def _counts(cases: pd.DataFrame, heard: Heard, reach: Iterable[str]) -> pd.DataFrame:
    """One row a unit and topic, columns COUNTS."""
    both = pd.concat([cases.drop(columns="all_cases"), heard.counts], ignore_index=True)
    summed = both.groupby(PLACE, as_index=False)[[name for name in COUNTS if name in both]].sum()
    return summed[summed["unit"].isin(list(reach))].reindex(columns=[*PLACE, *COUNTS], fill_value=0)


def _mentioned(programme: Programme, cases: pd.DataFrame, heard: Heard) -> tuple[set[str], set[tuple[str, str]]]:
    """Topics of trouble among the three most mentioned over all places; places and topics whose praise is, at its place.

    A mention is a case of the topic, or a comment that a person confirmed to speak of it; fewer than ten are none.
    """
    kinds = {topic.id: topic.kind for topic in programme.topics}
    of_words = (
        heard.counts.assign(says=says, all_cases=heard.counts[name])
        for says, name in ((TROUBLE, "confirmed"), (PRAISE, "praised"))
    )
    whole = pd.concat([cases.assign(says=cases["topic"].map(kinds)), *of_words])[[*PLACE, "says", "all_cases"]]
    trouble = whole[whole["says"] == TROUBLE].groupby("topic")["all_cases"].sum()
    praised = set()
    for unit, at in whole.groupby("unit"):
        top = most_mentioned(at.groupby(["topic", "says"])["all_cases"].sum(), MINIMUM)
        praised |= {(unit, topic) for topic, says in top if says == PRAISE}
    return most_mentioned(trouble, MINIMUM), praised


def _worded(
    office: Office, programme: Programme, rows: pd.DataFrame, period: Period, rule: FocalRule, mentioned: set[str]
) -> pd.DataFrame:
    """With why each is listed and who owns it, in the reader's language."""
    topics = {topic.id: topic for topic in programme.topics}
    names = {id: unit.name for id, unit in office.declarations.units.items()}
    asked = {f"{q.id}.{key}": one.short for q in programme.questionnaires for key, one in q.by_key.items()}
    why = [
        why_issue(row, names.get(row["unit"], row["unit"]), topics[row["topic"]], asked, period, rule, row["topic"] in mentioned)
        for _place, row in rows.iterrows()
    ]
    is_trouble = rows["is_focal"] | rows["is_difficult"] | rows["is_clue"]
    owners = [
        str((is_bad and topics[topic].owner) or names.get(unit, unit))
        for unit, topic, is_bad in zip(rows["unit"], rows["topic"], is_trouble)
    ]
    return shaped(rows.assign(why=pd.Series(why, dtype=object), owner=pd.Series(owners, dtype=object)), FOUND_ISSUES)
