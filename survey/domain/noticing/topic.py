"""What people write about: topics, and the dictionary that suggests them for a text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from survey.domain.noticing.lexicon import BLAME, PRAISE, Found, Lexicon, PhraseBook, Token
from survey.locale import Words

TROUBLE, OTHER = "trouble", "other"
KINDS = (TROUBLE, PRAISE, OTHER)
NAMED, DENIED = "named", "denied"  # named without a judgement; a trouble that is denied


@dataclass(frozen=True)
class Topic:
    """A topic of one programme (docs/decisions/0016).

    questions     whose low scores are this topic's, as (questionnaire, question).
    also          topics of other programmes that mean the same, as (programme, topic).
    words         what is trouble by itself (吵); good_words: what is praise by itself (安静).
    subjects      what only names the thing (水压): the rest of the clause judges it.
    not_words     what looks like one of them and is none.
    needs_others  whether mending it needs another department.
    owner         who owns it; None: the unit.
    """

    id: str
    name: Words
    questions: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, str], ...] = ()
    words: tuple[str, ...] = ()
    good_words: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    kind: str = TROUBLE
    needs_others: bool = False
    owner: Words | None = None


@dataclass(frozen=True)
class Mention:
    """A topic that a text seems to speak of: by which word, from which place to which, and what it says of it.

    says  trouble, praise, named or denied; is_negated: whether a denial stood before what judges.
    """

    topic: str
    word: str
    start: int
    end: int
    says: str
    is_negated: bool

    @property
    def is_praise(self) -> bool:
        return self.says == PRAISE

    @property
    def is_trouble(self) -> bool:
        return self.says == TROUBLE


@dataclass(frozen=True)
class _Entry:
    topic: str
    says: str = ""  # by itself; NAMED of a subject
    denied: str = ""  # with a denial before it


NOT_A_WORD = _Entry("")


class Dictionary:
    """The words of a programme's topics under a lexicon. What it finds is a suggestion until a person confirms it.

    In a clause the longest word counts, unless a `not_word` covers it.
    A denial in reach turns praise into trouble of the topic, and trouble into none.
    A subject is judged by the judging words of its clause: one trouble outweighs all praise; without any it is just named.
    """

    def __init__(self, topics: Iterable[Topic], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._words = PhraseBook(pair for topic in topics for pair in _entries(topic))

    def suggest(self, text: str) -> tuple[Mention, ...]:
        """The mentions of a text in the order in which they stand; none in an empty one."""
        return tuple(mention for clause in self.lexicon.clauses(text) for mention in self._in_clause(text, clause))

    def _in_clause(self, text: str, clause: Sequence[Token]) -> list[Mention]:
        found = self._words.find(clause)
        if not found:
            return []
        inside = {place for word in found if word.entry.says != NAMED for place in range(word.start, word.end)}
        denials = [denial for denial in self.lexicon.denials(clause) if denial.start not in inside]
        judged = self._judged([j for j in self.lexicon.judgements(clause) if j.start not in inside], denials)
        mentions, since = [], 0
        for word in found:
            if word.entry.topic:
                says, is_negated = self._says(word, judged, denials, since)
                start, end = clause[word.start].start, clause[word.end - 1].end
                mentions.append(Mention(word.entry.topic, text[start:end], start, end, says, is_negated))
                since = word.end
        return mentions

    def _says(
        self, word: Found, judged: Mapping[str, bool], denials: Sequence[Found], since: int
    ) -> tuple[str, bool]:
        is_denied = self.lexicon.is_denied(word.start, denials, since)
        if word.entry.says != NAMED:
            return (word.entry.denied if is_denied else word.entry.says), is_denied
        for says in (TROUBLE, PRAISE, DENIED):
            if says in judged:
                return says, judged[says]
        return (TROUBLE, True) if is_denied else (NAMED, False)  # a thing that there is not is a trouble

    def _judged(self, judgements: Sequence[Found], denials: Sequence[Found]) -> dict[str, bool]:
        """What the judging words of a clause say, each with whether it is denied."""
        since, found = 0, {}
        for word in judgements:
            says = TROUBLE if word.entry == BLAME else PRAISE
            is_denied = self.lexicon.is_denied(word.start, denials, since)
            found[_denied(says) if is_denied else says] = is_denied
            since = word.end
        return found


@lru_cache(maxsize=64)
def dictionary_of(topics: tuple[Topic, ...], lexicon: Lexicon) -> Dictionary:
    """The dictionary of these topics, read once."""
    return Dictionary(topics, lexicon)


def _entries(topic: Topic) -> list[tuple[str, _Entry]]:
    """A topic that is praise has no trouble: its words denied say nothing."""
    of_kind = ((topic.words, TROUBLE), (topic.good_words, PRAISE), (topic.subjects, NAMED))
    words = [
        (word, _Entry(topic.id, says, _denied(says) if topic.kind == TROUBLE else DENIED))
        for phrases, says in of_kind for word in phrases
    ]
    return [*words, *((word, NOT_A_WORD) for word in topic.not_words)]


def _denied(says: str) -> str:
    return TROUBLE if says == PRAISE else DENIED
