"""The script that st.App runs: the reader's language, the pages there are, and the edge of every page."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

import streamlit as st

from survey.actions.keeping import has_sample
from survey.actions.office import Office
from survey.domain.asking.programme import Programme
from survey.domain.errors import StoreAway, SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.away import give_back, hold, show_until_back
from survey.screens.choosing import enter_page
from survey.screens.clock import now
from survey.screens.language import choose_language
from survey.screens.minute import programmes_to_read
from survey.screens.paper import paper_look
from survey.screens.programme import show_programme, views_of
from survey.screens.refusal import plain, show_refusal

ACTOR = "who_is_here"
SIDEBAR = 232  # pixels: the longest page name, and no more
# What the theme has no word for: less empty room at the sides, so that one screen holds one minute's reading;
# what is chosen is lighter on dark ground, where the theme's own colour is too faint to read; a figure's button for its
# picture stands beside the title or its words, not upon the figure. A table's own download
# is gone: it asks nobody for leave, stands in no log, and lets a spreadsheet calculate what people wrote.
LOOK = """
@media (prefers-color-scheme: dark) { button[data-variant=segmented_control][data-selected=true] p { color: #7FCDC7; } }
[data-testid=stMainBlockContainer] { padding-left: 2.5rem; padding-right: 2.5rem; max-width: 1420px; }
[data-testid=stMetricLabel] p { font-size: 0.8125rem; }
.js-plotly-plot .modebar-container { top: -38px !important; right: 36px !important; }
[class*=st-key-words_] :is(p, li):last-child { padding-right: 4.5rem; }
.js-plotly-plot, [data-testid=stElementContainer]:has(.js-plotly-plot) { overflow: visible !important; }
[data-testid=stPageLink] p { white-space: normal; overflow-wrap: anywhere; }
.st-key-sheet [data-testid=stMarkdownContainer] p { line-height: 1.3; }
[data-testid=stSidebarNavLink] span { white-space: normal; }
[data-testid=stElementToolbarButton]:has([aria-label="Download as CSV"], [aria-label="下载 CSV"]) { display: none; }
"""
PAGES = Path(__file__).parents[2] / "pages"


def front() -> None:
    # Before the pages are known: they would otherwise lend the tab their icon, which is fetched from outside.
    st.set_page_config(page_icon="🪷", layout="wide", initial_sidebar_state=SIDEBAR)
    choose_language()
    st.html(f"<style>{LOOK}{paper_look()}</style>")
    try:
        office = identity.the_office()
        give_back()
        forget_another(office.actor.id)
        page = st.navigation(with_start(pages_of(office)))
        show_who(office)
        if _has_sample(office, office.database.name):
            mark_sample()
        enter_page(page.url_path)
        page.run()
    except identity.SignedOut as refusal:
        st.navigation([st.Page(lambda: None, title=_("登录"))], position="hidden")
        show_refusal(refusal)
        words = _("去登录")
        st.html(f'<a href="{escape(sign_in_address())}" target="_self">{words}</a>')
    except StoreAway as refusal:
        hold()
        show_until_back(refusal, now())
    except SurveyError as refusal:
        show_refusal(refusal)


def forget_another(id: str) -> None:
    """What one person's page remembered is never shown to the next who signs in at the same desk."""
    if st.session_state.setdefault(ACTOR, id) != id:
        st.session_state.clear()
        st.session_state[ACTOR] = id


def show_who(office: Office) -> None:
    with st.sidebar:
        st.caption(plain(office.actor.name))
        st.button(_("退出"), icon=":material/logout:", on_click=st.logout, key="do_sign_out")


def sign_in_address() -> str:
    """The sign-in, which leads back to this page."""
    return f"/sign-in?next={quote(urlsplit(st.context.url or '/').path)}"


def pages_of(office: Office) -> dict[str, list]:
    """Section -> the pages that the actor has something to do on; what is done there asks for leave again."""
    programmes = office.declarations.programmes.values()
    sections = {
        _("板块"): [
            *(page_for(office, "read_dashboard", "minute", _("一页看清"), ":material/target:") if programmes_to_read(office) else []),
            *(programme_page(programme) for programme in programmes if views_of(office, programme)),
            *page_for(office, "read_dashboard", "issues", _("焦点难点"), ":material/flag:"),
            *page_for(office, "read_radar", "radar", _("数据质量"), ":material/radar:"),
        ],
        _("办理"): [
            *page_for(office, "see_work", "work", _("今日工作"), ":material/task_alt:"),
            *page_for(office, "see_board", "board", _("办理看板"), ":material/view_kanban:"),
            *page_for(office, "key_sheet", "sheet", _("录入答卷"), ":material/keyboard:"),
            # /book/… with more behind it is the citizens'
            *page_for(office, "list_cases", "book", _("登记与答复"), ":material/edit_note:"),
        ],
        _("年终"): page_for(office, "read_scores", "scores", _("考核"), ":material/workspace_premium:"),
        _("公开入口"): page_for(office, "see_doors", "doors", _("二维码"), ":material/qr_code_2:"),
        _("系统"): [
            *page_for(office, "manage_accounts", "accounts", _("账号与岗位"), ":material/group:"),
            *page_for(office, "read_log", "log", _("日志"), ":material/history:"),
            *page_for(office, "see_permissions", "permissions", _("谁能做什么"), ":material/lock_person:"),
            *page_for(office, "see_definitions", "definitions", _("口径"), ":material/menu_book:"),
            *page_for(office, "keep_own_account", "me", _("我的账号"), ":material/person:"),
        ],
    }
    return {section: pages for section, pages in sections.items() if pages}


def page_for(office: Office, action: str, name: str, title: str, icon: str) -> list:
    """The page as a list of one; of none for who may not do its action."""
    return [st.Page(PAGES / f"{name}.py", title=title, icon=icon)] if office.may(action) else []


def with_start(sections: dict[str, list]) -> dict[str, list]:
    """The sections, and a way from "/" to the first page, so that each page has an address of its own."""
    first = next(page for pages in sections.values() for page in pages)

    def start() -> None:
        st.switch_page(first, query_params=st.query_params.to_dict())

    return {"": [st.Page(start, default=True, visibility="hidden", title=first.title)], **sections}


def programme_page(programme: Programme):
    """Its own file in pages/, or a page made for it, so that a programme is added without code."""
    own = PAGES / f"{programme.id}.py"
    return st.Page(
        own if own.exists() else made_page(programme.id),
        title=str(programme.title),
        icon=programme.icon,
        url_path=programme.id,
        help=str(programme.summary),
    )


def made_page(id: str) -> Callable[[], None]:
    def page() -> None:
        show_programme(id)

    return page


# Looking for one sample row among a million real ones takes a while; a minute late is early enough.
@st.cache_data(ttl=60, max_entries=4, show_spinner=False)
def _has_sample(_office: Office, database: str) -> bool:
    return has_sample(_office)


def mark_sample() -> None:
    st.badge(_("样例数据：不是真实的调查结果"), icon=":material/science:", color="red")


if __name__ == "__main__":
    front()
