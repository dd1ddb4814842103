"""The reader's language: `_` for the program's own words, `Words` for the office's."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LANGUAGES = {"zh": "中文", "en": "English"}
_language: ContextVar[str] = ContextVar("language", default="zh")


def use_language(language: str | None) -> str:
    """Set the language of this request, script run or command; an unknown one becomes Chinese."""
    chosen = language if language in LANGUAGES else "zh"
    _language.set(chosen)
    return chosen


def current_language() -> str:
    return _language.get()


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Source text -> translation, from the .po file beside this one; empty for Chinese."""
    if language == "zh":
        return {}
    with (Path(__file__).parent / f"{language}.po").open("rb") as file:
        return {entry.id: entry.string for entry in read_po(file) if entry.id and entry.string}


def _(text: str) -> str:
    """The program's own words in the reader's language; Chinese where no translation exists."""
    return catalogue(_language.get()).get(text, text)


@dataclass(frozen=True)
class Words:
    """A text of the office in both languages; `str()` gives the reader's."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if _language.get() == "en" else self.zh
