"""词典: the words of each topic of a programme, a sentence to try them on, and where they are changed."""

import pandas as pd
import streamlit as st

from survey.actions.office import Office
from survey.actions.taking import About
from survey.actions.topics import try_sentence
from survey.domain.asking.programme import Programme
from survey.domain.noticing.topic import Topic
from survey.locale import _
from survey.screens.case_words import topic_name
from survey.screens.refusal import plain
from survey.screens.taking_away import offer_table
from survey.screens.topic_labelling import marked, says_words

LONGEST = 300


def show_dictionary(office: Office, programme: Programme) -> None:
    show_trial(office, programme)
    st.markdown("##### " + _("各主题的词"))
    st.caption(
        _("改词请改文件 {topics}；否定词、褒贬词在 {words}。改后重新启动，已确认的不受影响。").format(
            topics=f"`data/programmes/{programme.id}/topics.toml`", words="`data/words.toml`"
        )
    )
    for topic in programme.topics:
        with st.expander(plain(topic.name)):
            st.markdown("  \n".join(words_of(topic)) or _("这个主题没有词。"))
    about = About("", str(programme.title), _("{n} 个主题").format(n=len(programme.topics)))
    offer_table(office, _("主题词典"), about, lambda: dictionary_in_words(programme), "dictionary", "confirm_topics")


def show_trial(office: Office, programme: Programme) -> None:
    text = st.text_input(_("试一句"), key="try", max_chars=LONGEST, placeholder=_("例如：护士很热情，就是夜里太吵"))
    if not text:
        return
    found = try_sentence(office, programme.id, text)
    if not found:
        st.info(_("词典什么也没认出来。"))
        return
    st.markdown(marked(text, [(mention.start, mention.end, mention.says) for mention in found]))
    line = _("- “{word}” → {topic}：{says}")
    st.markdown("\n".join(
        line.format(word=plain(m.word), topic=plain(topic_name(programme, m.topic)), says=says_words(m.says, m.is_negated))
        for m in found
    ))  # fmt: skip


def words_of(topic: Topic) -> list[str]:
    groups = (
        (_("问题词：{words}"), topic.words), (_("好话：{words}"), topic.good_words),
        (_("只指事物：{words}"), topic.subjects), (_("看着像、其实不是：{words}"), topic.not_words),
    )
    return [words.format(words=plain(_("、").join(phrases))) for words, phrases in groups if phrases]


def dictionary_in_words(programme: Programme) -> pd.DataFrame:
    """A row for each word: its topic, and what it stands for."""
    rows = [
        (str(topic.name), phrase, sort)
        for topic in programme.topics
        for sort, phrases in (
            (_("问题词"), topic.words), (_("好话"), topic.good_words), (_("只指事物"), topic.subjects),
            (_("看着像、其实不是"), topic.not_words),
        )
        for phrase in phrases
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[_("主题"), _("词"), _("哪一种")])
