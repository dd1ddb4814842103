"""The short form by which one question is asked again: the same words and scale, the headline, and one comment."""

from dataclasses import replace

from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import Words

SUFFIX = "_again"  # no questionnaire of a folder may end so


def parent_of(id: str) -> str:
    """The questionnaire that a short form's id belongs to; "" for an id of no short form."""
    return id.removesuffix(SUFFIX) if id.endswith(SUFFIX) else ""


def ask_again(whole: Questionnaire, question: str) -> Questionnaire:
    """The form that asks this question of a questionnaire again; KeyError for one that it does not ask.

    On one page, of everybody (no filter stands before it, "没接触" is an answer), and without the area.
    Its version is the questionnaire's. Of several comments the last one, which is about everything, is asked.
    """
    asked, comments = whole.by_key[question], [q.key for q in whole.questions if q.is_comment]
    kept = dict.fromkeys([asked.key, whole.headline, *comments[-1:]])
    return _short(whole, tuple(kept))


def ask_all_again(whole: Questionnaire) -> Questionnaire:
    """Everything that may be asked again: what is known of a short form's answers whatever question they are about."""
    return _short(whole, tuple(q.key for q in whole.questions))


def _short(whole: Questionnaire, keys: tuple[str, ...]) -> Questionnaire:
    headline = whole.by_key[whole.headline]
    return replace(
        whole,
        id=whole.id + SUFFIX,
        title=Words(f"{whole.title.zh}（复测）", f"{whole.title.en} (asked again)"),
        needs_area=False,
        sections=tuple(section for section in whole.sections if section.id == headline.section),
        questions=tuple(replace(whole.by_key[key], section=headline.section, asked_if=None) for key in keys),
    )
