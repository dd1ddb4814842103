"""A questionnaire: one version of what we ask of one audience."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from survey.domain.asking.question import Question
from survey.domain.errors import SurveyError
from survey.locale import Words, _


@dataclass(frozen=True)
class Section:
    """A group of questions that stand together: one page on a phone."""

    id: str
    title: Words


@dataclass(frozen=True)
class Questionnaire:
    """Questions in order.

    headline    key of the question whose score stands first on every page.
    unit_kinds  which units it may be answered about.
    needs_area  whether each response names the residential area.
    is_public   whether citizens may open it by a QR code.
    """

    id: str
    programme: str
    version: int
    title: Words
    audience: Words
    source: str
    headline: str
    unit_kinds: tuple[str, ...]
    needs_area: bool
    is_public: bool
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.questions}

    @property
    def rated(self) -> tuple[Question, ...]:
        """The questions whose answers carry points."""
        return tuple(q for q in self.questions if q.scale and any(o.points is not None for o in q.scale.options))

    @property
    def drivers(self) -> tuple[Question, ...]:
        """The rated questions that may pull the headline: all but itself and other outcomes."""
        return tuple(q for q in self.rated if q.key != self.headline and not q.is_outcome)

    def applies(self, question: Question, answers: Mapping[str, str]) -> bool:
        """Whether a question is asked; a filter that was left blank asks all."""
        condition = question.asked_if
        given = answers.get(condition.question, "") if condition else ""
        return not given or given in condition.answers

    def accept(self, raw: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Raw texts by question key -> (coded answers, comments), unanswered ones left out.

        Raises SurveyError for an unknown question, an unknown answer, an answer to a question
        that an earlier answer rules out, and for a response without any answer.
        """
        unknown = set(raw) - set(self.by_key)
        if unknown:
            raise SurveyError(
                _("问卷“{title}”").format(title=self.title),
                _("没有这些题目：{keys}。").format(keys="、".join(sorted(unknown))),
                _("请按问卷的题目编号填写。"),
            )
        given = {key: answer for key, text in raw.items() if (answer := self.by_key[key].accept(text))}
        self._refuse_contradictions(given)
        if not given:
            raise SurveyError(
                _("问卷“{title}”").format(title=self.title), _("一道题也没有填。"), _("请至少回答一道题。")
            )
        comments = {key: given.pop(key) for key in list(given) if self.by_key[key].is_comment}
        return given, comments

    def _refuse_contradictions(self, given: Mapping[str, str]) -> None:
        for key, answer in given.items():
            question = self.by_key[key]
            says_something = question.is_comment or question.scale.by_code[answer].grade is not None
            if says_something and not self.applies(question, given):
                raise SurveyError(
                    _("题目“{text}”").format(text=question.short),
                    _("按前面的回答，这道题不该有答案。"),
                    _("请改前面的回答，或把这道题留空。"),
                )
