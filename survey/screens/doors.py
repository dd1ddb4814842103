"""The public addresses: the form that a QR code opens, and the poster that carries it."""

import pandas as pd
import streamlit as st

from survey.actions.keeping import Link, public_links
from survey.actions.office import Office
from survey.locale import _, current_language
from survey.screens import identity
from survey.screens.choosing import choose_some
from survey.screens.heading import show_heading

THE_BOOK = "book"


def show_doors() -> None:
    office = identity.the_office()
    show_heading(_("公开入口与二维码"))
    st.caption(_("每个地址对应一个单位的一份问卷或意见簿，不用登录。打开海报，直接打印张贴。"))
    programmes = office.declarations.programmes
    wanted = choose_some(
        _("板块"), list(programmes), lambda id: programmes[id].title, key="programmes", placeholder=_("全部板块")
    )
    table = doors(office, address_here())
    shown = table[table["id"].isin(wanted)] if wanted else table
    st.dataframe(shown.drop(columns="id"), hide_index=True, height=620, column_config=columns())


def address_here() -> str:
    """The address the reader reached us by; links without it would point nowhere when copied."""
    url = st.context.url or ""
    scheme, _colon, rest = url.partition("://")
    return f"{scheme}://{rest.split('/')[0]}" if rest else ""


def doors(office: Office, address: str) -> pd.DataFrame:
    """One row a public address: columns id, programme, title, unit, form, poster."""
    rows = [(link.programme, *_row(office, link, address)) for link in public_links(office)]
    return pd.DataFrame(rows, columns=["id", "programme", "title", "unit", "form", "poster"])


def _row(office: Office, link: Link, address: str) -> tuple[str, ...]:
    programme = office.declarations.programme(link.programme)
    title = programme.questionnaire(link.questionnaire).title if link.questionnaire else programme.title
    poster = f"/poster/{link.programme}/{link.questionnaire or THE_BOOK}/{link.unit}?lang={current_language()}"
    unit = office.declarations.unit(link.unit).name
    return str(programme.title), str(title), str(unit), address + link.path, address + poster


def columns() -> dict:
    return {
        "programme": st.column_config.TextColumn(_("板块")),
        "title": st.column_config.TextColumn(_("问卷或意见簿")),
        "unit": st.column_config.TextColumn(_("单位")),
        "form": st.column_config.LinkColumn(_("地址（二维码打开的）"), width="large"),
        "poster": st.column_config.LinkColumn(_("海报"), display_text=_("打开海报"), width="small"),
    }
