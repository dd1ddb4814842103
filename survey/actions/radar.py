"""The data quality radar: flagged sheets, collectors compared, whom to call back, and what two persons exclude."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from survey.actions.office import Office
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
from survey.domain.errors import SurveyError
from survey.domain.length import within
from survey.locale import _
from survey.store import exclusions
from survey.store.accounts import list_accounts
from survey.store.exclusions import EXCLUDED, OPEN, exclusions_frame, waiting_proposer
from survey.store.responses import find_responses, responses_frame

LONGEST_REASON = 200
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
    flags       columns FLAGS; flagged: one row a sheet, columns FLAGGED, most reasons first, `reasons` in words.
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

    @property
    def is_few(self) -> bool:
        return self.responses < MINIMUM


def read_radar(office: Office, programme: str, questionnaire: str, period: Period) -> Radar:
    """The flags of a period's sheets, in about a second for 100,000; NotAllowed where no unit is in reach."""
    units = office.units_in_reach("read_radar", programme)
    every = responses_frame(office.database, programme, questionnaire, period)
    mine = every[every["unit"].isin(units)] if units else every
    decided = exclusions_frame(office.database, programme, questionnaire, period, units)
    waiting, excluded = (decided[decided["decision"] == state] for state in (OPEN, EXCLUDED))
    shown = [name for name in EXCLUSIONS if name != "answers"]
    if len(mine) < MINIMUM:
        frames = (empty(FLAGS), empty(FLAGGED), empty(RATES), empty(SPREADS), empty(CALL_BACKS))
        return Radar(len(mine), *frames, waiting[shown], excluded[shown], None)
    flags = _flags(office, every)
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
    )


def count_changes(office: Office, programme: str, questionnaire: str, period: Period) -> tuple[int, int]:
    """How many exclusions were proposed, and how many decided: what was read before a change is old."""
    units = office.units_in_reach("read_radar", programme)
    found = exclusions_frame(office.database, programme, questionnaire, period, units)
    return len(found), int((found["decision"] != OPEN).sum())


def propose_exclusion(office: Office, id: str, reason: str, now: datetime) -> None:
    """Propose that a response be left out of every figure; SurveyError without a reason, or when it is proposed already."""
    office.leave("propose_exclusion")
    why = within(LONGEST_REASON, reason, _("排除"))
    if not why:
        raise SurveyError(_("排除"), _("没有写理由。"), _("请写明为什么应当排除。"))
    sheet = _sheet(office, id, "propose_exclusion")
    entry = office.entry("propose_exclusion", now, id, after=_told(sheet) | {"reason": why})
    if not exclusions.propose_exclusion(office.database, id, why, office.actor.id, now, entry):
        raise SurveyError(_("排除"), _("这份答卷已经有人建议排除，或刚刚作废。"), _("请刷新页面核对。"))


def decide_exclusion(office: Office, id: str, is_excluded: bool, now: datetime) -> None:
    """Exclude a response that somebody else proposed, or keep it; SurveyError for who proposed it."""
    office.leave("decide_exclusion")
    sheet = _sheet(office, id, "decide_exclusion")
    evaluated = office.declarations.persons.get(office.actor.person)
    if evaluated and evaluated.unit == sheet["unit"]:
        raise office.not_allowed("decide_exclusion", _("您在这个单位被考核，应当回避。"))
    if waiting_proposer(office.database, id) == office.actor.id:
        raise SurveyError(_("排除"), _("这是您自己建议的。"), _("请另一个人来决定。"))
    entry = office.entry("decide_exclusion", now, id, after=_told(sheet) | {"excluded": is_excluded})
    if not exclusions.decide_exclusion(office.database, id, is_excluded, office.actor.id, now, entry):
        raise SurveyError(_("排除"), _("没有等待决定的建议，或答卷刚刚撤回。"), _("请刷新页面核对。"))


def _sheet(office: Office, id: str, action: str) -> pd.Series:
    """The response, if it counts and the actor may do this to it."""
    found = find_responses(office.database, id)
    if found.empty:
        raise SurveyError(_("排除"), _("没有这份答卷，或已经作废。"), _("请刷新页面核对。"))
    sheet = found.iloc[0]
    office.leave(action, sheet["programme"], sheet["unit"], sheet["area"])
    return sheet


def _told(sheet: pd.Series) -> dict[str, str]:
    return {name: sheet[name] for name in ("programme", "questionnaire", "unit", "collector") if sheet[name]}


def _questionnaires(office: Office, responses: pd.DataFrame) -> dict[int, Questionnaire]:
    """By version, those that the responses name."""
    first = responses.iloc[0]
    programme = office.declarations.programme(first["programme"])
    return {version: programme.questionnaire(first["questionnaire"], version) for version in responses["version"].unique()}


def _flags(office: Office, responses: pd.DataFrame) -> pd.DataFrame:
    """Found over all units: what is unusual is so among all."""
    persons = office.declarations.persons
    accounts = [account for account, _has_password in list_accounts(office.database) if account.person in persons]
    staff = {account.id: persons[account.person].unit for account in accounts}
    parts = [
        find_flags(responses[responses["version"] == version], questionnaire, office.declarations.radar, staff)
        for version, questionnaire in _questionnaires(office, responses).items()
    ]
    return shaped(pd.concat(parts, ignore_index=True), FLAGS)


def _flagged(responses: pd.DataFrame, flags: pd.DataFrame, waiting: set[str]) -> pd.DataFrame:
    if flags.empty:
        return empty(FLAGGED)
    words = [why_flagged(*row) for row in zip(flags["flag"], flags["count"], flags["extent"])]
    reasons = flags.assign(words=words).groupby("id")["words"].agg(list)
    sheets = responses[responses["id"].isin(reasons.index)]
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
