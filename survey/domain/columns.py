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
# Of entries that wanted an answer, by unit: how many got one in time, how long it took, and where that stands against all.
ANSWERING = (
    "unit", "n", "value", "low", "high", "grade", "side", "z", "days", "days_low", "days_high", "days_grade", "days_side",
    "days_z", "shown",
)
COUNTED_RUNS = ("case_id", "clock", "due_at", "paused_at", "ended_at", "is_dropped", "unit", "at_unit", "coded")

# What charts and verdicts are made of (docs/decisions/0014).
CONTROL = ("month", "phase", "value", "n", "middle", "low", "high", "is_provisional", "rule", "side", "shown")
EVENTS_MARKED = ("month", "name", "rebases")
CONTROL_BY_SEGMENT = ("segment", *CONTROL)
CONTROL_BY_UNIT = ("unit", *CONTROL_BY_SEGMENT)
FUNNEL = ("unit", "value", "n", "z", "grade", "side", "shown")
FUNNEL_LIMITS = ("n", "middle", "watch_low", "watch_high", "alarm_low", "alarm_high")  # 95 % and 99.8 %, by rising n
IMPORTANCE = ("question", "score", "n", "importance", "importance_low", "importance_high", "quadrant", "is_borderline")
CHANGES = ("unit", "question", "before", "n_before", "now", "n", "difference", "low", "high", "q", "verdict", "shown")
MOVED = ("questionnaire", "figure", *CHANGES)  # CHANGES of several questionnaires and figures, one below the other
# What issues are made of (docs/decisions/0016).
LABELS = ("source", "row", "question", "topic", "is_right", "by", "at", "programme", "unit", "on")
COMMENT_TEXTS = ("id", "programme", "questionnaire", "version", "unit", "on", "question", "text", "answers")
CASE_TEXTS = ("id", "programme", "kind", "unit", "on", "topic", "text", "words")
SCORED = (
    "unit", "question", "n", "dissatisfied", "dissatisfied_low", "dissatisfied_high", "score", "top1", "top1_low",
    "top1_high", "rounds", "is_worse", "is_better", "is_above", "mean_top1", "importance", "mean_importance", "gap",
)
TOPIC_COUNTS = ("programme", "kind", "unit", "topic", "count")
EVIDENCE = (
    "unit", "topic", "doors", "question", "n", "dissatisfied", "dissatisfied_low", "dissatisfied_high", "score", "rounds",
    "is_worse", "importance", "mean_importance", "gap", "worth", "best_question", "best_n", "top1", "top1_low",
    "top1_high", "mean_top1", "is_better", "is_above", "confirmed", "praised", "suggested", "book", "requests", "notes",
    "reopened", "overdue", "responses",
)
FOUND_ISSUES = (*EVIDENCE, "is_focal", "is_difficult", "is_bright", "is_clue", "why", "owner")
# What the year-end workbook tells of them, and of the months.
YEAR_ISSUES = ("programme", *FOUND_ISSUES)
YEAR_TREND = (
    "programme", "questionnaire", "segment", "month", "n", "score", "score_low", "score_high", "phase", "middle", "low",
    "high", "is_provisional", "rule", "side", "event",
)
SUGGESTIONS = (
    "source", "row", "question", "unit", "on", "text", "topic", "word", "start", "says", "is_negated", "is_right", "contradicts",
)
EVIDENCE_READINGS = ("questionnaire", "question", "n", "score", "dissatisfied", "dissatisfied_low", "dissatisfied_high")
# Before and now of one question over a whole selection: `figure` is score, top1, top2, top3 or dissatisfied.
FIGURE_CHANGES = ("figure", "before", "n_before", "now", "n", "difference", "low", "high", "verdict", "shown")
HEADLINES = ("questionnaire", *FIGURE_CHANGES)  # of several questionnaires
MODE_ADJUSTED = ("n", "raw", "adjusted", "low", "high", "reason")  # behind the column of the group
MODE_EFFECTS = ("mode", "n", "raw", "difference", "low", "high")
CROSS = ("row", "column", "count", "share", "residual", "shown")
PENALTIES = (
    "question", "n_low", "n_high", "penalty", "penalty_low", "penalty_high", "reward", "reward_low", "reward_high", "kind",
)
# Whether questions, and raters, measure one thing.
ITEMS = ("question", "n", "missing", "mean", "sd", "floor", "ceiling", "item_total", "alpha_if_dropped")
INTRACLASS = ("name", "mcgraw_wong", "value", "low", "high", "f", "df1", "df2", "p")

# A person's score beside the one adjusted for who carried the sheets (measures.md 9), in points 0-100.
FAIR = (
    "person", "n", "raw", "raw_low", "raw_high", "adjusted", "low", "high", "reliability", "grade", "method", "is_capped",
    "collector", "severity",
)

# Reasons to look at a sheet again (docs/decisions/0018), and what two persons made of them.
FLAGS = ("id", "flag", "count", "extent")  # one row a sheet and reason; what the numbers count: domain/asking/flag_words.py
SPREADS = ("collector", "n", "spread", "low", "high", "n_others", "others", "others_low", "is_even")
FLAGGED = ("id", "unit", "area", "collector", "mode", "happened_on", "entered_at", "reasons", "state")
CALL_BACKS = ("id", "round", "unit", "area", "collector", "mode", "happened_on", "entered_at")
EXCLUSIONS = (
    "response_id", "number", "reason", "proposed_by", "proposed_at", "decision", "decided_by", "decided_at",
    "version", "unit", "area", "collector", "mode", "happened_on", "answers", "is_void",
)


def shaped(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.DataFrame:
    """The frame with exactly these columns in this order; a missing one is a fault."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise KeyError(f"table lacks {missing}, has {list(frame.columns)}")
    return frame.loc[:, list(columns)]


def empty(columns: tuple[str, ...]) -> pd.DataFrame:
    """A table of these columns without rows."""
    return pd.DataFrame(columns=list(columns), dtype=object)
