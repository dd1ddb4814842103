"""Small literal tables that the charts' tests draw."""

import pandas as pd

from survey.domain.columns import CONTROL
from survey.domain.counting.small_numbers import hide_small

NUMBERS = ("n", "scored", "outside", "score", "dissatisfied")


def readings(names: dict[str, tuple], by: str = "label") -> pd.DataFrame:
    """{name: (n, score, share of dissatisfied)} as readings, few answers hidden as everywhere."""
    table = pd.DataFrame(
        [(name, n, n, 0, float(score), share) for name, (n, score, share) in names.items()], columns=[by, *NUMBERS]
    )
    table = table.assign(score_low=table["score"] - 4, score_high=table["score"] + 4)
    table = table.assign(
        dissatisfied_low=(table["dissatisfied"] - 0.02).clip(lower=0), dissatisfied_high=table["dissatisfied"] + 0.03
    )
    return hide_small(table)


def answers(counts: dict[str, tuple]) -> pd.DataFrame:
    """{question: counts of 非常满意 … 非常不满意 and 没接触} as a distribution."""
    words = ("非常满意", "满意", "一般", "不满意", "非常不满意", "没接触")
    rows = [
        (question, str(place), word, place + 1.0 if place < 5 else float("nan"), count, count / sum(given), sum(given))
        for question, given in counts.items()
        for place, (word, count) in enumerate(zip(words, given, strict=True))
    ]
    return pd.DataFrame(rows, columns=["label", "answer", "answer_label", "grade", "count", "share", "n"])


def control(values: dict[str, float], phase: int = 1, middle: float = 80, signals: dict[str, str] | None = None) -> pd.DataFrame:
    """{month: value} as CONTROL with limits ten to either side; `signals` {month: side} lie outside."""
    signals = signals or {}
    rows = [
        (month, phase, value, 50, middle, middle - 10, middle + 10, False,
         "outside" if month in signals else "", signals.get(month, ""), True)
        for month, value in values.items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(CONTROL))


def notes(figure) -> str:
    """All words that stand in the figure or under it."""
    return "\n".join(str(note.text) for note in figure.layout.annotations)
