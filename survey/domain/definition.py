"""A definition as plain data: what is meant by a name, in facts, each with its label."""

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Definition:
    """facts: (label, words), in the reader's language; a fact without words is none."""

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        return tuple((label, words) for label, words in self.facts if words)

    def holds(self, text: str) -> bool:
        """Whether each word of the text stands anywhere in it, capitals or not."""
        whole = " ".join([self.id, self.name, *(part for fact in self.told for part in fact)]).casefold()
        return all(word in whole for word in text.casefold().split())


@dataclass(frozen=True)
class Part:
    """Definitions of one kind; `id` stands in an address."""

    id: str
    title: str
    definitions: tuple[Definition, ...]


@dataclass(frozen=True)
class Chapter:
    """What belongs to one programme, or to all of them."""

    id: str
    title: str
    parts: tuple[Part, ...]


def chapters_with(chapters: Iterable[Chapter], text: str) -> tuple[Chapter, ...]:
    """What holds the text, in its chapters and parts; everything for an empty text."""
    kept = []
    for chapter in chapters:
        parts = [replace(part, definitions=tuple(d for d in part.definitions if d.holds(text))) for part in chapter.parts]
        if any(part.definitions for part in parts):
            kept.append(replace(chapter, parts=tuple(part for part in parts if part.definitions)))
    return tuple(kept)
