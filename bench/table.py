"""A measured figure, and how a list of them is printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table; `goal` and `is_reached` are empty for figures without a goal."""

    what: str
    value: str
    against: str = ""
    goal: str = ""
    is_reached: bool | None = None

    @property
    def verdict(self) -> str:
        return "" if self.is_reached is None else ("reached" if self.is_reached else "NOT reached")


def as_markdown(figures: list[Figure]) -> str:
    lines = ["| measured | value | beside it | goal | |", "|---|---|---|---|---|"]
    return "\n".join(lines + [f"| {f.what} | {f.value} | {f.against} | {f.goal} | {f.verdict} |" for f in figures])
