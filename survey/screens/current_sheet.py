"""The sheet that is being keyed in: its id in the address, what was typed before, and what it corrects."""

from collections.abc import Mapping
from datetime import date
from html import escape
from json import dumps
from secrets import token_hex

import streamlit as st

from survey.actions.keying import read_sheet
from survey.actions.drafts import find_draft, save_draft, throw_away_draft
from survey.actions.office import Office
from survey.domain.asking.again import parent_of
from survey.domain.asking.draft import Draft
from survey.domain.asking.response import receipt_code
from survey.locale import _
from survey.screens.clock import now
from survey.screens.kept import Kept

SHEET, FILLED, REPLACES = "sheet_id", "sheet_filled", "sheet_replaces"
ABOUT = "sheet_about"  # the code of the case whose short form is keyed; "" for a whole questionnaire
PLACES = ("mode", "unit", "area", "person", "collector")
HERE, AGAIN = "sheet", "again"  # in the address


def begin(office: Office) -> str:
    """The id of the page's sheet: after a reload or a restart the half-filled one that the address names.

    Boxes that are drawn anew, as after a look at another page, begin with what the draft has by now.
    """
    if SHEET not in st.session_state:
        st.session_state[ABOUT] = st.query_params.get(AGAIN, "")
        draft = find_draft(office, st.query_params.get(HERE, ""))
        resume(draft) if draft else start_new()
    elif not in_boxes() and (draft := find_draft(office, st.session_state[SHEET])):
        st.session_state[FILLED] = dict(draft.answers)
    st.query_params[HERE] = st.session_state[SHEET]
    if st.session_state[ABOUT]:
        st.query_params[AGAIN] = st.session_state[ABOUT]
    else:
        st.query_params.pop(AGAIN, None)
    return st.session_state[SHEET]


def answer_key(sheet: str, question: str) -> str:
    """Of a box; each sheet begins with boxes of its own."""
    return f"answer_{sheet}_{question}"


def in_boxes() -> dict[str, str]:
    """What stands in the boxes, by question key; {} when the last run drew none."""
    ours = answer_key(st.session_state[SHEET], "")
    held = st.session_state.to_dict().items()
    return {str(key).removeprefix(ours): text or "" for key, text in held if str(key).startswith(ours)}


def start_new() -> None:
    st.session_state[SHEET], st.session_state[FILLED], st.session_state[REPLACES] = token_hex(16), {}, ""


def resume(draft: Draft) -> None:
    """Go on with a draft, where it was left."""
    _put(draft.programme, draft.questionnaire, draft.kept, draft.kept.get("happened_on", ""))
    st.session_state[SHEET], st.session_state[FILLED] = draft.sheet, dict(draft.answers)
    st.session_state[REPLACES], st.session_state[ABOUT] = draft.kept.get("replaces", ""), draft.kept.get("about", "")


def correct(office: Office, sheet: Mapping) -> None:
    """A new sheet with what an own sheet of today says, which it will take the place of; a draft from the first."""
    answers = read_sheet(office, sheet["id"], now())
    kept = {name: sheet[name] for name in PLACES} | {"happened_on": f"{sheet['happened_on']}", "replaces": sheet["id"]}
    kept["about"] = receipt_code(sheet["about"]) if sheet["about"] else ""
    asked = (sheet["programme"], sheet["questionnaire"], int(sheet["version"]))
    draft = Draft(token_hex(16), office.actor.id, *asked, kept, now(), answers)
    save_draft(office, draft.sheet, *asked, kept, answers, 0, draft.saved_at)
    resume(draft)


def give_up_correcting(office: Office) -> None:
    """The old sheet stays as it is."""
    throw_away_draft(office, st.session_state[SHEET])
    start_new()


def _put(programme: str, questionnaire: str, places: Mapping[str, str], day: str) -> None:
    st.session_state["programme"], st.session_state["questionnaire"] = programme, parent_of(questionnaire) or questionnaire
    for name in PLACES:
        st.session_state[name] = places.get(name, "")
    if day:
        st.session_state["day"] = date.fromisoformat(day)


def filled(question: str) -> str:
    """What stood in the draft: the box begins with it, and what is typed since then prevails."""
    return st.session_state[FILLED].get(question, "")


def hand_over(kept: Kept) -> None:
    """Tell the browser's script what the sheet is about, so that it can send each answer as it is typed."""
    blank = kept.blank
    places = {name: getattr(blank, name) for name in PLACES} | {
        "happened_on": f"{blank.happened_on}", "replaces": st.session_state[REPLACES], "about": blank.about,
    }
    head = {
        "sheet": blank.id, "programme": blank.programme, "questionnaire": blank.questionnaire, "version": blank.version,
        "kept": {name: text for name, text in places.items() if text},
    }
    words = {
        "kept": _("草稿已存 {time}"), "waiting": _("连不上服务器，正在重试；已填的都在。"),
        "out": _("登录已失效：请在新标签页登录，已填的都在。"), "refused": _("这份草稿存不了，请先保存或核对片区。"),
    }
    st.html(
        f'<div id="draft" data-head="{escape(dumps(head))}" data-words="{escape(dumps(words))}">'
        '<span class="state" role="status"></span></div>'
    )
