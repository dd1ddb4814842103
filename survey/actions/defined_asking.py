"""Questionnaires, questions and scales as definitions."""

from collections.abc import Iterator

from survey.domain.asking.programme import Declarations, Programme
from survey.domain.asking.question import Question
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.scale import Option, Scale
from survey.domain.definition import Definition
from survey.locale import _


def define_questionnaires(declared: Declarations, programme: Programme) -> Iterator[Definition]:
    """Each version, followed by its questions."""
    for asked in programme.questionnaires:
        yield _questionnaire(declared, asked)
        yield from (_question(asked, question) for question in asked.questions)


def _questionnaire(declared: Declarations, asked: Questionnaire) -> Definition:
    units = declared.units_of(asked.unit_kinds)
    return Definition(
        f"{asked.id}.{asked.version}", _("问卷：{title}（第 {version} 版）").format(title=asked.title, version=asked.version),
        (
            (_("问谁"), str(asked.audience)),
            (_("题数"), f"{len(asked.questions)}"),
            (_("总题"), str(asked.by_key[asked.headline].short)),
            (_("扫码可填"), _("是") if asked.is_public else _("否")),
            (_("单位"), _("、").join(str(unit.name) for unit in units)),
            (_("来源"), asked.source),
        ),
    )  # fmt: skip


def _question(asked: Questionnaire, question: Question) -> Definition:
    return Definition(
        f"{asked.id}.{asked.version}.{question.key}", str(question.short),
        (
            (_("条款"), _("、").join(question.clauses)),
            (_("关于"), subject_name(question.subject)),
            (_("量表"), question.scale.id if question.scale else _("文字意见，不计分")),
            (_("问法"), str(question.text)),
            (_("只问"), _condition(asked, question)),
        ),
    )  # fmt: skip


def _condition(asked: Questionnaire, question: Question) -> str:
    """Whom the question is asked; "" for everybody."""
    if not question.asked_if:
        return ""
    before = asked.by_key[question.asked_if.question]
    answers = [str(before.scale.by_code[code].label) for code in question.asked_if.answers]
    return _("在“{question}”答{answers}的人；留空的也问").format(question=before.short, answers=_("、").join(answers))


def subject_name(subject: str) -> str:
    """Whom an answer is about, in words."""
    return {"person": _("个人"), "unit": _("单位"), "network": _("管网（不算到个人）")}[subject]


def define_scales(programme: Programme) -> Iterator[Definition]:
    """Each scale that the programme's questions use, once."""
    scales = {q.scale.id: q.scale for asked in programme.questionnaires for q in asked.questions if q.scale}
    return (_scale(scale) for scale in scales.values())


def _scale(scale: Scale) -> Definition:
    return Definition(
        scale.id, _("量表：{id}").format(id=scale.id),
        (*((str(option.label), _worth(option)) for option in scale.options), (_("来源"), scale.source)),
    )


def _worth(option: Option) -> str:
    """What an answer counts for."""
    parts = [] if option.points is None else [_("{points:g} 分").format(points=option.points)]
    parts += [_("第 {grade} 级").format(grade=option.grade)] if option.grade else []
    if not parts:
        return _("计入比例的分母，不计分") if option.in_base else _("不计入分母，另列份数")
    return _("、").join(parts)
