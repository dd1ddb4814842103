"""口径: look up what is meant; the address carries chapter, part and what is looked for, so that others can point to it."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from survey.actions.definitions import read_definitions
from survey.domain.definition import Chapter, Definition, Part, chapters_with
from survey.locale import _
from survey.screens import identity
from survey.screens.choosing import choose_one, choose_side
from survey.screens.heading import show_heading
from survey.screens.refusal import plain

MOST_FOUND = 60
SHORT = 16  # facts of so many signs stand side by side


def show_definitions() -> None:
    chapters = read_definitions(identity.the_office())
    show_heading(_("口径"))
    st.caption(_("每个数怎么算、从哪里来：全部由现行的声明和程序本身写出。写“默认”或 default 的是本系统自己定的，不是制度规定。"))
    text = look_for()
    if text:
        show_found(chapters_with(chapters, text))
        return
    chapter = by_id(chapters, choose_one(_("板块"), [one.id for one in chapters], lambda id: by_id(chapters, id).title, key="chapter"))
    part = by_id(chapter.parts, choose_side(
        _("哪一类"), [one.id for one in chapter.parts], lambda id: by_id(chapter.parts, id).title, key="part", label_visibility="collapsed"
    ))  # fmt: skip
    show_part(part)


def definitions_address(chapter: str, part: str = "", find: str = "") -> str:
    """Where a definition is found, from any page."""
    return "/definitions?" + urlencode({name: value for name, value in (("chapter", chapter), ("part", part), ("find", find)) if value})


def look_for() -> str:
    """What is looked for; the address keeps it."""
    st.session_state.setdefault("find", st.query_params.get("find", ""))
    text = st.text_input(_("查找"), key="find", placeholder=_("例如：满意率、夜间、A16、Wilson"), max_chars=60, icon=":material/search:").strip()
    if text:
        st.query_params["find"] = text
    else:
        st.query_params.pop("find", None)
    return text


def by_id(things: Sequence[Chapter] | Sequence[Part], id: str) -> Chapter | Part:
    return next(thing for thing in things if thing.id == id)


def show_found(chapters: Sequence[Chapter]) -> None:
    found = sum(len(part.definitions) for chapter in chapters for part in chapter.parts)
    if not found:
        st.info(_("没有找到。请换一个词，或清空后按类翻看。"))
        return
    st.caption(_("找到 {count} 条。").format(count=found) + (_("只列前 {most} 条，请再加一个词。").format(most=MOST_FOUND) if found > MOST_FOUND else ""))
    left = MOST_FOUND
    for chapter in chapters:
        for part in chapter.parts:
            if left > 0:
                st.markdown(f"##### {plain(chapter.title)} · {plain(part.title)}")
                show_all(part.definitions[:left])
            left -= len(part.definitions)


def show_part(part: Part) -> None:
    st.caption(_("{count} 条").format(count=len(part.definitions)))
    show_all(part.definitions)


def show_all(definitions: Sequence[Definition]) -> None:
    for one in definitions:
        with st.container(border=True, gap="xxsmall"):
            st.markdown(words_of(one))


def words_of(one: Definition) -> str:
    """The name, its short facts in one line, each longer one in a line of its own; the id at the end."""
    short = [fact for fact in one.told if len(fact[1]) <= SHORT]
    lines = ["　".join(map(fact_words, short)), *(fact_words(fact) for fact in one.told if fact not in short)]
    return "  \n".join([f"**{plain(one.name)}**　:gray[:small[{plain(one.id)}]]", *filter(None, lines)])


def fact_words(fact: tuple[str, str]) -> str:
    label, words = fact
    return f":gray[{plain(label)}] {plain(words)}"
