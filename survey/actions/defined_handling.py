"""Kinds of case with their clocks, limits, topics and events as definitions."""

from collections.abc import Iterator

from survey.domain.asking.programme import Declarations, Programme
from survey.domain.definition import Definition
from survey.domain.handling.clock_wording import clock_facts, rate_words
from survey.domain.handling.join import Join
from survey.domain.handling.kind import CaseKind, Coverage
from survey.domain.noticing.topic import Topic
from survey.locale import _


def define_kinds(declared: Declarations, programme: Programme) -> Iterator[Definition]:
    """Each kind of case, followed by its clocks."""
    for kind in programme.case_kinds:
        yield _kind(declared, kind)
        for clock in kind.clocks:
            name = _("{kind}：{clock}").format(kind=kind.title, clock=clock.name)
            yield Definition(f"{kind.id}.{clock.id}", name, clock_facts(clock, kind, programme.limits))


def _kind(declared: Declarations, kind: CaseKind) -> Definition:
    roles = declared.permissions.roles
    later = [
        _("满 {n} 个工作日转{roles}").format(n=entry.working_days, roles=_("、").join(str(roles[id].name) for id in sorted(entry.to)))
        for entry in kind.escalations
    ]
    return Definition(
        kind.id, _("事项：{kind}").format(kind=kind.title),
        (
            (_("条款"), _("、").join(kind.clauses)),
            (_("状态"), _("、").join(str(state.name) for state in kind.states)),
            (_("办结"), _("、").join(str(state.name) for state in kind.states if state.is_final)),
            (_("超时之后"), _("；").join(later)),
            (_("不能有空档"), _covered(kind, kind.coverage)),
        ),
    )  # fmt: skip


def _covered(kind: CaseKind, coverage: Coverage | None) -> str:
    if not coverage:
        return ""
    return _("从“{starts}”到“{ends}”首尾相接，看今后 {days} 天（{clause}）").format(
        starts=kind.fields[coverage.starts].name, ends=kind.fields[coverage.ends].name, days=coverage.days_ahead, clause=coverage.clause
    )


def define_limits(programme: Programme) -> Iterator[Definition]:
    """The tables of minutes for a distance, and the readings that are held against complaints."""
    kinds = {kind.id: kind for kind in programme.case_kinds}
    for limit in programme.limits:
        uses = [kind for kind in kinds.values() if any(clock.table == limit.id for clock in kind.clocks)]
        yield Definition(
            f"{limit.id}.{limit.valid_from}", _("每公里时限（{day} 起）").format(day=limit.valid_from),
            (
                (_("条款"), _("、").join(limit.clauses)),
                *((str(kind.title), rate_words(limit, kind)) for kind in uses),
                (_("来源"), str(limit.source or "")),
            ),
        )  # fmt: skip
    yield from (_join(kinds[join.kind], join) for join in programme.joins)


def _join(kind: CaseKind, join: Join) -> Definition:
    field = kind.fields[join.field]
    return Definition(
        join.id, str(join.name),
        (
            (_("条款"), _("、").join(join.clauses)),
            (_("界线"), _("{field}低于 {below:g} {measure}").format(field=field.name, below=join.below, measure=field.measure)),
            (_("对照"), _("同一单位的片区前后 {hours:g} 小时内的投诉").format(hours=join.hours)),
            (_("来源"), str(join.source or "")),
        ),
    )  # fmt: skip


def define_topics(declared: Declarations, programme: Programme) -> Iterator[Definition]:
    return (_topic(declared, programme, topic) for topic in programme.topics)


def _topic(declared: Declarations, programme: Programme, topic: Topic) -> Definition:
    asked = programme.rated_questions
    questions = [str(asked[f"{q}.{key}"].short) for q, key in topic.questions if f"{q}.{key}" in asked]
    also = [
        _("{programme}“{topic}”").format(programme=declared.programmes[id].title, topic=next(t.name for t in declared.programmes[id].topics if t.id == other))
        for id, other in topic.also
    ]
    return Definition(
        topic.id, str(topic.name),
        (
            (_("题目"), _("、").join(questions)),
            (_("归入"), _("、").join(also)),
            (_("本身就是毛病的词"), _("、").join(topic.words)),
            (_("本身就是表扬的词"), _("、").join(topic.good_words)),
            (_("只点出事物的词"), _("、").join(topic.subjects)),
            (_("看着像、不算的词"), _("、").join(topic.not_words)),
            (_("要别的部门配合"), _("是") if topic.needs_others else ""),
            (_("谁负责"), str(topic.owner or _("所在单位"))),
        ),
    )  # fmt: skip


def define_events(declared: Declarations, programme: Programme) -> Iterator[Definition]:
    titles = {asked.id: str(asked.title) for asked in programme.questionnaires}
    for event in programme.events:
        yield Definition(
            event.id, str(event.name),
            (
                (_("日期"), f"{event.on}"),
                (_("单位"), _("、").join(str(declared.units[id].name) for id in event.units) or _("全部单位")),
                (_("问卷"), _("、").join(titles[id] for id in event.questionnaires) or _("全部问卷")),
                (_("控制图"), _("从 {month} 起另算界限").format(month=event.begins) if event.rebases else _("只作标记")),
            ),
        )  # fmt: skip
