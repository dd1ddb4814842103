"""How a file's columns and values become responses: what a mapping file says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.domain.asking.day_format import DayFormat


@dataclass(frozen=True)
class Source:
    """Where one field of a response comes from: one fixed value, or columns of the file.

    values     text of the file -> code; empty when the file holds the codes themselves.
    blank      texts that mean "nothing here"; the empty cell always does, unless `values` names it.
    otherwise  the code of every text that `values` does not name; "" refuses them.
    is_cut     whether a comment that is too long is shortened instead of refused.
    """

    fixed: str = ""
    columns: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    is_cut: bool = False
    otherwise: str = ""


@dataclass(frozen=True)
class Keep:
    """Take only the rows whose column holds one of these texts."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class DaySource:
    """The column of the day; what fits no format is refused, or saved without a day and counted."""

    column: str
    formats: tuple[DayFormat, ...]
    blank: tuple[str, ...]
    is_refused_unreadable: bool


@dataclass(frozen=True)
class ImportMapping:
    """One kind of file.

    version     the questionnaire's version that was asked.
    series      tells files apart whose ids begin at 1 again, or whose rows without ids may be alike;
                part of every response's id.
    id_columns  rows that agree in these are one response; without them each row is one, known by its content.
    places      "unit", "area", "person", "collector" and "mode" -> where it comes from.
    """

    version: int
    header_rows: int
    sheet: str
    encoding: str
    series: str
    id_columns: tuple[str, ...]
    keeps: tuple[Keep, ...]
    day: DaySource | None
    places: Mapping[str, Source]
    answers: Mapping[str, Source]
    comments: Mapping[str, Source]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that is named, once."""
        sources = [*self.places.values(), *self.answers.values(), *self.comments.values()]
        named = [*self.id_columns, *(keep.column for keep in self.keeps), *([self.day.column] if self.day else [])]
        return tuple(dict.fromkeys([*named, *(column for source in sources for column in source.columns)]))


def tidy(text: str) -> str:
    """A cell as it is compared: spaces of any kind don't count at the ends, and count as one between words."""
    return " ".join(text.split())
