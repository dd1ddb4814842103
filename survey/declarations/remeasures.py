"""`remeasures` of a kind of case -> Remeasures: what it needs in order to end by a measurement."""

from collections.abc import Mapping, Sequence

from survey.declarations.entry import Entry
from survey.domain.handling.field import Field
from survey.domain.handling.kind import CaseKind, Move, Remeasures
from survey.domain.noticing.remeasure import OUTCOMES
from survey.locale import _


def read_remeasures(
    entry: Entry | None, fields: Mapping[str, Field], opening: Move, moves: Sequence[Move]
) -> Remeasures | None:
    """SurveyError for a field that has not the type it needs, or that is not asked where it must be."""
    if entry is None:
        return None

    def of(key: str, type: str) -> str:
        return entry.one_of(key, [id for id, field in fields.items() if field.type == type])

    found = Remeasures(
        question=of("question", "question"), before_count=of("before_count", "whole"), before_n=of("before_n", "whole"),
        before_period=of("before_period", "text"), accepts=entry.one_of("accepts", [m.id for m in moves if m.target]),
        until=of("until", "day"), wanted=of("wanted", "whole"),
    )
    _must_need(entry, opening, (found.question, found.before_count, found.before_n))
    _must_need(entry, next(move for move in moves if move.id == found.accepts), (found.until, found.wanted))
    entry.done()
    return found


def _must_need(entry: Entry, move: Move, ids: Sequence[str]) -> None:
    if missing := [id for id in ids if id not in move.needs]:
        what = _("“{move}”没有要求填：{missing}。").format(move=move.id, missing="、".join(missing))
        raise entry.refuse("needs", what, _("请写进这一步的 needs。"))


def check_measured_rules(whole: Entry, kind: CaseKind) -> None:
    """SurveyError for a move that asks for an outcome which nobody can have measured."""
    for move in kind.moves:
        for rule in (rule for rule in move.rules if rule.id == "measured"):
            if kind.remeasures is None:
                raise whole.refuse(f"move {move.id} rule measured", _("这一类事项没有复测。"), _("请写 [remeasures]，或去掉这条规则。"))
            if strangers := sorted(set(rule.values) - set(OUTCOMES)):
                what = _("没有“{value}”。").format(value="、".join(strangers))
                raise whole.refuse(f"move {move.id} rule values", what, _("可以用：{allowed}。").format(allowed="、".join(OUTCOMES)))
