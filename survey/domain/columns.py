"""The declared columns of tables that travel between rooms."""

import pandas as pd

TALLIES = ("question", "unit", "month", "answer", "version", "area", "mode", "person", "collector", "count")
COMMENTS = ("id", "questionnaire", "question", "unit", "area", "mode", "happened_on", "text")
RESPONSES = (
    "id", "programme", "questionnaire", "version", "unit", "area", "person", "collector", "mode",
    "happened_on", "entered_at", "entered_by", "origin", "answers", "about",
)
CASES = (
    "id", "programme", "kind", "code", "unit", "topic", "text", "wants_answer", "channel",
    "state", "opened_on", "entered_at", "entered_by", "origin", "at_unit", "handler", "target", "source", "coded", "words",
)
ABOUT_ME = ("id", "code", "kind", "topic", "opened_on", "state", "finding")
REFUSED = ("line", "column", "value", "reason")  # one row a fault: a line may have several
ISSUE_CASES = (
    "id", "code", "programme", "kind", "unit", "topic", "question", "state", "opened_on", "before_count", "before_n",
    "due_at", "light", "reopened",
)
LOG = ("number", "at", "actor", "address", "action", "row", "before", "after", "hash")
STEPS = ("case_id", "number", "move", "by", "note", "at", "happened_at", "actor", "coded", "words")
CLOCKS = ("case_id", "clock", "number", "started_at", "due_at", "calendar", "is_provisional", "paused_at", "ended_at", "is_dropped")
CLOSINGS = ("id", "kind", "unit", "topic", "channel", "is_closed", "opened_at", "closed_at", "minutes")
CLOSING_TIMES = ("n", "median", "open", "untimed")

OF_CASE = ("programme", "kind", "code", "unit", "at_unit", "topic", "state", "opened_on", "handler")
EVENTS = ("case_id", "number", "move", "happened_at", "given", "coded", *OF_CASE)  # steps, and what they belong to
RUNS = (*CLOCKS, *OF_CASE)
# What indicators count of cases.
COUNTED_CASES = ("id", "unit", "at_unit", "state", "opened_on", "entered_at", "source", "coded", "words")
COUNTED_RUNS = ("case_id", "clock", "due_at", "paused_at", "ended_at", "is_dropped", "unit", "at_unit", "coded")

# What charts and verdicts are made of (docs/decisions/0014).
CONTROL = ("month", "phase", "value", "n", "middle", "low", "high", "is_provisional", "rule", "side", "shown")
EVENTS_MARKED = ("month", "name", "rebases")
CONTROL_BY_UNIT = ("unit", *CONTROL)
FUNNEL = ("unit", "value", "n", "z", "grade", "side", "shown")
FUNNEL_LIMITS = ("n", "middle", "watch_low", "watch_high", "alarm_low", "alarm_high")  # 95 % and 99.8 %, by rising n
IMPORTANCE = ("question", "score", "n", "importance", "importance_low", "importance_high", "quadrant", "is_borderline")
CHANGES = ("unit", "question", "before", "n_before", "now", "n", "difference", "low", "high", "q", "verdict", "shown")
CROSS = ("row", "column", "count", "share", "residual", "shown")


def shaped(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """The frame with exactly these columns in this order; a missing one is a fault."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise KeyError(f"table lacks {missing}, has {list(frame.columns)}")
    return frame.loc[:, list(columns)]


def empty(columns: tuple[str, ...]) -> pd.DataFrame:
    """A table of these columns without rows."""
    return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
