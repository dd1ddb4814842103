"""A collector's keying: one sheet on one screen, by keyboard alone."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from survey.actions.asking import Submission
from survey.actions.keying import count_sheets_of_today, key_sheet
from survey.domain.asking.question import LONGEST_COMMENT, Question
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.response import receipt_code
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.screens import identity
from survey.screens.away import not_saved
from survey.screens.clock import now
from survey.screens.current_sheet import (
    FILLED, REPLACES, SHEET, answer_key, begin, filled, give_up_correcting, hand_over, in_boxes, start_new,
)
from survey.screens.drafts import show_drafts
from survey.screens.entered import show_entered
from survey.screens.heading import show_heading
from survey.screens.kept import choose_kept
from survey.screens.language import speak
from survey.screens.quota import show_quota
from survey.screens.refusal import plain, show_refusal
from survey.screens.resurveys import chosen_resurvey, keep_to, show_resurveys

SAVED, REFUSAL, TRIED = "sheet_saved", "sheet_refusal", "sheet_tried"
COLUMNS = 3
# A box of one digit, its label to the right of it; there is no room in it for a count of its signs.
BESIDE = """
.st-key-sheet [data-testid=stTextInput] {
  display: flex; flex-direction: row-reverse; justify-content: flex-end; align-items: center; gap: 0.75rem;
}
.st-key-sheet [data-testid=stTextInput] > label { flex: 1; margin: 0; min-height: 0; }
.st-key-sheet [data-testid=stTextInput] > div { flex: none; width: 48px; }
.st-key-sheet [data-testid=stTextInput] [data-testid=InputInstructions] { display: none; }
#draft { font-size: 0.875rem; opacity: 0.75; min-height: 1.5em; }
"""


def show_sheet() -> None:
    office = identity.the_office()
    sheet_id = begin(office)
    show_heading(_("录入答卷"))
    show_drafts(office, sheet_id)
    if chosen := chosen_resurvey(office):
        kept = keep_to(office, sheet_id, chosen)
    else:
        show_resurveys(office)
        kept = choose_kept(office, sheet_id)
    left, right = st.columns([7, 2], gap="medium")
    with left:
        show_outcome()
        show_form(kept.questionnaire, kept.blank)
        hand_over(kept)
    with right:
        show_legend(kept.questionnaire)
        show_quota(office, kept)
        show_entered(office)


def show_outcome() -> None:
    """What became of the last press, where the eyes are: over the form."""
    refusal, saved = st.session_state.get(REFUSAL), st.session_state.get(SAVED)
    if refusal:
        show_refusal(refusal)
    elif st.session_state[REPLACES]:
        show_correcting(receipt_code(st.session_state[REPLACES]))
    elif saved and not saved["is_new"]:
        st.info(_("这份答卷已经保存过，没有重复保存。编号 {code}").format(**saved))
    elif saved:
        st.success(_("已保存 第 {number} 份 编号 {code}").format(**saved), icon=":material/check_circle:")
    else:
        st.caption(_("只用键盘：按数字作答，Tab 到下一题，Ctrl+回车保存；0 = 没接触/不清楚，没填的留空。"))


def show_correcting(code: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(_("正在更正 {code}：保存后旧的作废，以这份为准。").format(code=code))
        st.button(_("不更正了"), key="do_stop_correcting", on_click=stop_correcting)


def stop_correcting() -> None:
    speak()
    try:
        give_up_correcting(identity.the_office())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal


def show_form(questionnaire: Questionnaire, blank: Submission) -> None:
    """Every question of the questionnaire; keys carry the sheet's id, so each sheet begins blank."""
    numbers = {question.key: number for number, question in enumerate(questionnaire.questions, 1)}
    coded = [question for question in questionnaire.questions if not question.is_comment]
    comments = [question for question in questionnaire.questions if question.is_comment]
    with st.container(key="sheet"):
        st.html(f"<style>{BESIDE}</style>")
        with st.form(f"form_{blank.id}", enter_to_submit=False):
            for place, part in zip(st.columns(COLUMNS), in_columns(coded)):
                with place, st.container(gap="xsmall"):
                    for question in part:
                        show_question(question, numbers[question.key], blank.id)
            for place, question in zip(st.columns(max(1, len(comments))), comments):
                with place:
                    show_comment(question, numbers[question.key], blank.id)
            is_pressed = st.form_submit_button(
                _("保存这一份"), type="primary", key=f"do_save_{blank.id}", on_click=save, args=(blank, list(numbers)),
                shortcut="Ctrl+Enter",
            )
    # After a restart of the server it does not know yet what the button calls.
    if is_pressed and st.session_state.pop(TRIED, "") != blank.id:
        save(blank, list(numbers))
        st.rerun()


def show_question(question: Question, number: int, sheet_id: str) -> None:
    """A narrow box and the whole text beside it, for whoever reads it out. No help button: Tab would stop there.

    One element a question: each costs the server as much as all of our own work on it.
    """
    st.text_input(
        f"**{number}** {plain(question.text)}",
        value=filled(question.key),
        key=answer_key(sheet_id, question.key),
        max_chars=max(len(code) for code in question.scale.codes),
        autocomplete="off",
    )


def show_comment(question: Question, number: int, sheet_id: str) -> None:
    st.text_area(
        f"**{number}** {plain(question.text)}", filled(question.key), key=answer_key(sheet_id, question.key), height=68,
        max_chars=LONGEST_COMMENT,
    )


def save(blank: Submission, questions: Sequence[str]) -> None:
    """Take the sheet's answers to these questions once; a refusal keeps everything as it was typed."""
    speak()
    if blank.id != st.session_state[SHEET]:
        return  # the second of two quick presses: this sheet is saved, and a new one has begun
    typed = in_boxes()
    st.session_state[TRIED], st.session_state[FILLED] = blank.id, typed  # drawn anew, the boxes will say the same
    try:
        office = identity.the_office()
        raw = {question: typed.get(question, "") for question in questions}
        receipt = key_sheet(office, replace(blank, raw=raw), now(), st.session_state[REPLACES])
    except SurveyError as refusal:
        st.session_state[REFUSAL] = not_saved(refusal)
        return
    st.session_state[REFUSAL] = None
    st.session_state[SAVED] = {"number": count_sheets_of_today(office, now()), "code": receipt.code, "is_new": receipt.is_new}
    start_new()


def in_columns(questions: Sequence[Question]) -> list[Sequence[Question]]:
    """The questions in COLUMNS runs of nearly equal length: Tab goes down each column, as the numbers do."""
    length = -(-len(questions) // COLUMNS)
    return [questions[place * length : (place + 1) * length] for place in range(COLUMNS)]


def show_legend(questionnaire: Questionnaire) -> None:
    """What each digit means, once for all questions of a scale."""
    scales: dict[str, list[int]] = {}
    for number, question in enumerate(questionnaire.questions, 1):
        if question.scale:
            scales.setdefault(question.scale.id, []).append(number)
    for numbers in scales.values():
        which = _("{numbers} 题").format(numbers=runs(numbers))
        st.caption(f"**{which}** {plain(options_of(questionnaire.questions[numbers[0] - 1]))}")


def options_of(question: Question) -> str:
    return "　".join(f"{option.code}\u00a0{option.label}" for option in question.scale.options)


def runs(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 5] as "1–3、5"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return _("、").join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
