"""A questionnaire on its way through its pages: everything travels in the form, nothing is kept between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from survey.actions.asking import Submission
from survey.domain.asking.people import Area, Person, Unit
from survey.domain.asking.programme import Declarations
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.errors import SurveyError
from survey.locale import _
from survey.public.form_token import FormToken

# Pages that are no section; a section's id cannot begin like this.
START, AREA, END = "", "@area", "@end"
ANSWER = "a_"


@dataclass(frozen=True)
class Filling:
    """What one person has filled in so far, and the page that person is on.

    areas, persons  what may be chosen; a single area is not asked, for everybody of the unit lives there.
    about           the code of the case that is measured again, "" for a whole questionnaire.
    answers         texts by question key as they came, also those that a changed filter now rules out:
                    whoever changes the filter back finds them again.
    """

    questionnaire: Questionnaire
    unit: Unit
    areas: tuple[Area, ...]
    persons: tuple[Person, ...]
    token: FormToken
    page: str
    answers: Mapping[str, str]
    area: str = ""
    person: str = ""
    is_proxy: bool = False
    about: str = ""

    @cached_property
    def counted(self) -> dict[str, str]:
        """The answers that apply after the filters before them, blanks left out."""
        kept = {key: text for key, text in self.answers.items() if text.strip()}
        for question in self.questionnaire.questions:
            if question.key in kept and not self.questionnaire.applies(question, kept):
                del kept[question.key]
        return kept

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The pages after the first one: area, sections that have a question left, and the end where one got there."""
        sections = tuple(s.id for s in self.questionnaire.sections if self._questions(s.id))
        return (AREA,) * self.asks_area + sections + (END,) * (self.page == END)

    @property
    def asks_area(self) -> bool:
        return self.questionnaire.needs_area and len(self.areas) != 1

    def _questions(self, section: str) -> tuple[Question, ...]:
        asked = (q for q in self.questionnaire.questions if q.section == section)
        return tuple(q for q in asked if self.questionnaire.applies(q, self.counted))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Those of this page."""
        return self._questions(self.page)

    @property
    def title(self) -> str:
        return next((str(s.title) for s in self.questionnaire.sections if s.id == self.page), "")

    @property
    def step(self) -> int:
        return self.pages.index(self.page) + 1

    @property
    def is_last(self) -> bool:
        return self.page == self.pages[-1]

    @property
    def offers_persons(self) -> bool:
        """On the last page, when something was asked about persons; not where one question is asked again."""
        asked = (q for q in self.questionnaire.questions if q.subject == "person")
        return bool(self.persons) and not self.about and any(self.questionnaire.applies(q, self.counted) for q in asked)

    def forward(self) -> "Filling":
        """On the next page. After the last one comes the end: a filter just chosen may have taken what followed."""
        return replace(self, page=next(self._from(self.page), END))

    def backward(self) -> "Filling":
        before = [page for page in self.pages if page not in (self.page, *self._from(self.page))]
        return replace(self, page=before[-1] if before else START)

    def _from(self, page: str) -> Iterator[str]:
        """The pages behind this one in the full order, for this one may itself have gone."""
        order = [START, AREA, *(section.id for section in self.questionnaire.sections), END]
        return (other for other in self.pages if order.index(other) > order.index(page))

    @property
    def has_more(self) -> bool:
        return next(self._from(self.page), None) is not None

    def check_page(self) -> None:
        """SurveyError for the first thing on this page that a person has to mend."""
        if self.page == AREA and self.area not in {area.id for area in self.areas}:
            raise SurveyError(_("片区"), _("还没有选片区。"), _("请选择居民区。"))
        for question in self.questions:
            question.accept(self.answers.get(question.key, ""))

    def faulty(self) -> Question | None:
        """The first question whose answer is refused."""
        return next((q for q in self.questionnaire.questions if _is_refused(q, self.counted.get(q.key, ""))), None)

    def at_the_fault(self) -> "Filling":
        """On the page where the refused thing can be mended; here when it can be mended nowhere."""
        if self.asks_area and self.area not in {area.id for area in self.areas}:
            return replace(self, page=AREA)
        question = self.faulty()
        return replace(self, page=question.section) if question else self

    @property
    def hidden(self) -> dict[str, str]:
        """The fields that this page does not show and has to carry."""
        shown = {question.key for question in self.questions}
        known = self.questionnaire.by_key
        fields = {"token": self.token.text, "version": str(self.questionnaire.version), "page": self.page}
        fields["about"] = self.about
        fields |= {ANSWER + k: text for k, text in self.answers.items() if text and k in known and k not in shown}
        if self.page != AREA:
            fields["area"] = self.area
        if not self.is_last:
            fields |= {"person": self.person, "proxy": "1" if self.is_proxy else ""}
        return {name: text for name, text in fields.items() if text}

    def submission(self) -> Submission:
        return Submission(
            id=self.token.id,
            programme=self.questionnaire.programme,
            questionnaire=self.questionnaire.id,
            version=self.questionnaire.version,
            mode="proxy" if self.is_proxy else "qr",
            origin="form",
            raw=self.counted,
            unit=self.unit.id,
            area=self.area,
            person=self.person if self.offers_persons else "",
            about=self.about,
        )


def _is_refused(question: Question, text: str) -> bool:
    try:
        question.accept(text)
    except SurveyError:
        return True
    return False


def begin(
    declared: Declarations, questionnaire: Questionnaire, unit: Unit, form: Mapping[str, str], token: FormToken, about: str = ""
) -> Filling:
    """What the form says. A page that there is not becomes the first."""
    areas = tuple(area for area in declared.areas.values() if area.unit == unit.id)
    filling = Filling(
        questionnaire=questionnaire,
        unit=unit,
        areas=areas,
        persons=evaluated_persons(declared, unit),
        token=token,
        page=form.get("page", START),
        answers={name.removeprefix(ANSWER): text for name, text in form.items() if name.startswith(ANSWER)},
        area=areas[0].id if questionnaire.needs_area and len(areas) == 1 else form.get("area", ""),
        person=form.get("person", ""),
        is_proxy=form.get("proxy") == "1",
        about=about,
    )
    return filling if filling.page in filling.pages else replace(filling, page=START)


def evaluated_persons(declared: Declarations, unit: Unit) -> tuple[Person, ...]:
    """The unit's persons whose role has an evaluation sheet: only they may be named."""
    sheets = [sheet for evaluation in declared.evaluations.values() for sheet in evaluation.sheets]
    roles = {role for sheet in sheets for role in sheet.roles}
    return tuple(p for p in declared.persons.values() if p.unit == unit.id and p.role in roles)
