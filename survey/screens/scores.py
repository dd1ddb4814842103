"""The year's score cards: everybody's standing, one card in full, and the workbook."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st

from survey.actions.judging import evaluate, year_end, years_begun
from survey.actions.office import Office
from survey.actions.taking import About
from survey.domain.judging.evaluation import Sheet
from survey.domain.judging.wording import against_word
from survey.domain.judging.year_end import Standing, YearEnd
from survey.domain.keeping.actor import Actor
from survey.locale import _, current_language, use_language
from survey.screens import identity
from survey.screens.choosing import choose_one, choose_side
from survey.screens.heading import show_heading
from survey.screens.clock import now, today
from survey.screens.score_card import remark, show_card
from survey.screens.taking_away import EXCEL, named, offer_table
from survey.workbook.year_end import write_year_end


def show_scores() -> None:
    office = identity.the_office()
    years = sorted(office.declarations.evaluations, reverse=True)
    if not years:
        show_heading(_("考核"))
        st.info(_("还没有考核规则（data/evaluation/<年>.toml）。"))
        return
    with show_heading(_("考核")):
        year = int(choose_year(office, years))
        with st.spinner(_("正在计算各单位和个人的得分……")):
            found = _evaluate(office, office.database.name, year, office.actor)
        if office.may("export_year_end"):
            show_download(office, year)
    st.caption(
        _("得分是按规则算出的建议，由人审签。规则：{source}；每项读数都有区间，缺项的权重按比例转给其他项。").format(
            source=found.evaluation.source
        )
    )
    sheets = {sheet.id: sheet for sheet in found.evaluation.sheets if found.standings[sheet.id]}
    if not sheets:
        st.info(_("没有您可以看的考核表。"))
        return
    sheet = sheets[choose_side(_("考核表"), list(sheets), lambda id: sheets[id].title, key="sheet")]
    show_sheet(office, found, sheet, found.standings[sheet.id])


def choose_year(office: Office, years: list[int]) -> str:
    """The latest year with enough responses to be judged, unless another is chosen."""
    full = years_begun(office)
    begun = [year for year in years if year in full] or years
    return choose_one(
        _("年度"), [str(year) for year in years], str, key="year", default=str(begun[0]), label_visibility="collapsed",
        width=120,
    )


# A year's evaluation reads every tally of the year; while somebody looks from card to card it is kept for a minute.
@st.cache_resource(ttl=60, max_entries=8, show_spinner=False)
def _evaluate(_office: Office, database: str, year: int, reader: Actor) -> YearEnd:
    return evaluate(_office, year, now())


def show_download(office: Office, year: int) -> None:
    language = current_language()
    st.download_button(
        _("下载年终工作簿"),
        data=lambda: workbook_bytes(office, year, language),
        file_name=_("年终考核-{year}-{day}.xlsx").format(year=year, day=today(office)),
        mime=EXCEL,
        icon=":material/download:",
        key="do_download",
        on_click="ignore",  # a rerun at the same time could throw the file away before it is fetched
    )


def workbook_bytes(office: Office, year: int, language: str) -> bytes:
    """Runs beside the script when the file is fetched, so it is told the language."""
    use_language(language)
    found = year_end(office, year, now())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "year-end.xlsx"
        write_year_end(found, path, made_on=today(office))
        return path.read_bytes()


def show_sheet(office: Office, found: YearEnd, sheet: Sheet, standings: tuple[Standing, ...]) -> None:
    left, right = st.columns([6, 8], gap="medium")
    with left:
        st.dataframe(
            standings_table(found, standings), hide_index=True, height="content", column_config=standings_columns(),
            placeholder="—",
        )
        about = About(str(found.evaluation.year), str(sheet.title), definition=str(found.evaluation.source), interval=_("95%"))
        offer_table(office, str(sheet.title), about, lambda: standings_in_words(found, standings), f"scores_{sheet.id}", "read_scores")
    with right:
        names = {standing.card.subject: found.name_of(standing.card) for standing in standings}
        if not names:
            st.info(_("这张表还没有考核对象。"))
            return
        subject = choose_one(_("看哪一张"), list(names), names.__getitem__, key="subject")
        show_card(office, found, next(standing for standing in standings if standing.card.subject == subject))


def standings_table(found: YearEnd, standings: tuple[Standing, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                found.name_of(standing.card), standing.card.total, interval(standing), short_band(standing),
                against_word(standing.against), remark(standing),
            )
            for standing in standings
        ],
        columns=["name", "total", "interval", "band", "against", "remark"],
    ).astype({"total": float})


def standings_in_words(found: YearEnd, standings: tuple[Standing, ...]) -> pd.DataFrame:
    words = {
        "name": _("名称"), "total": _("得分"), "interval": _("区间"), "band": _("名次"), "against": _("与其余比"),
        "remark": _("备注"),
    }  # fmt: skip
    table = standings_table(found, standings)
    return named(table.assign(total=table["total"].round(2)), words)


def short_band(standing: Standing) -> str:
    band = standing.band
    return "—" if band is None else str(band.best) if band.best == band.worst else f"{band.best}–{band.worst}"


def interval(standing: Standing) -> str:
    low, high = standing.card.low, standing.card.high
    return "—" if low is None else f"{low:.1f}–{high:.1f}"


def standings_columns() -> dict:
    return {
        "name": st.column_config.TextColumn(_("名称")),
        "total": st.column_config.NumberColumn(_("得分"), format="%.1f"),
        "interval": st.column_config.TextColumn(_("区间")),
        "band": st.column_config.TextColumn(
            _("名次"), help=_("区间彼此重叠的分不出先后，所以名次是一段。")
        ),
        "against": st.column_config.TextColumn(
            _("与其余比"), width=92, help=_("自己的总分减其余各张表的平均；区间含 0 的是无明显差异，点开一张看差多少。")
        ),
        "remark": st.column_config.TextColumn(_("备注")),
    }
