"""A programme: one sub-system, as its folder of declarations says it."""

from collections.abc import Mapping
from dataclasses import dataclass

from survey.domain.asking.again import SUFFIX, ask_all_again, parent_of
from survey.domain.asking.people import Area, Collector, Mode, Person, Unit
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.radar import Radar
from survey.domain.errors import SurveyError
from survey.domain.handling.calendar import Calendar
from survey.domain.handling.join import Join
from survey.domain.handling.kind import CaseKind
from survey.domain.handling.limit import Limit
from survey.domain.judging.evaluation import Evaluation
from survey.domain.judging.indicator import Indicator
from survey.domain.keeping.permission import Permissions
from survey.domain.keeping.retention import Retention
from survey.domain.noticing.event import Event
from survey.domain.noticing.lexicon import Lexicon
from survey.domain.noticing.topic import Topic
from survey.locale import Words, _


@dataclass(frozen=True)
class Privacy:
    """What a citizen reads before the first question (measures.md 13)."""

    who: Words
    why: Words
    kept: Words
    how_long: Words


@dataclass(frozen=True)
class Quota:
    """What collectors owe in each round: how many of them, how many sheets in each area."""

    collectors: int
    sheets_per_area: int
    months_per_round: int


@dataclass(frozen=True)
class Programme:
    id: str
    order: int
    icon: str
    title: Words
    organisation: Words
    summary: Words
    supervision_phone: str
    unit_kinds: tuple[str, ...]
    privacy: Privacy
    quota: Quota | None
    questionnaires: tuple[Questionnaire, ...]
    case_kinds: tuple[CaseKind, ...]
    topics: tuple[Topic, ...]
    indicators: tuple[Indicator, ...]
    limits: tuple[Limit, ...] = ()
    joins: tuple[Join, ...] = ()
    events: tuple[Event, ...] = ()

    def questionnaire(self, id: str, version: int | None = None) -> Questionnaire:
        """That version, or the newest one, or its short form (see `versions`); SurveyError for one that is not declared."""
        versions = [q for q in self.versions(id) if version in (None, q.version)]
        if not versions:
            raise SurveyError(
                _("板块“{title}”").format(title=self.title),
                _("没有问卷“{id}”。").format(id=id),
                _("可以用：{ids}。").format(ids="、".join(sorted({q.id for q in self.questionnaires}))),
            )
        return max(versions, key=lambda q: q.version)

    def versions(self, id: str) -> tuple[Questionnaire, ...]:
        """Every version of a questionnaire, or of the short form in which any question of it is asked again."""
        parent = parent_of(id)
        return tuple(ask_all_again(q) if parent else q for q in self.questionnaires if q.id == (parent or id))

    @property
    def forms(self) -> tuple[str, ...]:
        """Under which ids responses are kept: those of the questionnaires, and of their short forms."""
        ids = dict.fromkeys(q.id for q in self.questionnaires)
        return (*ids, *(id + SUFFIX for id in ids))

    @property
    def rated_questions(self) -> Mapping[str, Question]:
        """What has a grade in the newest versions, by "questionnaire.question"."""
        return {
            f"{q.id}.{asked.key}": asked for q in self.current_questionnaires for asked in q.rated
            if any(option.grade for option in asked.scale.options)
        }

    @property
    def public_kinds(self) -> tuple[CaseKind, ...]:
        """The kinds of entry that citizens write themselves: the book."""
        return tuple(kind for kind in self.case_kinds if kind.is_public)

    @property
    def current_questionnaires(self) -> tuple[Questionnaire, ...]:
        """The newest version of each, in the order of their first appearance."""
        return tuple(self.questionnaire(id) for id in dict.fromkeys(q.id for q in self.questionnaires))


@dataclass(frozen=True)
class Declarations:
    """Everything the office has declared in `data/`."""

    modes: Mapping[str, Mode]
    units: Mapping[str, Unit]
    areas: Mapping[str, Area]
    persons: Mapping[str, Person]
    collectors: Mapping[str, Collector]
    programmes: Mapping[str, Programme]
    evaluations: Mapping[int, Evaluation]
    permissions: Permissions
    retention: Retention = Retention()
    radar: Radar = Radar()
    calendar: Calendar = Calendar()
    lexicon: Lexicon = Lexicon()

    def programme(self, id: str) -> Programme:
        return self._one(self.programmes, id, _("板块"))

    def unit(self, id: str) -> Unit:
        return self._one(self.units, id, _("责任单位"))

    def area(self, id: str) -> Area:
        return self._one(self.areas, id, _("片区"))

    def person(self, id: str) -> Person:
        return self._one(self.persons, id, _("被考核人"))

    def collector(self, id: str) -> Collector:
        return self._one(self.collectors, id, _("访员"))

    def mode(self, id: str) -> Mode:
        return self._one(self.modes, id, _("填写方式"))

    def evaluation(self, year: int) -> Evaluation:
        return self._one(self.evaluations, year, _("考核年度"))

    def units_of(self, kinds: tuple[str, ...]) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units.values() if unit.kind in kinds)

    @staticmethod
    def _one(things: Mapping, id, word: str):
        if id not in things:
            shown = "、".join(str(key) for key in list(things)[:12]) or _("（还没有声明）")
            raise SurveyError(
                word, _("没有“{id}”。").format(id=str(id)[:40]), _("可以用：{ids}。").format(ids=shown)
            )
        return things[id]
