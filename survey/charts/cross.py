"""The cross table: what share of each row falls into each column, and which cells chance does not explain."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.cells import blanks, painted, pivoted, table_layout
from survey.charts.label import hidden_note, with_notes, words_of, wrap
from survey.charts.measure import is_hidden
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import Theme, figure_of
from survey.locale import _

MARKED = 2.0  # adjusted residuals beyond ±2 (Agresti, Categorical Data Analysis)


def draw_cross_table(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """Rows of CROSS, words in `row_label` and `column_label`, else the ids; `share` is 0-1 of its row.

    A cell whose adjusted residual is beyond ±2 is coloured, with ▲ for more and ▼ for fewer than expected if
    row and column had nothing to do with each other. More or fewer is neither good nor bad: one hue for both, as a full and as an empty cell.
    """
    rows = frame.assign(
        _row=words_of(frame, "row_label", "row"),
        _column=words_of(frame, "column_label", "column"),
        share=frame["share"].astype(float).where(~is_hidden(frame)),
    )
    if not rows["share"].notna().any():
        return draw_nothing(why_nothing(frame), theme)
    rows = rows.assign(kind=_kinds(rows), text=_texts(rows), hover=[_hover(row) for _place, row in rows.iterrows()])
    kinds, texts, hovers = (pivoted(rows, "_row", "_column", name) for name in ("kind", "text", "hover"))
    looks = {
        "plain": (theme.grid, theme.ink),
        "more": (theme.main, theme.surface),
        "fewer": (theme.surface, theme.main),
    }
    traces = [*painted(looks, kinds, texts, hovers), blanks((~kinds.isin(list(looks))).to_numpy(), theme)]
    notes = [
        _("百分比：占本行的份额。"),
        _("▲ 比两者无关时该有的多；▼ 比该有的少（调整残差超过 ±2）；灰色：看不出差别。"),
        *hidden_note(int(is_hidden(frame).sum())),
    ]
    return figure_of(traces, theme, **with_notes(table_layout(kinds, theme), theme, notes))


def _kinds(rows: pd.DataFrame) -> pd.Series:
    residual = rows["residual"].astype(float)
    kinds = pd.Series("plain", index=rows.index).mask(residual > MARKED, "more").mask(residual < -MARKED, "fewer")
    return kinds.where(rows["share"].notna(), "")


def _texts(rows: pd.DataFrame) -> list[str]:
    signs = {"more": " ▲", "fewer": " ▼"}
    return [
        "" if pd.isna(share) else f"{share:.0%}{signs.get(kind, '')}"
        for share, kind in zip(rows["share"], _kinds(rows), strict=True)
    ]


def _hover(row: pd.Series) -> str:
    if pd.isna(row["share"]):
        return ""
    lines = [
        f"<b>{wrap(row['_row'], 40)}<br>{wrap(row['_column'], 40)}</b>",
        _("{share}（{count} 份）").format(share=f"{row['share']:.1%}", count=f"{row['count']:,.0f}"),
        _("调整残差 {residual}").format(residual="—" if pd.isna(row["residual"]) else f"{row['residual']:+.1f}"),
    ]
    return "<br>".join(lines)
