"""口径: what every figure, question, limit and verdict means, composed from the declarations and the code's own words."""

from collections.abc import Iterable

from survey.actions.defined_asking import define_questionnaires, define_scales
from survey.actions.defined_figures import define_figures, define_flags, define_indicators, define_lines, define_methods
from survey.actions.defined_handling import define_events, define_kinds, define_limits, define_topics
from survey.actions.office import Office
from survey.domain.asking.programme import Declarations, Programme
from survey.domain.definition import Chapter, Definition, Part
from survey.locale import _

GENERAL = "general"  # the id of the chapter that belongs to no programme


def read_definitions(office: Office) -> tuple[Chapter, ...]:
    """In the reader's language: what holds everywhere, then a chapter for each programme; NotAllowed for who is not signed in.

    Nothing in it is a figure of anybody: it is the same for every reader.
    """
    office.leave("see_definitions")
    declared = office.declarations
    return (_of_all(declared), *(_of_programme(declared, programme) for programme in declared.programmes.values()))


def _of_all(declared: Declarations) -> Chapter:
    return Chapter(
        GENERAL, _("通用"),
        _filled(
            ("figures", _("读数"), define_figures()),
            ("lines", _("界线"), define_lines(declared.evaluations)),
            ("methods", _("方法"), define_methods()),
            ("flags", _("答卷标记"), define_flags(declared.radar)),
        ),
    )  # fmt: skip


def _of_programme(declared: Declarations, programme: Programme) -> Chapter:
    return Chapter(
        programme.id, str(programme.title),
        _filled(
            ("questionnaires", _("问卷和题目"), define_questionnaires(declared, programme)),
            ("scales", _("量表"), define_scales(programme)),
            ("indicators", _("指标"), define_indicators(programme)),
            ("clocks", _("事项和时限"), [*define_kinds(declared, programme), *define_limits(programme)]),
            ("topics", _("主题和词"), define_topics(declared, programme)),
            ("events", _("大事"), define_events(declared, programme)),
        ),
    )  # fmt: skip


def _filled(*parts: tuple[str, str, Iterable[Definition]]) -> tuple[Part, ...]:
    found = (Part(id, title, tuple(definitions)) for id, title, definitions in parts)
    return tuple(part for part in found if part.definitions)
