"""Keying speed: sheets that followed each other sooner than their questions can be read out."""

import numpy as np
import pandas as pd

NOT_KEYED = ("form", "import")  # origins whose moment of entry says nothing about reading out


def keying_speed(responses: pd.DataFrame, questions: np.ndarray, spoken: tuple[str, ...], seconds: float) -> pd.DataFrame:
    """One row a sheet that was too fast, indexed as `responses` (columns RESPONSES): columns seconds, run, span.

    questions  how many each sheet answers; spoken  the modes in which they are read out.
    seconds    since the sheet before, by the same account (or, where none is known, the same collector).
    run        how many too fast ones follow each other there; span: seconds that all of them took together.
    """
    sheets = pd.DataFrame({
        "keyer": _keyer(responses), "at": pd.to_datetime(responses["entered_at"], utc=True), "questions": questions,
        "is_spoken": responses["mode"].isin(spoken),
    })[is_keyed(responses)].sort_values(["keyer", "at"], kind="stable")  # fmt: skip
    since = sheets.groupby("keyer")["at"].diff().dt.total_seconds()
    is_fast = sheets["is_spoken"] & (since < sheets["questions"] * seconds)
    run_number = (is_fast != is_fast.shift()).cumsum() + (sheets["keyer"] != sheets["keyer"].shift()).cumsum()
    fast = pd.DataFrame({"seconds": since, "number": run_number})[is_fast]
    runs = fast.groupby("number")["seconds"]
    return pd.DataFrame({"seconds": fast["seconds"], "run": runs.transform("size"), "span": runs.transform("sum")})


def is_keyed(responses: pd.DataFrame) -> pd.Series:
    """Of which sheets it is known who keyed them in, and when."""
    return (_keyer(responses) != "") & ~responses["origin"].isin(NOT_KEYED)


def _keyer(responses: pd.DataFrame) -> pd.Series:
    return responses["entered_by"].where(responses["entered_by"] != "", responses["collector"])
