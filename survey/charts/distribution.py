"""The distribution: what was answered to each question, as one bar of 100 %."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.compare import side_room, side_text
from survey.charts.label import hidden_note, legend_room, with_notes, wrap
from survey.charts.measure import is_hidden
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.questions import LABEL_COLUMNS, over_text, places_under
from survey.charts.theme import SMALL, Theme, figure_of
from survey.locale import _

BOTTOM, BAR = 48, 22
PATTERNS = ("", "/", "x", ".")


def draw_distribution(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """Rows of `label` (question), `answer`, `answer_label`, `grade` (1-5 or NaN), `share`, `count`, `n`, in order.

    Graded answers take the five levels, the others greys. A question with one hidden answer is hidden
    whole: the rest of its bar would give the answer back.
    """
    hidden = set(frame["label"][is_hidden(frame) | frame["share"].isna()])
    rows = frame[~frame["label"].isin(hidden)]
    if rows.empty:
        return draw_nothing(why_nothing(frame), theme)
    questions = list(dict.fromkeys(rows["label"]))
    texts = [wrap(label, LABEL_COLUMNS) for label in questions]
    places, total = places_under(texts)
    answers = _answers(rows)
    beside = [f"n = {n:,}" for n in rows.drop_duplicates("label")["n"]]
    top = 16 + legend_room(list(answers["answer_label"]))
    traces = [
        *_bars(rows, dict(zip(questions, places, strict=True)), answers, theme),
        side_text(beside, places, (0, 100), theme),
        over_text(texts, [place - BAR / 2 for place in places], 0, theme),
    ]
    layout = {
        "height": top + BOTTOM + total,
        "margin": {"l": 16, "r": side_room(beside), "t": top, "b": BOTTOM},
        "barmode": "stack",
        "showlegend": True,
        "uniformtext": {"minsize": SMALL - 1, "mode": "hide"},
        "xaxis": {"title": {"text": _("占全部答案的比例（%）")}, "range": [0, 100]},
        "yaxis": {"range": [total, 0], "visible": False},
    }
    return figure_of(traces, theme, **with_notes(layout, theme, hidden_note(len(hidden))))


def _answers(rows: pd.DataFrame) -> pd.DataFrame:
    """Every answer once, best grade first, those without a grade last, otherwise in the order they come."""
    return rows.drop_duplicates("answer_label").sort_values("grade", kind="stable", na_position="last")


def _bars(rows: pd.DataFrame, places: dict[str, int], answers: pd.DataFrame, theme: Theme) -> list[go.Bar]:
    bars, used = [], {}
    for answer in answers.itertuples():
        grade = None if pd.isna(answer.grade) else int(answer.grade)
        before = used.get(grade, 0)
        used[grade] = before + 1
        fill, ink, pattern = _look(grade, before, theme)
        bars.append(_bar(rows[rows["answer_label"] == answer.answer_label], places, fill, ink, pattern, theme))
    return bars


def _look(grade: int | None, before: int, theme: Theme) -> tuple[str, str, str]:
    """Fill, ink and pattern; a second answer of the same grade, in other words, is the same colour hatched."""
    if grade is not None:
        return *theme.levels[grade - 1], PATTERNS[before % len(PATTERNS)]
    greys = theme.ungraded  # hatched: in grey print the first would look like the best grade
    return greys[before % len(greys)], theme.ink, PATTERNS[(before // len(greys) + 1) % len(PATTERNS)]


def _bar(rows: pd.DataFrame, places: dict[str, int], fill: str, ink: str, pattern: str, theme: Theme) -> go.Bar:
    name = str(rows["answer_label"].iloc[0])
    return go.Bar(
        name=wrap(name, 40),
        orientation="h",
        x=list(rows["share"] * 100),
        y=[places[label] for label in rows["label"]],
        width=BAR,
        marker={
            "color": fill,
            "line": {"color": theme.surface, "width": 1},
            "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": theme.surface, "size": 6, "solidity": 0.25},
        },
        text=[f"{share:.0%}" for share in rows["share"]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": ink, "size": SMALL},
        hovertext=[
            f"<b>{wrap(row.label, 40)}</b><br>{wrap(name, 40)}: {row.share:.1%} ({row.count:,.0f} / n = {row.n:,})"
            for row in rows.itertuples()
        ],
        hoverinfo="text",
    )
