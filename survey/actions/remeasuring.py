"""What is measured again of a case: the short form that is open for it, how many answered, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from survey.actions.office import Office
from survey.actions.rewording import asked_alike
from survey.domain.asking.again import ask_again, parent_of
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.response import tidy_code
from survey.domain.asking.scale import DISSATISFIED
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.errors import SurveyError
from survey.domain.handling.case import Case
from survey.domain.handling.kind import CaseKind, Remeasures
from survey.domain.noticing.remeasure import NOT_COMPARABLE, Outcome, outcome, outcome_name
from survey.locale import _
from survey.store import cases
from survey.store.response_reading import answers_about
from survey.store.responses import has_id


@dataclass(frozen=True)
class Share:
    """So many of n answered with grade 4-5."""

    count: int
    n: int


@dataclass(frozen=True)
class Measurement:
    """Where the measuring of one case stands.

    after     None before anything was accepted. It may not leave the house as it is: see `came` and `shown`.
    is_over   whether enough have answered, the last day is past, or the question is now asked otherwise: only then is anything
              asked no more, and concluded.
    since     when the mending was accepted last.
    is_reworded  whether the question is, or was, asked in other words or on another scale than before; such answers count nowhere.
    """

    before: Share
    after: Share | None
    outcome: Outcome | None
    is_over: bool
    since: datetime | None = None
    is_reworded: bool = False

    @property
    def verdict(self) -> str:
        """"" while it goes on."""
        return self.outcome.verdict if self.outcome and self.is_over else ""

    @property
    def came(self) -> int | None:
        """How many have answered; None for fewer than ten."""
        return self.after.n if self.after and self.after.n >= MINIMUM else None

    @property
    def shown(self) -> Share | None:
        """What they said, once it is over: whoever saw it grow would learn what the last one said. None under ten
        answers, and where it cannot be compared.
        """
        return self.after if self.is_over and self.came and self.verdict != NOT_COMPARABLE else None


def share_words(share: Share | None) -> str:
    """"12.5%（5/40）"; of fewer than ten answers only that."""
    if share is None or share.n < MINIMUM:
        return _("不足 {n} 份").format(n=MINIMUM)
    return _("{share:.1%}（{count}/{n}）").format(share=share.count / share.n, count=share.count, n=share.n)


def before_and_after(found: Measurement) -> str:
    """The shares that were dissatisfied, before → after; before alone until that is measured."""
    before = share_words(found.before)
    return f"{before} → {after_words(found)}" if found.is_over else before


def after_words(found: Measurement) -> str:
    """The share after, or that it cannot be compared; "" until it is over."""
    if not found.is_over:
        return ""
    return outcome_name(found.verdict) if found.verdict == NOT_COMPARABLE else share_words(found.shown)


def accepted_by(kind: CaseKind, steps: Sequence[Mapping]) -> str:
    """Who accepted the mending last; "" for nobody, and where nothing is measured again."""
    return next((step["by"] for step in reversed(steps) if kind.remeasures and step["move"] == kind.remeasures.accepts), "")


def measure(office: Office, kind: CaseKind, row: Mapping, now: datetime) -> Measurement | None:
    """As `measure_all`, of one case."""
    return measure_all(office, kind, [row], now).get(row["id"])


def measure_all(office: Office, kind: CaseKind, rows: Sequence[Mapping], now: datetime) -> dict[str, Measurement]:
    """By case; nothing of a kind that is not measured again, or of a case that is only being entered.

    `rows` are cases, as CASES or Case have them. Only answers that came after the last acceptance count: those of a round before a reopening were about another mending.
    """
    rows = [row for row in rows if kind.remeasures and kind.remeasures.question in row["coded"]]
    if not rows:
        return {}
    since = _accepted(office, kind.remeasures, [row["id"] for row in rows])
    answers = answers_about(office.database, list(since))
    today, found = office.day_of(now), {}
    for row in rows:
        came = [a for a in answers.get(row["id"], ()) if a.entered_at >= since[row["id"]]]
        programme = office.declarations.programme(row["programme"])
        alike = asked_alike(office, kind.remeasures, row)
        stands = measurement(programme, kind.remeasures, row["coded"], came if row["id"] in since else None, today, alike)
        found[row["id"]] = replace(stands, since=since.get(row["id"]))
    return found


def _accepted(office: Office, about: Remeasures, ids: Sequence[str]) -> dict[str, datetime]:
    """By case, when it was last accepted; cases that never were are left out."""
    steps = cases.steps_frame(office.database, ids)
    accepted = steps[steps["move"] == about.accepts]
    return dict(zip(accepted["case_id"], accepted["at"], strict=True))  # the last step of a case comes last


def measurement(
    programme: Programme, about: Remeasures, coded: Mapping[str, object], came: Sequence | None, today: date,
    alike: frozenset[int] | None = None,
) -> Measurement:
    """From a case's fields and the responses since it was accepted; `came` is None for one that was not.

    alike  the versions that ask the question as it was asked before; None for all.
    """
    before, question = Share(int(coded[about.before_count]), int(coded[about.before_n])), str(coded[about.question])
    current = programme.questionnaire(question.partition(".")[0]).version
    is_reworded = alike is not None and not {current, *(one.version for one in came or ())} <= alike
    if came is None:
        return Measurement(before, None, None, False, is_reworded=is_reworded)
    after = _dissatisfied(programme, question, [one for one in came if alike is None or one.version in alike])
    is_over = is_reworded or after.n >= int(coded[about.wanted]) or today > date.fromisoformat(str(coded[about.until]))
    found = outcome(before.count, before.n, after.count, after.n, is_reworded)
    return Measurement(before, after, found, is_over, is_reworded=is_reworded)


def _dissatisfied(programme: Programme, question: str, came: Sequence) -> Share:
    """Of the answers to a question ("questionnaire.question") those that have a grade; each by its own version's scale."""
    questionnaire, _dot, key = question.partition(".")
    versions = {q.version: q.by_key for q in programme.versions(questionnaire)}
    grades = [_grade(versions.get(one.version, {}), key, one.answers) for one in came]
    graded = [grade for grade in grades if grade is not None]
    return Share(sum(grade >= DISSATISFIED for grade in graded), len(graded))


def _grade(questions: Mapping, key: str, answers: Mapping[str, str]) -> int | None:
    question = questions.get(key)
    option = question.scale.by_code.get(answers.get(key, "")) if question and question.scale else None
    return option.grade if option else None


def form_again(
    office: Office, programme: str, questionnaire: str, unit: str, about: str, now: datetime, version: int | None = None,
    response: str = "",
) -> tuple[Questionnaire, str]:
    """The form to be filled in, and the id of the case that its answers are about ("" for a whole questionnaire).

    about     the case's code.
    response  the id under which the answers come: stored already, they may come again, for their receipt.
    SurveyError for a short form of no case, of another place, or of one that no longer asks;
    and for a whole questionnaire that is said to be about a case.
    """
    declared = office.declarations.programme(programme)
    asked, parent = declared.questionnaire(questionnaire, version), parent_of(questionnaire)
    if not parent:
        if about:
            raise SurveyError(_("复测"), _("整份问卷不能用来复测。"), _("请用复测的二维码。"))
        return asked, ""
    kind, row = case_about(office, programme, about)
    if kind is None or not _is_about(kind, row, asked, unit):
        raise SurveyError(_("复测"), _("没有找到这次复测，二维码可能不完整。"), _("请重新扫码，或打监督电话。"))
    is_asking = asks_again(kind, row["state"], measure(office, kind, row, now))
    if not is_asking and not has_id(office.database, response):
        raise SurveyError(_("复测"), _("这次复测已经结束，谢谢您。"), _("还有话要说，请写在意见簿里，或打监督电话。"))
    return ask_again(declared.questionnaire(parent, version), question_of(kind, row["coded"])[1]), row["id"]


def case_about(office: Office, programme: str, code: str) -> tuple[CaseKind | None, Mapping]:
    """The case of a programme ("" for any) that carries this code, and its kind; (None, {}) for none."""
    found = cases.cases_frame(office.database, programme, code=tidy_code(code)) if code else None
    if found is None or found.empty:
        return None, {}
    row = found.iloc[0].to_dict()
    kinds = office.declarations.programme(row["programme"]).case_kinds
    return next((kind for kind in kinds if kind.id == row["kind"]), None), row


def asks_again(kind: CaseKind, state: str, found: Measurement | None) -> bool:
    """Whether answers are taken now: from the acceptance until enough have come, or the last day is past."""
    return found is not None and state == kind.move(kind.remeasures.accepts).target and not found.is_over


def _is_about(kind: CaseKind, row: Mapping, asked: Questionnaire, unit: str) -> bool:
    if kind.remeasures is None or row["unit"] != unit:
        return False
    questionnaire, key = question_of(kind, row["coded"])
    return questionnaire == parent_of(asked.id) and key in asked.by_key


def check_asked_there(office: Office, kind: CaseKind, case: Case) -> None:
    """SurveyError for a question that nobody asks about the case's unit: it could never be measured again."""
    if kind.remeasures is None:
        return
    unit, programme = office.declarations.unit(case.unit), office.declarations.programme(case.programme)
    asked = programme.questionnaire(question_of(kind, case.coded)[0])
    if unit.kind not in asked.unit_kinds:
        what = _("{unit} 不用这份问卷。").format(unit=unit.name)
        raise SurveyError(str(kind.fields[kind.remeasures.question].name), what, _("请换一份问卷或单位。"))


def question_of(kind: CaseKind, coded: Mapping[str, object]) -> tuple[str, str]:
    """Questionnaire and question that are asked again."""
    questionnaire, _dot, key = str(coded[kind.remeasures.question]).partition(".")
    return questionnaire, key
