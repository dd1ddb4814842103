"""The year's score cards: everybody's standing, one card in full, and the workbook."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import streamlit as st

from survey.actions.judging import evaluate
from survey.actions.noticing import months_with_responses
from survey.actions.office import Office
from survey.domain.judging.evaluation import Sheet
from survey.domain.judging.year_end import Standing, YearEnd
from survey.locale import _, current_language, use_language
from survey.screens import identity
from survey.screens.choosing import choose_one, choose_side
from survey.screens.heading import show_heading
from survey.screens.clock import today
from survey.screens.selection import latest_full_year
from survey.screens.score_card import remark, show_card
from survey.workbook.year_end import write_year_end

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
            found = _evaluate(office, office.database.name, year)
        show_download(office, found)
    st.caption(
        _("得分是按规则算出的建议，由人审签。规则：{source}；每项读数都有区间，缺项的权重按比例转给其他项。").format(
            source=found.evaluation.source
        )
    )
    sheets = {sheet.id: sheet for sheet in found.evaluation.sheets}
    sheet = sheets[choose_side(_("考核表"), list(sheets), lambda id: sheets[id].title, key="sheet")]
    show_sheet(found, sheet, found.standings[sheet.id])


def choose_year(office: Office, years: list[int]) -> str:
    """The latest year with enough responses to be judged, unless another is chosen."""
    full = {
        latest_full_year(months_with_responses(office, programme.id, questionnaire.id))
        for programme in office.declarations.programmes.values()
        for questionnaire in programme.current_questionnaires
    }
    begun = [year for year in years if str(year) in full] or years
    return choose_one(
        _("年度"), [str(year) for year in years], str, key="year", default=str(begun[0]), label_visibility="collapsed",
        width=120,
    )


# A year's evaluation reads every tally of the year; while somebody looks from card to card it is kept for a minute.
@st.cache_resource(ttl=60, max_entries=8, show_spinner=False)
def _evaluate(_office: Office, database: str, year: int) -> YearEnd:
    return evaluate(_office, year)


def show_download(office: Office, found: YearEnd) -> None:
    language, day = current_language(), today(office)
    st.download_button(
        _("下载年终工作簿"),
        data=lambda: workbook_bytes(found, language, day),
        file_name=_("年终考核-{year}-{day}.xlsx").format(year=found.evaluation.year, day=day),
        mime=EXCEL,
        icon=":material/download:",
        key="do_download",
        on_click="ignore",  # a rerun at the same time could throw the file away before it is fetched
    )


def workbook_bytes(found: YearEnd, language: str, day: date) -> bytes:
    """Runs beside the script when the file is fetched, so it is told the language."""
    use_language(language)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "year-end.xlsx"
        write_year_end(found, path, made_on=day)
        return path.read_bytes()


def show_sheet(found: YearEnd, sheet: Sheet, standings: tuple[Standing, ...]) -> None:
    left, right = st.columns([5, 8], gap="medium")
    with left:
        st.dataframe(
            standings_table(found, standings), hide_index=True, height="content", column_config=standings_columns(),
            placeholder="—",
        )
    with right:
        names = {standing.card.subject: found.name_of(standing.card) for standing in standings}
        if not names:
            st.info(_("这张表还没有考核对象。"))
            return
        subject = choose_one(_("看哪一张"), list(names), names.__getitem__, key="subject")
        show_card(found, next(standing for standing in standings if standing.card.subject == subject))


def standings_table(found: YearEnd, standings: tuple[Standing, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (
                found.name_of(standing.card), standing.card.total, interval(standing), short_band(standing),
                remark(standing.card),
            )
            for standing in standings
        ],
        columns=["name", "total", "interval", "band", "remark"],
    ).astype({"total": float})


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
        "remark": st.column_config.TextColumn(_("备注")),
    }
