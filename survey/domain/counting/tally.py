"""Tallies: how many gave which answer, counted along declared cuts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
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


def cuts_of(response: Response) -> list[str]:
    """The cuts a response is counted in: by person and by collector only when it names one."""
    return [cut for cut in CUTS if cut in ("unit", "place") or getattr(response, cut)]


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
    """Counts of every answer, and of whole responses under the question EVERYONE."""
    groups = defaultdict(list)
    for response in responses:
        for cut in cuts_of(response):
            kept = tuple(getattr(response, name) if name in CUTS[cut] else "" for name in KEPT)
            head = (response.programme, response.questionnaire, cut, response.unit, response.month, response.version)
            groups[head + kept].append(response.answers)
    counts: Counter[TallyKey] = Counter()
    for (programme, questionnaire, cut, unit, month, version, *kept), answers in groups.items():
        counts[TallyKey(programme, questionnaire, cut, EVERYONE, unit, "", version, month, *kept)] = len(answers)
        for (question, answer), count in Counter(pair for given in answers for pair in given.items()).items():
            counts[TallyKey(programme, questionnaire, cut, question, unit, answer, version, month, *kept)] = count
    return counts
