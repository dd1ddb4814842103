"""The cross table: what share of each row falls into each column, and which cells chance does not explain."""

import pandas as pd
import plotly.graph_objects as go

from survey.charts.cells import blanks, painted, pivoted, table_layout
from survey.charts.label import hidden_note, with_notes, words_of, wrap
from survey.charts.measure import is_hidden
from survey.charts.nothing import draw_nothing, why_nothing
from survey.charts.theme import Theme, figure_of
from survey.locale import _

MARKED = 2.0  # adjusted residuals beyond ±2 (Haberman 1973)


def draw_cross_table(frame: pd.DataFrame, theme: Theme, is_related: bool = True) -> go.Figure:
    """Rows of CROSS, words in `row_label` and `column_label`, else the ids; `share` is 0-1 of its row.

    A cell whose adjusted residual is beyond ±2 is coloured, with ▲ for more and ▼ for fewer than expected if
    row and column had nothing to do with each other. More or fewer is neither good nor bad: one hue for both, as a full and as an empty cell.
    Where the table as a whole is not related, no cell is marked: among many, some lie beyond ±2 by chance.
    """
    rows = frame.assign(
        _row=words_of(frame, "row_label", "row"),
        _column=words_of(frame, "column_label", "column"),
        share=frame["share"].astype(float).where(~is_hidden(frame)),
        clear=frame["residual"].astype(float) if is_related else 0.0,
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
    marks = [_("▲ 多于、▼ 少于两者无关时该有的份额：调整残差超过 ±2。"), _("灰色：看不出差别。")]
    notes = [
        _("百分比：占本行的份额。"),
        *(marks if is_related else [_("全表看不出关联，各格不作标记。")]),
        *hidden_note(int(is_hidden(frame).sum())),
    ]
    return figure_of(traces, theme, **with_notes(table_layout(kinds, theme), theme, notes))


def _kinds(rows: pd.DataFrame) -> pd.Series:
    kinds = pd.Series("plain", index=rows.index)
    kinds = kinds.mask(rows["clear"] > MARKED, "more").mask(rows["clear"] < -MARKED, "fewer")
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
