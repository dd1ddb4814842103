"""A question: what it asks, by which clause, and which answers it takes."""

from dataclasses import dataclass

from survey.domain.asking.scale import Scale
from survey.domain.errors import SurveyError
from survey.domain.length import within
from survey.domain.typed_text import storable
from survey.locale import Words, _

LONGEST_COMMENT = 1000


@dataclass(frozen=True)
class Condition:
    """Ask only those who gave one of these answers to an earlier question."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question of a questionnaire.

    key      lives for ever; another wording or scale under it needs a new questionnaire version.
    clauses  ids of the regulation's clauses it follows; empty only for instruments that are not ours.
    subject  whom the answer is about: "person", "unit" or "network" (never a person).
    scale    None for an open comment.
    short    a label for charts.
    is_outcome  asks what came of everything else, as the headline does ("would you recommend it?"): it drives nothing.
    """

    key: str
    section: str
    clauses: tuple[str, ...]
    text: Words
    short: Words
    subject: str
    scale: Scale | None = None
    asked_if: Condition | None = None
    is_outcome: bool = False

    @property
    def is_comment(self) -> bool:
        return self.scale is None

    def accept(self, raw: str) -> str:
        """The answer as it is stored: an option's code, or a comment without control characters; "" stays unanswered.

        Raises SurveyError naming the question for an unknown code or a comment that is too long.
        """
        where = _("题目“{text}”").format(text=self.short)
        if self.scale is None:
            return within(LONGEST_COMMENT, raw, where)
        answer = storable(raw)
        if not answer:
            return ""
        if answer not in self.scale.by_code:
            allowed = "、".join(f"{option.code}（{option.label}）" for option in self.scale.options)
            raise SurveyError(
                where,
                _("没有“{answer}”这个答案。").format(answer=answer[:40]),
                _("可以填：{allowed}。").format(allowed=allowed),
            )
        return answer
