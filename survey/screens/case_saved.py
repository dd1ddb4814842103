"""After a case is entered: its code, what was promised until when, and ways to its printouts and to itself."""

import streamlit as st

from survey.actions.handling import read_case
from survey.actions.office import Office
from survey.actions.registering import clock_runs
from survey.domain.errors import StoreAway, SurveyError
from survey.domain.handling.case import Case
from survey.domain.handling.kind import CaseKind
from survey.locale import _
from survey.screens.case_clocks import due_words
from survey.screens.case_page import printout_links
from survey.screens.case_words import case_address, kind_of
from survey.screens.refusal import plain


def show_saved(office: Office, programme: str, id: str, code: str) -> None:
    """What one says to whoever is on the telephone, in one look."""
    st.success(_("已登记，编号 {code}。请把编号告诉来人，凭它可以查办理情况。").format(code=code), icon=":material/check_circle:")
    try:
        case = read_case(office, id, programme)
    except StoreAway:
        raise
    except SurveyError:
        return  # whoever may enter it need not see it again
    kind = kind_of(office.declarations.programme(programme), case.kind)
    here = _("打开这件事项")
    links = [f"[{here}]({case_address(programme, id)})", *printout_links(office, kind, case)]
    st.markdown("　".join([*promises(office, kind, case), *links]))


def promises(office: Office, kind: CaseKind, case: Case) -> list[str]:
    """Every clock that began, and until when."""
    runs = clock_runs(office, case.id, case.programme)
    known = ((kind.clock(run.clock), run) for run in runs if not run.ended_at)
    return [f"**{plain(clock.name)}** {due_words(office, clock, run)}" for clock, run in known if clock]
