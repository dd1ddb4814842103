"""The data quality radar: flagged sheets, collectors compared, whom to call back, and what two persons excluded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from survey.actions.office import Office
from survey.domain.asking.blind_flags import blind_flags
from survey.domain.asking.call_backs import draw_call_backs
from survey.domain.asking.collector_spread import collector_spreads
from survey.domain.asking.flag_words import why_flagged
from survey.domain.asking.flags import find_flags
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.sheet_codes import read_codes, sheet_scores
from survey.domain.columns import CALL_BACKS, EXCLUSIONS, FLAGGED, FLAGS, SPREADS, empty, shaped
from survey.domain.counting.interval import wilson_interval
from survey.domain.counting.period import Period
from survey.domain.counting.reading import answer_values, readings
from survey.domain.counting.small_numbers import MINIMUM
from survey.locale import _
from survey.store.accounts import list_accounts
from survey.store.exclusions import EXCLUDED, OPEN, exclusions_frame
from survey.store.response_reading import responses_frame

RATES = ("collector", "n", "flagged", "share", "share_low", "share_high", "shown")


@dataclass(frozen=True)
class Effect:
    """What the excluded ones do to the score of the headline question, 0-100.

    without, with_them  the score as it stands, and as it would stand with them; None where fewer than ten are
                        excluded, for their answers could be worked out from the two.
    at_most             no set of so many answers could have moved the score by more.
    """

    without: float | None
    with_them: float | None
    at_most: float


@dataclass(frozen=True)
class Radar:
    """Of the units within reach; no frame shows an answer or a comment.

    responses   how many were looked at; fewer than ten: nothing else is said.
    flags       columns FLAGS; blind: by flag why none could be found (`blind_flags`).
    flagged     one row a sheet, columns FLAGGED, most reasons first, `reasons` in words.
    rates       by collector: share of the sheets that carry a flag, 0-1, with Wilson interval; hidden under ten.
    spreads     columns SPREADS, of collectors who can be compared.
    call_backs  columns CALL_BACKS; drawn over all units, so that it is the same for everybody.
    waiting, excluded  columns EXCLUSIONS without the answers; effect: None where nothing is excluded.
    """

    responses: int
    flags: pd.DataFrame
    flagged: pd.DataFrame
    rates: pd.DataFrame
    spreads: pd.DataFrame
    call_backs: pd.DataFrame
    waiting: pd.DataFrame
    excluded: pd.DataFrame
    effect: Effect | None
    blind: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_few(self) -> bool:
        return self.responses < MINIMUM


def read_radar(office: Office, programme: str, questionnaire: str, period: Period) -> Radar:
    """The flags of a period's sheets, which are read whole (bench/whole.py); NotAllowed where no unit is in reach."""
    units = office.units_in_reach("read_radar", programme)
    every = responses_frame(office.database, programme, questionnaire, period)
    mine = every[every["unit"].isin(units)] if units else every
    decided = exclusions_frame(office.database, programme, questionnaire, period, units)
    waiting, excluded = (decided[decided["decision"] == state] for state in (OPEN, EXCLUDED))
    shown = [name for name in EXCLUSIONS if name != "answers"]
    if len(mine) < MINIMUM:
        frames = (empty(FLAGS), empty(FLAGGED), empty(RATES), empty(SPREADS), empty(CALL_BACKS))
        return Radar(len(mine), *frames, waiting[shown], excluded[shown], None)
    staff = _staff(office)
    flags = _flags(office, every, staff)
    flags = flags[flags["id"].isin(mine["id"])]
    draw = draw_call_backs(every, office.declarations.radar.call_back_share.number, _round_months(office, programme))
    return Radar(
        responses=len(mine),
        flags=flags,
        flagged=_flagged(mine, flags, set(waiting["response_id"])),
        rates=_rates(mine, flags),
        spreads=_spreads(office, mine),
        call_backs=draw[draw["id"].isin(mine["id"])],
        waiting=waiting[shown],
        excluded=excluded[shown],
        effect=_effect(office, programme, questionnaire, mine, excluded),
        blind=blind_flags(mine, list(_questionnaires(office, mine).values()), office.declarations.radar, bool(staff)),
    )


def count_changes(office: Office, programme: str, questionnaire: str, period: Period) -> tuple[int, int]:
    """How many exclusions were proposed, and how many decided: what was read before a change is old."""
    units = office.units_in_reach("read_radar", programme)
    found = exclusions_frame(office.database, programme, questionnaire, period, units)
    return len(found), int((found["decision"] != OPEN).sum())


def _questionnaires(office: Office, responses: pd.DataFrame) -> dict[int, Questionnaire]:
    """By version, those that the responses name."""
    first = responses.iloc[0]
    programme = office.declarations.programme(first["programme"])
    return {version: programme.questionnaire(first["questionnaire"], version) for version in responses["version"].unique()}


def _flags(office: Office, responses: pd.DataFrame, staff: Mapping[str, str]) -> pd.DataFrame:
    """Found over all units: what is unusual is so among all."""
    parts = [
        find_flags(responses[responses["version"] == version], questionnaire, office.declarations.radar, staff)
        for version, questionnaire in _questionnaires(office, responses).items()
    ]
    return shaped(pd.concat(parts, ignore_index=True), FLAGS)


def _staff(office: Office) -> dict[str, str]:
    """The unit of each account that stands for an evaluated person."""
    persons = office.declarations.persons
    accounts = [account for account, _has_password in list_accounts(office.database) if account.person in persons]
    return {account.id: persons[account.person].unit for account in accounts}


def _flagged(responses: pd.DataFrame, flags: pd.DataFrame, waiting: set[str]) -> pd.DataFrame:
    if flags.empty:
        return empty(FLAGGED)
    reasons: dict[str, list[str]] = {}
    for id, *why in zip(flags["id"], flags["flag"], flags["count"], flags["extent"]):
        reasons.setdefault(id, []).append(why_flagged(*why))
    sheets = responses[[id in reasons for id in responses["id"]]]
    given = sheets["id"].map(reasons)
    table = sheets.assign(
        many=-given.map(len), reasons=given.map(_("；").join), state=["waiting" if id in waiting else "" for id in sheets["id"]]
    )
    return shaped(table.sort_values(["many", "collector", "happened_on", "entered_at"], ignore_index=True), FLAGGED)


def _rates(responses: pd.DataFrame, flags: pd.DataFrame) -> pd.DataFrame:
    sheets = responses[responses["collector"] != ""]
    counts = sheets.assign(flagged=sheets["id"].isin(flags["id"])).groupby("collector")["flagged"].agg(["size", "sum"])
    n, flagged, shown = counts["size"].to_numpy(), counts["sum"].to_numpy(dtype=float), counts["size"].to_numpy() >= MINIMUM
    low, high = wilson_interval(flagged, n)
    figures = {"flagged": flagged, "share": flagged / n, "share_low": low, "share_high": high}
    hidden = {name: np.where(shown, figure, np.nan) for name, figure in figures.items()}
    return shaped(pd.DataFrame({"collector": counts.index, "n": np.where(shown, n, 0), **hidden, "shown": shown}), RATES)


def _spreads(office: Office, responses: pd.DataFrame) -> pd.DataFrame:
    scores = pd.Series(np.nan, index=responses.index)
    for version, questionnaire in _questionnaires(office, responses).items():
        rows = responses.index[responses["version"] == version]
        scores[rows] = sheet_scores(read_codes(responses.loc[rows, "answers"].to_list(), questionnaire.rated))
    return collector_spreads(responses, scores.to_numpy(), office.declarations.radar)


def _round_months(office: Office, programme: str) -> int:
    quota = office.declarations.programme(programme).quota
    return quota.months_per_round if quota else int(office.declarations.radar.round_months.number)


def _effect(office: Office, programme: str, questionnaire: str, counted: pd.DataFrame, excluded: pd.DataFrame) -> Effect | None:
    if excluded.empty:
        return None
    declared = office.declarations.programme(programme)
    values = answer_values([q for q in declared.questionnaires if q.id == questionnaire])
    headline = declared.questionnaire(questionnaire).headline
    both = pd.concat([counted[["version", "answers"]], excluded[["version", "answers"]]])
    tallies = both.assign(question=headline, answer=[given.get(headline, "") for given in both["answers"]], count=1)
    found = [readings(part, values) for part in (tallies.iloc[: len(counted)], tallies)]
    n, n_both = (int(reading["scored"].sum()) for reading in found)
    at_most = 100.0 * (n_both - n) / max(n_both, 1)
    if n < MINIMUM or n_both - n < MINIMUM:
        return Effect(None, None, 100.0 * len(excluded) / (n + len(excluded)))
    return Effect(*(float(reading["score"].iloc[0]) for reading in found), at_most)
