"""The download of a register, for a page that shows one."""

from io import BytesIO

import streamlit as st

from survey.actions.ledger import export_ledger
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import ALL, Period
from survey.domain.handling.kind import CaseKind
from survey.locale import _, current_language, use_language
from survey.screens.clock import now, today
from survey.screens.taking_away import EXCEL


def show_ledger_download(office: Office, programme: Programme, kind: CaseKind, period: Period = ALL) -> None:
    """Nothing for whoever may not; the workbook is made when it is asked for."""
    if not office.may("export_ledger"):
        return
    language = current_language()
    st.download_button(
        _("下载台账"),
        data=lambda: ledger_bytes(office, programme, kind, period, language),
        file_name=_("{kind}台账-{day}.xlsx").format(kind=kind.title, day=today(office)),
        mime=EXCEL,
        icon=":material/download:",
        key=f"do_ledger_{kind.id}",
        on_click="ignore",  # a rerun at the same time could throw the file away before it is fetched
    )


def ledger_bytes(office: Office, programme: Programme, kind: CaseKind, period: Period, language: str) -> bytes:
    """Asked for by another request, in which nobody has said in which language; leave is asked for anew."""
    use_language(language)
    book = BytesIO()
    export_ledger(office, programme.id, kind.id, period, book, now())
    return book.getvalue()
