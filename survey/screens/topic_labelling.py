"""词语归类: ten texts at a time, the word marked; a person says whether it speaks of the topic, by mouse or by key."""

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.actions.topics import confirm_topic, list_suggestions, take_back_topic
from survey.domain.asking.programme import Programme
from survey.domain.counting.period import Period
from survey.domain.errors import SurveyError
from survey.domain.noticing.contradictions import HARSH_WORDS, KIND_WORDS
from survey.domain.noticing.lexicon import PRAISE
from survey.domain.noticing.topic import DENIED, NAMED, TROUBLE
from survey.locale import _
from survey.screens import identity
from survey.screens.case_words import topic_name, unit_word
from survey.screens.clock import now
from survey.screens.issue_reading import forget
from survey.screens.language import speak
from survey.screens.refusal import plain, show_refusal

AT_ONCE = 10
LAST, REFUSAL = "labelled_last", "labelling_refusal"
COLOURS = {TROUBLE: "red", PRAISE: "green", NAMED: "gray", DENIED: "gray"}


def show_labelling(office: Office, programme: Programme, period: Period) -> None:
    if refusal := st.session_state.pop(REFUSAL, None):
        show_refusal(refusal)
    found = list_suggestions(office, programme.id, period)
    waiting = found.rows[found.rows["is_right"].isna()]
    st.markdown(_("词典认出来的只是建议，您说“对”才算数。等您看的还有 **{n}** 条。").format(n=f"{len(waiting):,}"))
    st.caption(
        _("本板块已确认 {confirmed} 条；满 {needed} 条以后才谈得上让机器照着学，现在没有这个功能。").format(
            confirmed=f"{found.confirmed:,}", needed=found.needed
        )
        + ("" if found.is_whole else _("只看了最近的一千条。"))
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("键盘：1 对，2 不对，Z 撤销上一条；按键说的是最上面一条。"), width="content")
        said = st.session_state.get(LAST, [])
        st.button(_("撤销上一条"), key="do_undo", icon=":material/undo:", shortcut="Z", disabled=not said, on_click=undo)
    if waiting.empty:
        st.success(_("这一范围里没有等您看的原话。"))
    for number, row in enumerate(waiting.head(AT_ONCE).itertuples(index=False)):
        show_suggestion(office, programme, row, number)


def show_suggestion(office: Office, programme: Programme, row, number: int) -> None:
    key = (row.source, row.row, row.question, row.topic)
    with st.container(border=True, gap="xxsmall", key=f"label_{number}"):
        words, presses = st.columns([5, 2], vertical_alignment="center")
        with words:
            st.markdown(marked(row.text, [(row.start, row.start + len(row.word), row.says)]))
            st.caption(" · ".join(about(office, programme, row)))
            if row.contradicts:
                st.markdown(f":orange-badge[≠ {contradiction_words(row.contradicts)}]")
        with presses, st.container(horizontal=True, horizontal_alignment="right"):
            for is_right, name, shortcut in ((True, _("对"), "1"), (False, _("不对"), "2")):
                st.button(
                    name, key=f"do_{'right' if is_right else 'wrong'}_{number}", on_click=say, args=(key, is_right),
                    shortcut=None if number else shortcut,
                )


def about(office: Office, programme: Programme, row) -> list[str]:
    """What was found and how it is meant, then where and when."""
    reading = _("“{word}” → {topic}：{says}").format(
        word=plain(row.word), topic=plain(topic_name(programme, row.topic)), says=says_words(row.says, row.is_negated)
    )
    source = _("事项") if row.source == "case" else _("意见")
    day = str(row.on) if not pd.isna(row.on) else _("日期不详")
    return [reading, plain(unit_word(office, row.unit)), source, day]


def says_words(says: str, is_negated: bool) -> str:
    words = {TROUBLE: _("说的是问题"), PRAISE: _("说的是好处"), NAMED: _("只提到，没有评价"), DENIED: _("说没有这个问题")}[says]
    return words + (_("（前面有否定词）") if is_negated else "")


def contradiction_words(kind: str) -> str:
    return {
        HARSH_WORDS: _("总体打了满意，话里却在说问题"), KIND_WORDS: _("总体打了不满意，话里却只有好话"),
    }[kind]


def marked(text: str, places: list[tuple[int, int, str]]) -> str:
    """The text as Markdown, on one line, with these places (start, end, what it says) on coloured ground."""
    parts, since = [], 0
    for start, end, says in places:
        parts += [plain(text[since:start]), f":{COLOURS[says]}-background[**{plain(text[start:end])}**]"]
        since = end
    return " ".join("".join([*parts, plain(text[since:])]).split())


def say(key: tuple[str, str, str, str], is_right: bool) -> None:
    speak()
    try:
        confirm_topic(identity.the_office(), *key, is_right, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[LAST] = [*st.session_state.get(LAST, []), key]
    forget()


def undo() -> None:
    speak()
    *rest, key = st.session_state.get(LAST) or [None]
    if key is None:
        return
    try:
        take_back_topic(identity.the_office(), *key, now())
    except SurveyError as refusal:
        st.session_state[REFUSAL] = refusal
        return
    st.session_state[LAST] = rest
    forget()
