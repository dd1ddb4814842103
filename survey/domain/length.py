"""How long a typed text may be."""

from survey.domain.errors import SurveyError
from survey.domain.typed_text import storable
from survey.locale import _


def within(most: int, text: str, where: str) -> str:
    """The text as it is stored; SurveyError naming the field when that is longer than `most` characters."""
    kept = storable(text)
    if len(kept) > most:
        raise SurveyError(
            where, _("有 {length} 字，太长了。").format(length=len(kept)), _("请缩短到 {most} 字以内。").format(most=most)
        )
    return kept
