"""Identical sheets: more of them by one collector on one day than chance would bring."""

import numpy as np
import pandas as pd
from scipy.stats import binom

from survey.domain.asking.sheet_codes import SheetCodes


def identical_sheets(owner: pd.Series, day: pd.Series, codes: SheetCodes, least: float, chance: float) -> pd.Series:
    """How many others of the same owner and day say exactly the same as each sheet; 0 where that is no reason to look.

    owner  the collector, or for sheets without one the unit. day  None: not compared.
    least  so many questions at least must be answered.
    It is a reason when so many alike among the owner's sheets of that day have a binomial probability below
    `chance`, each sheet being so with the probability that the other owners' sheets show: the share of them that
    say the same (one more added to both, for what nobody said yet may still be said), or the product of the
    shares of its answers, whichever is more.
    """
    pattern = pd.factorize(pd.Series([row.tobytes() for row in codes.given]))[0]
    sheets = pd.DataFrame({"owner": owner.to_numpy(), "day": day.to_numpy(), "pattern": pattern, "row": np.arange(len(owner))})
    of_day = sheets.groupby(["owner", "day"]).size()
    groups = sheets[codes.answered >= least].groupby(["owner", "day", "pattern"])["row"].agg(["size", "first"])
    groups = groups[groups["size"] > 1].reset_index()
    found = pd.Series(0, index=owner.index)
    if groups.empty:
        return found
    likely = _likely(sheets, codes, groups)
    on_day = of_day.loc[pd.MultiIndex.from_frame(groups[["owner", "day"]])].to_numpy()
    groups = groups[binom.sf(groups["size"] - 1, on_day, likely) < chance]
    others = sheets.merge(groups, on=["owner", "day", "pattern"])
    found.iloc[others["row"].to_numpy()] = others["size"].to_numpy() - 1
    return found


def _likely(sheets: pd.DataFrame, codes: SheetCodes, groups: pd.DataFrame) -> np.ndarray:
    """With which probability a sheet of another owner says what each group says."""
    likely = np.empty(len(groups))
    owners = sheets["owner"].to_numpy()
    for owner, own in groups.groupby("owner"):
        others = owners != owner
        alike = np.bincount(sheets["pattern"].to_numpy()[others], minlength=sheets["pattern"].max() + 1)
        seen = (alike[own["pattern"]] + 1) / (others.sum() + 1)
        said = codes.given[own["first"]]
        given = codes.given[others]
        by_answer = np.prod([_shares(given[:, column], said[:, column]) for column in range(said.shape[1])], axis=0)
        likely[own.index] = np.maximum(seen, by_answer)
    return likely


def _shares(given: np.ndarray, said: np.ndarray) -> np.ndarray:
    """How often the others answer a question in the same way; blank is an answer too."""
    counts = np.bincount(given + 1, minlength=int(said.max()) + 2)
    return counts[said + 1] / max(1, len(given))
