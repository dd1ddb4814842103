"""How long cases take from their opening to a final state."""

from collections.abc import Sequence

import pandas as pd

from survey.domain.columns import CLOSING_TIMES, CLOSINGS, shaped
from survey.domain.handling.case import IMPORT_BY_DAY
from survey.domain.handling.kind import OPENING, CaseKind

MINUTE = pd.Timedelta(minutes=1)


def closings(cases: pd.DataFrame, steps: pd.DataFrame, kinds: Sequence[CaseKind]) -> pd.DataFrame:
    """One row a case of these kinds; columns CLOSINGS.

    cases, steps  columns CASES and STEPS; the steps of other cases are left out.
    closed_at     when the last step into a final state happened; NaT while the case is open, and once it is reopened.
    minutes       from the opening to then; NaN while it is open, and where the source knew the days alone.
    """
    final_states = {(kind.id, state.id) for kind in kinds for state in kind.states if state.is_final}
    final_moves = pd.DataFrame(
        [(kind.id, move.id) for kind in kinds for move in kind.moves if (kind.id, move.target) in final_states],
        columns=["kind", "move"],
    )
    cases = cases[cases["kind"].isin([kind.id for kind in kinds])]
    moments = steps[["case_id", "move"]].assign(at=pd.to_datetime(steps["happened_at"], utc=True))
    moments = moments.merge(cases[["id", "kind"]], left_on="case_id", right_on="id")
    opened = moments[moments["move"] == OPENING].groupby("case_id")["at"].min()
    closed = moments.merge(final_moves, on=["kind", "move"]).groupby("case_id")["at"].max()
    is_closed = pd.MultiIndex.from_frame(cases[["kind", "state"]]).isin(list(final_states))
    found = cases.assign(
        opened_at=pd.to_datetime(cases["id"].map(opened.to_dict()), utc=True),
        closed_at=pd.to_datetime(cases["id"].map(closed.to_dict()), utc=True).where(is_closed),
        is_closed=is_closed,
    )
    minutes = (found["closed_at"] - found["opened_at"]) / MINUTE
    return shaped(found.assign(minutes=minutes.where(found["origin"] != IMPORT_BY_DAY)), CLOSINGS)


def closing_times(found: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """The minutes of CLOSINGS summed up, one row a group, one in all without `by`; columns `by` and CLOSING_TIMES.

    n are the closed ones whose minutes are known, of which `median` is; `open` ones and those that are closed but
    `untimed` are counted apart: neither is a short nor a long time.
    """
    is_closed = found["is_closed"].astype(bool)
    counted = found.assign(open=~is_closed, untimed=is_closed & found["minutes"].isna())
    if not by:
        minutes = counted["minutes"]
        told = {"n": minutes.count(), "median": minutes.median(), "open": counted["open"].sum(), "untimed": counted["untimed"].sum()}
        return shaped(pd.DataFrame([told]), CLOSING_TIMES)
    table = counted.groupby(list(by)).agg(
        n=("minutes", "count"), median=("minutes", "median"), open=("open", "sum"), untimed=("untimed", "sum")
    )
    return shaped(table.reset_index(), (*by, *CLOSING_TIMES))
