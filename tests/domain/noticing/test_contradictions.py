"""A contradiction is a mark and words that differ; a missing mark contradicts nothing."""

import pytest

from survey.domain.noticing.contradictions import contradiction
from survey.domain.noticing.topic import Dictionary


@pytest.mark.parametrize(
    ("grade", "words", "expected"),
    [
        (1, "等了三小时", "harsh_words"),
        (2, "等了三小时，不过护士很热情", "harsh_words"),
        (3, "等了三小时", ""),
        (5, "等了三小时", ""),
        (4, "护士很热情，谢谢", "kind_words"),
        (5, "护士很热情，可是夜里太吵", ""),
        (5, "不吵", ""),
        (1, "护士很热情", ""),
        (2, "不用等", ""),
        (None, "等了三小时", ""),
    ],
)
def test_satisfied_with_harsh_words_and_the_reverse_are_contradictions(declarations, grade, words, expected):
    dictionary = Dictionary(declarations.programme("lianxin").topics, declarations.lexicon)

    assert contradiction(grade, [mention.says for mention in dictionary.suggest(words)]) == expected
