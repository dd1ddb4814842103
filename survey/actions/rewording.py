"""Whether a question that is asked again is asked as it was when its issue was found."""

from collections.abc import Mapping

from survey.actions.office import Office
from survey.domain.asking.segment import segments_of, versions_alike
from survey.domain.counting.period import period_in
from survey.domain.handling.kind import Remeasures
from survey.store.response_reading import answer_blocks


def asked_alike(office: Office, about: Remeasures, row: Mapping) -> frozenset[int] | None:
    """The versions that ask the question of a case as it was asked when the figure before was counted; None for all of them.

    A question that never changed its words or its scale costs no look at any answer. Else the versions come from
    the answers of the case's unit and period that were there when the case was opened; a figure takes the newest segment
    among them (docs/decisions/0014). Where none are found nobody knows, and no version is alike.
    """
    questionnaire, _dot, key = str(row["coded"][about.question]).partition(".")
    segments = segments_of(office.declarations.programme(row["programme"]).versions(questionnaire))
    if len({segment for (asked, _version), segment in segments.items() if asked == key}) < 2:
        return None
    period = period_in(str(row["words"].get(about.before_period) or ""))
    blocks = answer_blocks(
        office.database, row["programme"], questionnaire, period, units=(row["unit"],), until=row["entered_at"]
    )
    return versions_alike(segments, key, {version for block in blocks for version, answers in block if key in answers})
