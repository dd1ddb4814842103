"""整改与复测: an issue becomes a case, is mended, and is measured again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pandas as pd

from survey.actions.asking import Receipt
from survey.actions.due import programmes_in_sight
from survey.actions.handling import Entry, open_case
from survey.actions.office import Office
from survey.actions.registering import places_to_open
from survey.actions.remeasuring import Measurement, Share, asks_again, measure, question_of
from survey.actions.scenes import case_kind, find_case
from survey.domain.asking.again import SUFFIX
from survey.domain.asking.programme import Programme
from survey.domain.asking.response import receipt_code
from survey.domain.columns import ISSUE_CASES, empty
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case
from survey.domain.handling.clock import RunningClock
from survey.domain.handling.kind import CaseKind
from survey.domain.handling.light import light
from survey.domain.noticing.remeasure import Outcome
from survey.locale import _
from survey.store import cases
from survey.store.cases import Sight

RAISED = "issue"  # the origin of a case that an issue became


@dataclass(frozen=True)
class Before:
    """What was measured when the issue was found: so many of n with grade 4-5, and in which period."""

    count: int
    n: int
    period: str


def raise_issue(
    office: Office, programme: str, unit: str, topic: str, question: str, before: Before, now: datetime, why: str = ""
) -> Receipt:
    """Open the case that takes an issue over; `question` is "questionnaire.question", `why` the sentence why it is listed.

    SurveyError where the programme has no kind for issues, where fewer than ten answered (the case would tell what they
    said), and where a case of the same unit and topic is open: the sentence names its code.
    """
    office.leave("open_case", programme, unit)
    kind = _kind_of_issues(office.declarations.programme(programme))
    if before.n < MINIMUM:
        raise SurveyError(_("问题立项"), _("答卷不足 {n} 份。").format(n=MINIMUM), _("请等答卷多了再立项。"))
    same = cases.cases_frame(office.database, programme, units=(unit,), kinds=(kind.id,))
    same = same[same["topic"] == topic]
    is_open = same["state"].isin(kind.open_states)
    if is_open.any():
        raise _open_already(same.loc[is_open, "code"].iloc[0])
    entry = Entry(
        _id(programme, kind.id, unit, topic, len(same)), programme, kind.id, unit, kind.channels[0].id, topic, why, False, RAISED,
        fields=_figures(kind, question, before),
    )
    receipt = open_case(office, entry, now)
    if not receipt.is_new:  # somebody else was faster
        raise _open_already(receipt.code)
    return receipt


def units_to_raise(office: Office, programme: str) -> frozenset[str]:
    """The units whose issues the actor may make a case of; none where the programme has no kind for issues."""
    kinds = {kind.id for kind in office.declarations.programme(programme).case_kinds if kind.remeasures}
    return frozenset(unit.id for kind, units in places_to_open(office, programme).items() if kind in kinds for unit in units)


def _kind_of_issues(programme: Programme) -> CaseKind:
    for kind in programme.case_kinds:
        if kind.remeasures:
            return kind
    where = _("板块“{title}”").format(title=programme.title)
    raise SurveyError(where, _("没有可以复测的事项类型。"), _("请在 cases/ 里写一个有 [remeasures] 的类型。"))


def _open_already(code: str) -> SurveyError:
    return SurveyError(_("问题立项"), _("同一单位同一主题的问题正在办理，编号 {code}。").format(code=code), _("请到那件事项里接着办。"))


def _id(*place: object) -> str:
    """The same for whoever raises the same issue at the same time, so that only one of them opens a case."""
    return sha256("/".join(map(str, place)).encode()).hexdigest()[:32]


def _figures(kind: CaseKind, question: str, before: Before) -> dict[str, object]:
    about = kind.remeasures
    return {
        about.question: question, about.before_count: before.count, about.before_n: before.n, about.before_period: before.period,
    }


@dataclass(frozen=True)
class Remeasured:
    """Before and after with their n, and what became of it, as one who may see the case may read it.

    came       how many have answered, None for fewer than ten; after: what they said, None until that is over, and under ten.
    period     of the figures before; wanted, until: how many answers are waited for, and to which day ("" before that is set).
    outcome    None until it is over.
    light      green, yellow or red by the date of what runs now; "" where nothing does. reopened: how often.
    is_reworded  whether the question is, or was, asked in other words or on another scale than before.
    is_asking  whether the form is open now; path, poster, picture: its address, the poster's and the QR code's, "" where it is not.
    """

    before: Share
    period: str
    came: int | None
    after: Share | None
    outcome: Outcome | None
    wanted: int | None
    until: str
    light: str
    reopened: int
    is_asking: bool
    is_reworded: bool
    path: str = ""
    poster: str = ""
    picture: str = ""


def measure_again(office: Office, programme: str, id: str, now: datetime) -> Remeasured | None:
    """Where the measuring of a case stands; None for a kind that is not measured again. NotAllowed out of sight."""
    case = find_case(office, "list_cases", programme, id)
    kind = case_kind(office, programme, case.kind)
    found = measure(office, kind, vars(case), now)
    return _as_seen(office, kind, case, found, now) if found else None


def _as_seen(office: Office, kind: CaseKind, case: Case, found: Measurement, now: datetime) -> Remeasured:
    about, is_asking = kind.remeasures, asks_again(kind, case.state, found)
    running = cases.runs_of(cases.clocks_frame(office.database, [case.id]))
    return Remeasured(
        before=found.before, period=str(case.words.get(about.before_period, "")), came=found.came,
        after=found.shown, outcome=found.outcome if found.is_over else None,
        wanted=case.coded.get(about.wanted), until=str(case.coded.get(about.until, "")), light=light(_next(running), now),
        reopened=_reopened(office, kind, [case.id]).get(case.id, 0), is_asking=is_asking,
        is_reworded=found.is_reworded,
        **(_addresses(kind, case) if is_asking else {}),
    )


def _addresses(kind: CaseKind, case: Case) -> dict[str, str]:
    place = f"{case.programme}/{question_of(kind, case.coded)[0]}{SUFFIX}/{case.unit}"
    about = f"?about={receipt_code(case.id)}"
    return {"path": f"/q/{place}{about}", "poster": f"/poster/{place}{about}", "picture": f"/qr/{place}.svg{about}"}


def _reopened(office: Office, kind: CaseKind, ids: Sequence[str]) -> dict[str, int]:
    """By case, how often it was taken up again."""
    steps = cases.steps_frame(office.database, ids)
    return steps.loc[steps["move"].isin(kind.reopenings), "case_id"].value_counts().to_dict()


def list_issue_cases(office: Office, now: datetime) -> pd.DataFrame:
    """The cases of issues in every programme within sight, newest first, with the colour of what is due; columns ISSUE_CASES.

    due_at and light (green, yellow, red) are None and "" where no clock runs. NotAllowed for who sees no cases anywhere.
    """
    office.leave("list_cases")
    rows = [
        row
        for programme, sight in programmes_in_sight(office, "list_cases")
        for kind in programme.case_kinds
        if kind.remeasures
        for row in _issue_rows(office, programme, kind, sight, now)
    ]
    found = pd.DataFrame(rows, columns=list(ISSUE_CASES), dtype=object) if rows else empty(ISSUE_CASES)
    return found.sort_values("opened_on", ascending=False, kind="stable", ignore_index=True)


def _issue_rows(office: Office, programme: Programme, kind: CaseKind, sight: Sight, now: datetime) -> list[tuple]:
    found = cases.cases_frame(office.database, programme.id, kinds=(kind.id,), sight=sight)
    ids, about = found["id"].tolist(), kind.remeasures
    clocks, reopened = cases.clocks_frame(office.database, ids), _reopened(office, kind, ids)
    running = {id: _next(cases.runs_of(own)) for id, own in clocks.groupby("case_id")}
    return [
        (
            row["id"], row["code"], row["programme"], row["kind"], row["unit"], row["topic"], row["coded"].get(about.question, ""),
            row["state"], row["opened_on"], row["coded"].get(about.before_count), row["coded"].get(about.before_n),
            run.due_at if (run := running.get(row["id"])) else None, light(run, now), reopened.get(row["id"], 0),
        )
        for row in found.to_dict("records")
    ]


def _next(runs: Sequence[RunningClock]) -> RunningClock | None:
    """Of those that run, the one that is due first."""
    return min((run for run in runs if run.due_at and not run.ended_at), key=lambda run: run.due_at, default=None)
