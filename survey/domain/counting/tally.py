"""Tallies: how many gave which answer, counted along declared cuts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from survey.domain.asking.response import Response
from survey.domain.errors import SurveyError
from survey.locale import _

EVERYONE = ""  # the question key under which whole responses are counted

# What each cut keeps apart besides question, unit, month and answer. Dashboards read "unit", or "place"
# when they are filtered by mode or area; score cards read "person", quotas "collector". Crossing all of
# them at once would give as many cells as answers, and a dashboard as slow as the survey is large.
CUTS = {"unit": (), "place": ("area", "mode"), "person": ("person",), "collector": ("area", "collector")}


class TallyKey(NamedTuple):
    programme: str
    questionnaire: str
    cut: str
    question: str
    unit: str
    answer: str
    version: int
    month: str
    area: str
    mode: str
    person: str
    collector: str


KEPT = ("area", "mode", "person", "collector")


def cuts_of(named: Mapping[str, str]) -> list[str]:
    """The cuts a response is counted in: by person and by collector only when it names one."""
    return [cut for cut in CUTS if cut in ("unit", "place") or named[cut]]


def cut_for(columns: Iterable[str]) -> str:
    """The cut with the fewest cells that keeps these columns apart; SurveyError when none keeps them all."""
    wanted = [name for name in dict.fromkeys(columns) if name in KEPT]
    for cut, kept in CUTS.items():
        if set(wanted) <= set(kept):
            return cut
    names = {"area": _("片区"), "mode": _("填写方式"), "person": _("被考核人"), "collector": _("访员")}
    together = _("、").join(names[name] for name in wanted)
    raise SurveyError(_("分组与筛选"), _("不能同时按这几项：{names}。").format(names=together), _("请分开查看。"))


def tally(responses: Iterable[Response]) -> Counter[TallyKey]:
    """Counts of every answer, and of whole responses under the question EVERYONE.

    Answers are counted once, by all that the cuts keep apart; each cut then adds up what it does not keep.
    """
    groups = defaultdict(list)
    for one in responses:
        place = (one.area, one.mode, one.person, one.collector)
        groups[one.programme, one.questionnaire, one.unit, one.version, one.month, *place].append(one.answers)
    counts: Counter[TallyKey] = Counter()
    for (programme, questionnaire, unit, version, month, *place), answers in groups.items():
        cells = Counter(pair for given in answers for pair in given.items())
        cells[EVERYONE, ""] = len(answers)
        named = dict(zip(KEPT, place))
        for cut in cuts_of(named):
            kept = [named[name] if name in CUTS[cut] else "" for name in KEPT]
            for (question, answer), count in cells.items():
                counts[TallyKey(programme, questionnaire, cut, question, unit, answer, version, month, *kept)] += count
    return counts
