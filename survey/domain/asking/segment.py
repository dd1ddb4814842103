"""Segments of a question: the versions in which it kept its words and its scale."""

from collections.abc import Iterable, Mapping, Sequence

from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire


def segments_of(questionnaires: Sequence[Questionnaire]) -> dict[tuple[str, int], int]:
    """The segment of each (question key, version), from 1; the newest has the highest number.

    The versions of a question with the same words, in both languages, and the same options belong
    together, even when another wording stood between them: answers to the same are compared with
    the same. What a scale says of its source, and a label for charts, are no part of what was asked.
    """
    asked: dict[str, dict[int, tuple]] = {}
    for questionnaire in sorted(questionnaires, key=lambda q: q.version):
        for question in questionnaire.questions:
            asked.setdefault(question.key, {})[questionnaire.version] = _what_is_asked(question)
    return {
        (key, version): place
        for key, versions in asked.items()
        for place, what in enumerate(_by_last_use(list(versions.values())), start=1)
        for version, own in versions.items()
        if own == what
    }


def versions_alike(segments: Mapping[tuple[str, int], int], key: str, answered: Iterable[int]) -> frozenset[int]:
    """The versions that ask the question as the newest segment among those answered does; none where none of them asks it.

    segments  as `segments_of` finds them.
    """
    newest = max((segments[key, version] for version in answered if (key, version) in segments), default=0)
    return frozenset(version for (asked, version), segment in segments.items() if asked == key and segment == newest)


def _what_is_asked(question: Question) -> tuple:
    return question.text, question.scale.options if question.scale else ()


def _by_last_use(asked: list[tuple]) -> list[tuple]:
    return list(reversed(dict.fromkeys(reversed(asked))))
