"""One folder of data/programmes/ -> Programme."""

from collections.abc import Mapping
from pathlib import Path

from survey.declarations.case_kinds import read_case_kinds
from survey.declarations.entry import Entry, read_entry, unique
from survey.declarations.events import read_events
from survey.declarations.indicators import read_indicators
from survey.declarations.joins import read_joins
from survey.declarations.limits import read_limits
from survey.declarations.questionnaires import read_questionnaire
from survey.declarations.topics import read_topics
from survey.domain.asking.again import SUFFIX, parent_of
from survey.domain.asking.programme import Privacy, Programme, Quota
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.asking.scale import Scale
from survey.locale import _


def read_programme(
    folder: Path, scales: Mapping[str, Scale], kinds: list[str], roles: list[str]
) -> Programme:
    whole = read_entry(folder / "programme.toml")
    id, unit_kinds = whole.as_id(_("文件夹名"), folder.name), whole.some_of("unit_kinds", kinds)
    questionnaires = _questionnaires(whole, folder, scales, unit_kinds)
    limits = read_limits(folder / "limits.toml")
    case_kinds = read_case_kinds(folder / "cases", unit_kinds, roles, [limit.id for limit in limits])
    programme = Programme(
        id=id,
        order=whole.whole("order"),
        icon=whole.text("icon"),
        title=whole.words("title"),
        organisation=whole.words("organisation"),
        summary=whole.words("summary"),
        supervision_phone=whole.text("supervision_phone"),
        unit_kinds=unit_kinds,
        privacy=_privacy(whole.child("privacy")),
        quota=_quota(whole.child("quota", None)),
        questionnaires=questionnaires,
        case_kinds=case_kinds,
        topics=read_topics(folder / "topics.toml", questionnaires),
        indicators=read_indicators(folder / "indicators.toml", id, questionnaires, case_kinds),
        limits=limits,
        joins=read_joins(folder / "joins.toml", case_kinds),
        events=read_events(folder / "events.toml", [q.id for q in questionnaires]),
    )
    whole.done()
    return programme


def _questionnaires(
    whole: Entry, folder: Path, scales: Mapping[str, Scale], unit_kinds: tuple[str, ...]
) -> tuple[Questionnaire, ...]:
    """Those of the folder, in the order in which `questionnaires` names them."""
    files = sorted((folder / "questionnaires").glob("*.toml"))
    found = unique(
        (read_questionnaire(file, folder.name, scales, unit_kinds) for file in files),
        whole, "questionnaires", lambda q: (q.id, q.version),
    )
    for questionnaire in found:
        if parent_of(questionnaire.id):
            what = _("“{suffix}”留给复测用的短问卷。").format(suffix=SUFFIX)
            raise whole.refuse(f"questionnaires/{questionnaire.id}", what, _("请换一个编号。"))
    order = whole.some_of("questionnaires", [q.id for q in found], ())
    return tuple(sorted(found, key=lambda q: order.index(q.id) if q.id in order else len(order)))


def _privacy(entry: Entry) -> Privacy:
    privacy = Privacy(entry.words("who"), entry.words("why"), entry.words("kept"), entry.words("how_long"))
    entry.done()
    return privacy


def _quota(entry: Entry | None) -> Quota | None:
    if entry is None:
        return None
    quota = Quota(
        entry.at_least(1, "collectors"), entry.at_least(1, "sheets_per_area"), entry.at_least(1, "months_per_round")
    )
    if 12 % quota.months_per_round:
        raise entry.wrong("months_per_round", quota.months_per_round, _("能整除 12 的月数：1、2、3、4、6 或 12"))
    entry.done()
    return quota

