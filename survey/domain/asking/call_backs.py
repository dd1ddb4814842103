"""The list to call back: drawn by lot, the same for everybody, and nobody can choose."""

from hashlib import sha256
from math import ceil

import pandas as pd

from survey.domain.columns import CALL_BACKS, empty, shaped


def draw_call_backs(responses: pd.DataFrame, share: float, round_months: int) -> pd.DataFrame:
    """Of each collector's sheets of a round this share, rounded up: those whose hashed ids come first; columns CALL_BACKS.

    `responses` have the columns RESPONSES; sheets without a collector or a day are not drawn. round: "2025-1" is the
    year's first.
    """
    sheets = responses[(responses["collector"] != "") & responses["happened_on"].notna()]
    if sheets.empty:
        return empty(CALL_BACKS)
    drawn = sheets.assign(
        round=[f"{day.year}-{(day.month - 1) // round_months + 1}" for day in sheets["happened_on"]],
        lot=[sha256(id.encode()).hexdigest() for id in sheets["id"]],
    ).sort_values("lot", ignore_index=True)
    groups = drawn.groupby(["collector", "round"])["lot"]
    wanted = groups.transform("size").map(lambda n: ceil(round(share * n, 9)))
    chosen = drawn[groups.cumcount() < wanted.clip(lower=1)]
    return shaped(chosen.sort_values(["round", "collector", "happened_on"], ignore_index=True), CALL_BACKS)
