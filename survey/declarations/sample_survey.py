"""data/sample/surveys/*.toml -> SurveyPlan: who answers one questionnaire in the sample year, and how."""

from collections.abc import Iterable, Mapping

from survey.declarations.entry import REQUIRED, Entry, unique
from survey.declarations.sample_plan import CommentPlan, Copied, Effect, ItemPlan, Remarks, Spread, SurveyPlan
from survey.domain.asking.programme import Declarations
from survey.domain.asking.question import Condition
from survey.domain.asking.questionnaire import Questionnaire
from survey.locale import _

MONTHS = tuple(range(1, 13))


def read_survey(whole: Entry, declarations: Declarations) -> SurveyPlan:
    programme = declarations.programme(whole.one_of("programme", declarations.programmes))
    questionnaire = programme.questionnaire(
        whole.one_of("questionnaire", [q.id for q in programme.questionnaires])
    )
    units = [unit.id for unit in declarations.units_of(questionnaire.unit_kinds)]
    plan = SurveyPlan(
        programme=programme.id,
        questionnaire=questionnaire.id,
        seed=whole.whole("seed"),
        responses=whole.whole("responses", 0),
        sheets_per_area=_whole_numbers(whole, "sheets_per_area", ()),
        self_filled=whole.number("self_filled", 0.0),
        is_collected=whole.yes("is_collected"),
        months=tuple(whole.take("months", list, [1.0] * 12, _("12 个数，一月一个"))),
        units=dict.fromkeys(units, 1.0) | take_numbers(whole, "units", units, {}),
        modes=take_numbers(whole, "modes", declarations.modes),
        named_share=whole.number("named_share", 0.0),
        named_if=_condition(whole.child("named_if", None), questionnaire),
        spread=_spread(whole.child("spread")),
        items=_items(whole, questionnaire),
        effects=tuple(_effect(e, questionnaire, units, declarations) for e in whole.entries("effect", 0)),
        comments=tuple(_comment(e, questionnaire, units) for e in whole.entries("comment", 0)),
        copied=tuple(_copied(e, programme.id, declarations) for e in whole.entries("copied", 0)),
    )
    _refuse_impossible(whole, plan, bool(programme.quota))
    whole.done()
    return plan


def _refuse_impossible(whole: Entry, plan: SurveyPlan, has_quota: bool) -> None:
    if len(plan.months) != 12 or not all(isinstance(m, (int, float)) and m >= 0 for m in plan.months):
        raise whole.refuse(
            "months", _("“{value}”不对。").format(value=plan.months), _("这里要{kind}。").format(kind=_("12 个数，一月一个"))
        )
    if bool(plan.responses) == bool(plan.sheets_per_area):
        raise whole.refuse(
            "responses / sheets_per_area", _("要写其中一个，且只写一个。"), _("散答写 responses，分轮入户写 sheets_per_area。")
        )
    if plan.sheets_per_area and not (has_quota and plan.is_collected and len(plan.sheets_per_area) == 2):
        raise whole.refuse(
            "sheets_per_area",
            _("“{value}”不对。").format(value=list(plan.sheets_per_area)),
            _("写 [最少, 最多]；is_collected 要是 true，板块要有 [quota]。"),
        )


def _spread(entry: Entry) -> Spread:
    spread = Spread(**{name: entry.number(name) for name in Spread.__dataclass_fields__})
    entry.done()
    return spread


def _items(whole: Entry, questionnaire: Questionnaire) -> dict[str, ItemPlan]:
    plain = {q.key: ItemPlan(q.key) for q in questionnaire.questions if q.scale}
    items = unique((_item(e, questionnaire) for e in whole.entries("item", 0)), whole, "item", lambda i: i.question)
    items_by_key = plain | {item.question: item for item in items}
    for question in questionnaire.questions:
        if question.scale and question not in questionnaire.rated and not items_by_key[question.key].shares:
            raise whole.refuse(f"item {question.key}", _("缺少 shares。"), _("不计分的题要写各答案的比例。"))
    return items_by_key


def _item(entry: Entry, questionnaire: Questionnaire) -> ItemPlan:
    rated = [question.key for question in questionnaire.rated]
    key = entry.one_of("question", [question.key for question in questionnaire.questions if question.scale])
    codes = questionnaire.by_key[key].scale.codes
    earlier = rated[: rated.index(key)] if key in rated else rated
    item = ItemPlan(
        question=key,
        shift=entry.number("shift", 0.0),
        unknown=entry.number("unknown", 0.03),
        made_of=take_numbers(entry, "made_of", earlier, None),
        shares=take_numbers(entry, "shares", codes, None),
        raised_by=_links(entry, "raised_by", codes, rated),
    )
    entry.done()
    return item


def _effect(entry: Entry, questionnaire: Questionnaire, units: list[str], declarations: Declarations) -> Effect:
    collectors = [c.id for c in declarations.collectors.values() if c.programme == questionnaire.programme]
    effect = Effect(
        shift=entry.number("shift"),
        questions=entry.some_of("questions", [question.key for question in questionnaire.rated], ()),
        units=entry.some_of("units", units, ()),
        collectors=entry.some_of("collectors", collectors, ()),
        modes=entry.some_of("modes", declarations.modes, ()),
        months=take_months(entry),
    )
    entry.done()
    return effect


def _copied(entry: Entry, programme: str, declarations: Declarations) -> Copied:
    collectors = [c.id for c in declarations.collectors.values() if c.programme == programme]
    copied = Copied(entry.one_of("collector", collectors), entry.at_least(1, "month"), entry.at_least(2, "sheets"))
    if copied.month not in MONTHS:
        raise entry.refuse("month", _("“{value}”不对。").format(value=copied.month), _("月份为 1 到 12。"))
    entry.done()
    return copied


def _comment(entry: Entry, questionnaire: Questionnaire, units: list[str]) -> CommentPlan:
    rated = [question.key for question in questionnaire.rated]
    plan = CommentPlan(
        question=entry.one_of("question", [q.key for q in questionnaire.questions if q.is_comment]),
        share=entry.number("share"),
        share_unhappy=entry.number("share_unhappy"),
        openings=entry.texts("openings", ("",)),
        endings_good=entry.texts("endings_good", ("",)),
        endings_bad=entry.texts("endings_bad", ("",)),
        remarks=tuple(_remarks(e, rated, units) for e in entry.entries("remarks")),
    )
    entry.done()
    return plan


def _remarks(entry: Entry, rated: list[str], units: list[str]) -> Remarks:
    remarks = Remarks(
        about=entry.one_of("about", rated),
        good=entry.texts("good", ()),
        bad=entry.texts("bad", ()),
        units=entry.some_of("units", units, ()),
        months=take_months(entry),
    )
    entry.done()
    return remarks


def _condition(entry: Entry | None, questionnaire: Questionnaire) -> Condition | None:
    if entry is None:
        return None
    scales = {question.key: question.scale for question in questionnaire.questions if question.scale}
    key = entry.one_of("question", scales)
    condition = Condition(key, entry.some_of("answers", scales[key].codes))
    entry.done()
    return condition


def take_numbers(entry: Entry, key: str, allowed: Iterable[str], default=REQUIRED) -> Mapping[str, float]:
    """A table of numbers whose keys are all among `allowed`."""
    child = entry.child(key, default)
    if child is None or child is default:
        return default
    numbers = {name: child.number(name) for name in allowed if name in child.table}
    child.asked.update(allowed)
    child.done()
    return numbers


def _links(entry: Entry, key: str, names: Iterable[str], targets: list[str]) -> Mapping[str, str] | None:
    child = entry.child(key, None)
    if child is None:
        return None
    links = {name: child.one_of(name, targets) for name in names if name in child.table}
    child.asked.update(names)
    child.done()
    return links


def take_months(entry: Entry) -> tuple[int, ...]:
    months = _whole_numbers(entry, "months", ())
    if not set(months) <= set(MONTHS):
        raise entry.refuse("months", _("“{value}”不对。").format(value=list(months)), _("月份为 1 到 12。"))
    return months


def _whole_numbers(entry: Entry, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
    numbers = tuple(entry.take(key, list, list(default), _("整数的列表：[1, 2]")))
    if not all(isinstance(number, int) for number in numbers):
        raise entry.refuse(key, _("列表里只能是整数。"), _("请写成 [1, 2]。"))
    return numbers
