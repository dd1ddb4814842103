"""data/evaluation/<year>.toml -> Evaluation."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.declarations.vetoes import Kinds, read_veto
from survey.domain.counting.small_numbers import MINIMUM
from survey.domain.judging.evaluation import Block, Evaluation, FocalRule, Item, Sheet
from survey.domain.judging.indicator import Indicator
from survey.locale import _


def read_evaluation(
    file: Path, indicators: Mapping[str, Indicator], kinds: list[str], roles: list[str], case_kinds: Kinds
) -> Evaluation:
    whole = read_entry(file)
    blocks = {b.id: b for b in unique(map(_block, whole.entries("block", 0)), whole, "block", lambda b: b.id)}
    sheets = unique(
        (_sheet(e, indicators, kinds, roles, blocks, case_kinds) for e in whole.entries("sheet")), whole, "sheet", lambda s: s.id
    )
    evaluation = Evaluation(
        year=whole.whole("year"),
        source=whole.words("source"),
        minimum=whole.at_least(MINIMUM, "minimum"),
        focal=_focal(whole.child("focal")),
        sheets=sheets,
        vetoes=unique(
            (read_veto(entry, case_kinds) for entry in whole.entries("veto", 0)), whole, "veto", lambda v: v.id
        ),
    )
    if str(evaluation.year) != file.stem:
        raise whole.refuse("year", _("与文件名 {name} 不同。").format(name=file.name), _("请改成一致。"))
    _refuse_two_sheets(whole, sheets)
    whole.done()
    return evaluation


def _refuse_two_sheets(whole: Entry, sheets: tuple[Sheet, ...]) -> None:
    """Nobody is judged by two sheets in one year."""
    judged = Counter((sheet.is_for_persons, name) for sheet in sheets for name in (*sheet.unit_kinds, *sheet.roles))
    for (is_for_persons, name), count in judged.items():
        if count > 1:
            raise whole.refuse(
                f"sheet {'roles' if is_for_persons else 'unit_kinds'}",
                _("“{id}”写了两次。").format(id=name), _("一类单位或一种岗位一年只用一张考核表。"),
            )


def _focal(entry: Entry) -> FocalRule:
    rule = FocalRule(entry.number_to(1, "line"), entry.at_least(MINIMUM, "least_answers"))
    entry.done()
    return rule


def _block(entry: Entry) -> Block:
    block = Block(entry.id(), entry.words("title"), entry.texts("clauses", ()))
    entry.done()
    return block


def _sheet(
    entry: Entry, indicators: Mapping[str, Indicator], kinds: list[str], roles: list[str],
    blocks: Mapping[str, Block], case_kinds: Kinds,
) -> Sheet:
    sheet = Sheet(
        id=entry.id(),
        title=entry.words("title"),
        unit_kinds=entry.some_of("unit_kinds", kinds, []),
        roles=entry.some_of("roles", roles, []),
        items=unique((_item(e, indicators, blocks) for e in entry.entries("item")), entry, "item", lambda i: i.indicator),
    )
    if bool(sheet.unit_kinds) == bool(sheet.roles):
        raise entry.refuse("unit_kinds / roles", _("要写其中一个，且只写一个。"), _("考核单位写 unit_kinds，考核个人写 roles。"))
    total = sum(item.weight for item in sheet.items)
    if round(total, 6) != 100:
        raise entry.refuse("item weight", _("权重之和是 {total:g}。").format(total=total), _("要正好 100。"))
    if sheet.is_for_persons:
        _refuse_what_is_no_persons(entry, sheet, indicators, case_kinds)
    entry.done()
    return sheet


def _refuse_what_is_no_persons(
    entry: Entry, sheet: Sheet, indicators: Mapping[str, Indicator], case_kinds: Kinds
) -> None:
    for item in sheet.items:
        if indicators[item.indicator].is_of_book:
            raise entry.refuse(item.indicator, _("意见簿的答复率只属于单位。"), _("请放到单位的考核表里。"))
        if indicators[item.indicator].is_of_cases and not _person_field(indicators[item.indicator], case_kinds):
            raise entry.refuse(
                item.indicator, _("这项指标不能按人算。"), _("请写 person，或用按人计的时限，或放到单位的考核表里。")
            )
        if indicators[item.indicator].subjects - {"person"}:
            raise entry.refuse(
                item.indicator, _("这项指标里有不属于个人的题目。"), _("水质、水压、供水时间和环境只考核单位。")
            )


def _person_field(indicator: Indicator, case_kinds: Kinds) -> str:
    return indicator.cases.person_field(case_kinds[indicator.programme][indicator.cases.kind])


def _item(entry: Entry, indicators: Mapping[str, Indicator], blocks: Mapping[str, Block]) -> Item:
    indicator = indicators[entry.one_of("indicator", indicators)]
    item = Item(
        indicator=indicator.id,
        weight=entry.number("weight"),
        floor=entry.number_to(indicator.highest, "floor"),
        target=entry.number_to(indicator.highest, "target"),
        block=blocks[entry.one_of("block", blocks)] if "block" in entry.table else None,
    )
    if item.weight <= 0:
        raise entry.refuse("weight", _("“{value}”不对。").format(value=item.weight), _("权重要大于 0。"))
    if item.floor == item.target:
        raise entry.refuse("target", _("与 floor 相同。"), _("floor 得 0 分，target 得满分，两者要不同。"))
    if (item.target > item.floor) != indicator.is_higher_better:
        raise entry.refuse("target", _("方向与指标相反。"), _("越高越好的指标 target 要大于 floor，反之小于。"))
    entry.done()
    return item
