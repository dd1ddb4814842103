"""Bright spots (亮点): surely better than the mean, and better than before or than the others; or praised by many."""

import pandas as pd


def is_bright(evidence: pd.DataFrame, least_answers: int, praised: set[tuple[str, str]]) -> pd.Series:
    """Whether each row of EVIDENCE is a bright spot.

    praised  (unit, topic) whose praise is among the three most mentioned of its place.
    """
    many = (evidence["best_n"] >= least_answers) & (evidence["top1_low"] > evidence["mean_top1"])
    is_praised = pd.Series([place in praised for place in zip(evidence["unit"], evidence["topic"])], index=evidence.index, dtype=bool)
    return (many & (evidence["is_better"] | evidence["is_above"])) | is_praised
