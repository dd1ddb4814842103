"""Whether the book's numbers are more than chance: entries a month, and days between rare ones, in words and as charts."""

import pandas as pd
import streamlit as st

from survey.actions.book_verdicts import EVERY, FIRST, BookVerdicts, Rare
from survey.actions.handling import list_cases
from survey.actions.office import Office
from survey.actions.taking import About
from survey.charts.counted import draw_count_chart, draw_gaps
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period
from survey.domain.noticing.chart_rules import ENOUGH
from survey.domain.noticing.count_chart import FEWER, MORE
from survey.domain.noticing.count_wording import count_words, gap_verdict, gap_words, usual_count_words, usual_gap_words
from survey.locale import _
from survey.screens.behind_cases import show_case_row
from survey.screens.case_words import topic_name
from survey.screens.choosing import choose_one
from survey.screens.figures import show_with_rows
from survey.screens.refusal import plain
from survey.screens.register_link import may_open_register, show_register_link
from survey.screens.taking_away import named, offer_table

NEWEST = 3  # cases


def show_count(office: Office, programme: Programme, found: BookVerdicts, about: About) -> None:
    month = found.months["month"].iloc[-1]
    show_with_rows(
        office, "count", _("每月登记的件数"), lambda theme: draw_count_chart(found.months, theme, found.events), about_count(about, found.months),
        lambda: count_rows(found.months), words=two_lines(count_words(found.months), usual_count_words(found.months)), help=about_limits(),
    )
    kinds = [kind.id for kind in programme.public_kinds]
    show_register_link(office, _("看 {month} 登记的").format(month=month), programme.id, Period(month, month), kinds=kinds)


def two_lines(verdict: str, usual: str) -> str:
    """The verdict and what is usual, in Markdown: the second line is short enough for the button beside it."""
    return "  \n".join(plain(line) for line in (verdict, usual) if line)


def about_limits() -> str:
    return _(
        "细线之间是正常波动：月月都有高低，不必解读。界限按均值 ± 2.66 × 平均移动极差（XmR 图）。"
        "只看过完的月份，本月不算；从有记录起算到所选时间为止，这样界限才稳。"
    )


def about_count(about: About, months: pd.DataFrame) -> About:
    """The chart reaches back before the page's period, and so does its n."""
    span = _("{first} 至 {last}").format(first=months["month"].iloc[0], last=months["month"].iloc[-1])
    return About(span, about.of, _("事项 {n} 件").format(n=f"{months['value'].sum():,.0f}"), about_limits())


def count_rows(chart: pd.DataFrame) -> pd.DataFrame:
    words = {MORE: _("比以往多"), FEWER: _("比以往少")}
    told = [words.get(row.side if row.rule else "", _("与以往无明显差异")) for row in chart.itertuples()]
    names = {"month": _("月份"), "value": _("事项（件）"), "middle": _("平均"), "low": _("控制下限"), "high": _("控制上限"), "told": _("结论")}
    return named(chart.assign(told=told, **chart[["middle", "low", "high"]].round(1)), names)


def show_rares(office: Office, programme: Programme, found: BookVerdicts, period: Period, units: tuple[str, ...]) -> None:
    """Every kind of rare entry in a row with its verdict; then one of them as a chart, with its newest cases."""
    if not found.rares:
        return
    st.markdown("##### " + _("少见的事：隔多久来一件"), help=about_gaps())
    st.markdown(plain(rares_words(programme, found.rares)))
    table = rare_rows(programme, found.rares)
    st.dataframe(table, hide_index=True, height="content", placeholder="—", column_config=rare_columns())
    about = About(_("到 {period} 为止").format(period=period), str(programme.title), definition=about_gaps())
    offer_table(office, _("少见的事：隔多久来一件"), about, lambda: table.rename(columns=rare_words()), "rares")
    by_key = {f"{rare.of}.{rare.topic}": rare for rare in found.rares}
    left, right = st.columns([3, 2], gap="medium")
    with left:
        standing_out = next((key for key, rare in by_key.items() if is_out(rare)), None)
        key = choose_one(
            _("看哪一种的间隔"), list(by_key), lambda key: rare_name(programme, by_key[key]), key="rare", default=standing_out
        )
        chosen = by_key[key]
        name = rare_name(programme, chosen)
        show_with_rows(
            office, "gaps", _("与前一件相隔的天数：{what}").format(what=name), lambda theme: draw_gaps(chosen.chart, theme), about,
            lambda: gap_rows(chosen.chart), words=two_lines(gap_words(chosen.chart), usual_gap_words(chosen.chart)),
        )
    with right:
        show_newest(office, programme, chosen, name, units)


def about_gaps() -> str:
    return _(
        "平均每周不到一件的，按月数看不出什么，改看隔多少天来一件：隔得久是好，来得密是差。"
        "界限按 t 图（天数开 3.6 次方后的 XmR，Nelson 1994），不足 {enough} 个间隔的是暂定的。"
        "主题多了，总会有一两个是偶然超出的。"
    ).format(enough=ENOUGH)


def rares_words(programme: Programme, rares: tuple[Rare, ...]) -> str:
    """How many of them came lately more seldom, or more often, than chance lets them, and which."""
    out = [_("{name}（{told}）").format(name=rare_name(programme, rare), told=gap_verdict(rare.chart)) for rare in rares if is_out(rare)]
    if not out:
        return _("{count} 种都与以往无明显差异。").format(count=len(rares))
    return _("{count} 种中，与以往有差异的：{names}。其余看不出变化。").format(count=len(rares), names=_("、").join(out))


def is_out(rare: Rare) -> bool:
    """Whether the newest gap is more than chance."""
    return not rare.chart.empty and rare.chart["rule"].iloc[-1] != ""


def rare_name(programme: Programme, rare: Rare) -> str:
    if rare.of == EVERY:
        return _("全部事项")
    return first_in_line_words(programme) if rare.of == FIRST else str(topic_name(programme, rare.topic))


def first_in_line_words(programme: Programme) -> str:
    """What makes an entry stand first in line, in the words of its kind."""
    lines = {kind.fields[kind.first_in_line.field]: kind.first_in_line.values for kind in programme.public_kinds if kind.first_in_line}
    told = _("{field}＝{values}")
    return _("；").join(
        told.format(field=field.name, values=_("、").join(str(option.name) for option in field.options if option.id in values))
        for field, values in lines.items()
    )


def rare_rows(programme: Programme, rares: tuple[Rare, ...]) -> pd.DataFrame:
    rows = [
        {
            "name": rare_name(programme, rare), "told": gap_verdict(rare.chart), "n": len(rare.days),
            "usual": None if rare.chart.empty else round(float(rare.chart["middle"].iloc[-1])),
            "gap": None if rare.chart.empty else round(float(rare.chart["value"].iloc[-1])),
            "newest": rare.days[0],
        }
        for rare in rares
    ]  # fmt: skip
    return pd.DataFrame(rows).astype({"usual": "Int64", "gap": "Int64"})


def rare_words() -> dict[str, str]:
    return {
        "name": _("哪一种"), "told": _("与以往比"), "n": _("件数 n"), "usual": _("平常相隔（天）"), "gap": _("最近相隔（天）"),
        "newest": _("最近一件"),
    }  # fmt: skip


def rare_columns() -> dict:
    columns = {name: st.column_config.Column(word) for name, word in rare_words().items()}
    return columns | {"newest": st.column_config.DateColumn(_("最近一件"), format="YYYY-MM-DD")}


def gap_rows(chart: pd.DataFrame) -> pd.DataFrame:
    names = {"month": _("登记日期"), "value": _("相隔（天）"), "middle": _("平常（天）"), "low": _("控制下限"), "high": _("控制上限"), "told": _("结论")}
    told = [gap_verdict(chart.iloc[: place + 1]) for place in range(len(chart))]
    return named(chart.assign(told=told, **chart[["middle", "low", "high"]].round(1)), names)


def show_newest(office: Office, programme: Programme, rare: Rare, name: str, units: tuple[str, ...]) -> None:
    """The cases themselves, for whoever may see them."""
    kinds = [kind.id for kind in programme.public_kinds]
    if not may_open_register(office, programme.id, kinds):
        return
    st.markdown("**" + plain(_("最近的：{what}").format(what=name)) + "**")
    cases = list_cases(office, programme.id, kinds=kinds)
    for row in cases[cases["id"].isin(rare.ids)].head(NEWEST).itertuples():
        show_case_row(office, row)
    if rare.topic:
        show_register_link(office, _("在登记簿里看这个主题的"), programme.id, kinds=kinds, units=units, topics=(rare.topic,))
