"""topics.toml of a programme -> its topics; data/words.toml -> the lexicon (docs/decisions/0016)."""

from collections.abc import Sequence
from pathlib import Path

from survey.declarations.entry import Entry, read_entry, unique
from survey.domain.asking.programme import Programme
from survey.domain.asking.questionnaire import Questionnaire
from survey.domain.errors import SurveyError
from survey.domain.noticing.lexicon import Lexicon, tokens_of
from survey.domain.noticing.topic import KINDS, TROUBLE, Topic
from survey.locale import _


def read_topics(file: Path, questionnaires: Sequence[Questionnaire]) -> tuple[Topic, ...]:
    """Those of the file, none where there is none; SurveyError for a question that is not declared, a word in two topics."""
    if not file.exists():
        return ()
    whole = read_entry(file)
    questions = sorted({f"{q.id}.{rated.key}" for q in questionnaires for rated in q.rated})
    topics = unique((_topic(entry, questions) for entry in whole.entries("topic")), whole, "topic", lambda t: t.id)
    _check_words(whole, topics)
    whole.done()
    return topics


def _topic(entry: Entry, questions: Sequence[str]) -> Topic:
    topic = Topic(
        id=entry.id(),
        name=entry.words("name"),
        questions=_pairs(entry, "questions", entry.some_of("questions", questions, ())),
        also=_pairs(entry, "also", entry.texts("also", ())),
        words=_phrases(entry, "words"),
        good_words=_phrases(entry, "good_words"),
        subjects=_phrases(entry, "subjects"),
        not_words=_phrases(entry, "not_words"),
        kind=entry.one_of("kind", KINDS, TROUBLE),
        needs_others=entry.yes("needs_others", False),
        owner=entry.words("owner", None),
    )
    entry.done()
    return topic


def _pairs(entry: Entry, key: str, texts: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """ "a.b" as ("a", "b")."""
    for text in texts:
        if text.count(".") != 1:
            raise entry.wrong(key, text, _("“a.b”这样的两段编号"))
    return tuple((a, b) for a, _dot, b in (text.partition(".") for text in texts))


def _phrases(entry: Entry, key: str) -> tuple[str, ...]:
    phrases = entry.texts(key, ())
    for phrase in phrases:
        if not tokens_of(phrase):
            raise entry.wrong(key, phrase, _("至少一个字的词"))
    return phrases


def _check_words(whole: Entry, topics: Sequence[Topic]) -> None:
    """A word points at one topic: SurveyError where it stands in two, or twice in one."""
    where: dict[tuple[str, ...], str] = {}
    for topic in topics:
        for word in (*topic.words, *topic.good_words, *topic.subjects, *topic.not_words):
            tokens = tuple(token.text for token in tokens_of(word))
            if tokens in where:
                raise whole.refuse(
                    f"topic {topic.id}",
                    _("“{word}”在主题 {topic} 里已经有了。").format(word=word, topic=where[tokens]),
                    _("一个词只能指向一个主题，请去掉一个，或写得更长些。"),
                )
            where[tokens] = topic.id


def check_also(programmes: Sequence[Programme]) -> None:
    """SurveyError for a topic in `also` that no other programme has, or that two topics of a programme name."""
    known = {(programme.id, topic.id) for programme in programmes for topic in programme.topics}
    for programme in programmes:
        taken: dict[tuple[str, str], str] = {}
        others = sorted(f"{of}.{id}" for of, id in known if of != programme.id)
        for topic in programme.topics:
            for pair in topic.also:
                if pair not in known or pair[0] == programme.id:
                    raise SurveyError(
                        f"{programme.id}/topics.toml [topic {topic.id}] also",
                        _("没有“{value}”。").format(value=".".join(pair)),
                        _("可以用：{allowed}。").format(allowed="、".join(others)),
                    )
                if pair in taken:
                    raise SurveyError(
                        f"{programme.id}/topics.toml [topic {topic.id}] also",
                        _("“{word}”在主题 {topic} 里已经有了。").format(word=".".join(pair), topic=taken[pair]),
                        _("别处的一个主题只能归到一个主题，否则一件事会算两次。请去掉一个。"),
                    )
                taken[pair] = topic.id


def read_lexicon(file: Path) -> Lexicon:
    """The office's words; empty where there is no file."""
    if not file.exists():
        return Lexicon()
    whole = read_entry(file)
    lists = ("negations", "not_negations", "clause_signs", "praise", "blame", "not_judgements")
    lexicon = Lexicon(window=whole.at_least(1, "window"), **{name: _phrases(whole, name) for name in lists})
    for first, second in (("negations", "not_negations"), ("praise", "blame"), ("praise", "not_judgements"), ("blame", "not_judgements")):
        both = set(getattr(lexicon, first)) & set(getattr(lexicon, second))
        if both:
            raise whole.refuse(second, _("“{id}”写了两次。").format(id="、".join(sorted(both))), _("请去掉一个，或换一个编号。"))
    whole.done()
    return lexicon
