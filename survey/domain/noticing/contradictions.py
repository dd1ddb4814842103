"""Contradictions: what a response marks and what it says differ; both are shown side by side, and no score is touched."""

from collections.abc import Iterable

from survey.domain.noticing.lexicon import PRAISE
from survey.domain.noticing.topic import TROUBLE

HARSH_WORDS, KIND_WORDS, NONE = "harsh_words", "kind_words", ""


def contradiction(grade: int | None, says: Iterable[str]) -> str:
    """"harsh_words" for grade 1-2 with a trouble, "kind_words" for grade 4-5 with praise only, "" for none.

    `grade` is that of the headline question, 1 the best; `says` what each mention of the response's words says,
    without those that a person found to be wrong.
    """
    said = set(says)
    if grade in (1, 2) and TROUBLE in said:
        return HARSH_WORDS
    if grade in (4, 5) and PRAISE in said and TROUBLE not in said:
        return KIND_WORDS
    return NONE
