"""The lexicon: which words deny, judge and end a clause; the same for all topics (docs/decisions/0016)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[^\sa-z0-9]")
PRAISE, BLAME, DENIAL, LOOKALIKE, END = "praise", "blame", "denial", "lookalike", "end"
Tokens = tuple[str, ...]


@dataclass(frozen=True)
class Token:
    """A Chinese character, a sign, or a Latin word, in small letters; where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """An entry of a phrase book and the tokens from `start` to before `end` that are it."""

    entry: object
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text; a curly apostrophe counts as a straight one."""
    return [Token(m[0], m.start(), m.end()) for m in TOKEN.finditer(_small(text))]


def _small(text: str) -> str:
    """Small letters, sign by sign, so that every place stays where it is."""
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text.replace("’", "'"))


class PhraseBook:
    """Phrases, each with what it stands for; finds the longest at each place, from left to right, none inside another."""

    def __init__(self, phrases: Iterable[tuple[str, object]]) -> None:
        self._by_first: dict[str, list[tuple[Tokens, object]]] = {}
        for phrase, entry in phrases:
            tokens = tuple(token.text for token in tokens_of(phrase))
            self._by_first.setdefault(tokens[0], []).append((tokens, entry))
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        texts, place, found = tuple(token.text for token in tokens), 0, []
        if self._by_first.keys().isdisjoint(texts):
            return found
        while place < len(texts):
            ways = self._by_first.get(texts[place], ())
            hit = next(((p, e) for p, e in ways if texts[place : place + len(p)] == p), None)
            if hit:
                found.append(Found(hit[1], place, place + len(hit[0])))
            place += len(hit[0]) if hit else 1
        return found


@dataclass(frozen=True)
class Lexicon:
    """What `data/words.toml` says; empty where an office keeps none.

    negations, not_negations  what denies, and what only looks as if (不 and 不但).
    clause_signs   where a denial's reach ends: signs and words (， 但是).
    window         at most so many tokens from the end of a denial to before the word's end are in its reach; our default is 4.
    praise, blame  words that judge whatever the clause is about; not_judgements: what looks like one (好 and 好久).
    """

    negations: tuple[str, ...] = ()
    not_negations: tuple[str, ...] = ()
    clause_signs: tuple[str, ...] = ("。", "，")
    window: int = 4
    praise: tuple[str, ...] = ()
    blame: tuple[str, ...] = ()
    not_judgements: tuple[str, ...] = ()

    @cached_property
    def _ends(self) -> PhraseBook:
        return PhraseBook((sign, END) for sign in self.clause_signs)

    @cached_property
    def _denials(self) -> PhraseBook:
        looks = ((phrase, LOOKALIKE) for phrase in self.not_negations)
        return PhraseBook([*((phrase, DENIAL) for phrase in self.negations), *looks])

    @cached_property
    def _judgements(self) -> PhraseBook:
        groups = ((PRAISE, self.praise), (BLAME, self.blame), (LOOKALIKE, self.not_judgements))
        return PhraseBook((phrase, entry) for entry, phrases in groups for phrase in phrases)

    def clauses(self, text: str) -> list[list[Token]]:
        """The tokens of the text, cut where a denial's reach ends."""
        tokens, start, parts = tokens_of(text), 0, []
        for end in self._ends.find(tokens):
            parts.append(tokens[start : end.start])
            start = end.end
        return [part for part in (*parts, tokens[start:]) if part]

    def denials(self, clause: Sequence[Token]) -> list[Found]:
        return [found for found in self._denials.find(clause) if found.entry == DENIAL]

    def judgements(self, clause: Sequence[Token]) -> list[Found]:
        return [found for found in self._judgements.find(clause) if found.entry != LOOKALIKE]

    def is_denied(self, start: int, denials: Sequence[Found], since: int = 0) -> bool:
        """Whether what begins at `start` is denied: by an odd number of denials between `since` and it, within the window."""
        reach = max(since, start - self.window)
        return sum(d.start >= since and d.end > reach and d.end <= start for d in denials) % 2 == 1
