"""Names beside points without one lying on another; where there is no room, numbers and a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.charts.label import LINE_HEIGHT, NOTE_WIDTH, pixels, width, wrap

DOT = 8  # half a point with some air, in pixels
SHORT = 18

# Plotly's position of a text, and where its middle then lies: in halves of its own width and height.
SIDES = {
    "middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1),
    "top right": (1, 1), "top left": (-1, 1), "bottom right": (1, -1), "bottom left": (-1, -1),
}  # fmt: skip

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Placed:
    """A text and its position for each point; `legend` has lines of what numbers stand for, none where names fit."""

    texts: list[str]
    positions: list[str]
    legend: list[str]


def beside(
    points: Sequence[tuple[float, float]], names: Sequence[str], size: tuple[float, float], others: Sequence = ()
) -> Placed:
    """The names beside their points, which lie at `points` pixels in a plot of `size`; `others` are not named.

    If a name is longer than 18 columns, or finds no room, all are numbered.
    """
    dots = [_around(point) for point in (*points, *others)]
    short = [wrap(name, SHORT, 1) for name in names]
    positions = _positions(points, short, dots, size)
    if None not in positions and all(width(name) <= SHORT for name in names):
        return Placed(_apart(short, positions), positions, [])
    numbers = [str(number) for number in range(1, len(names) + 1)]
    found = [side or "top center" for side in _positions(points, numbers, dots, size)]
    return Placed(_apart(numbers, found), found, _legend([f"{n} {name}" for n, name in zip(numbers, names, strict=True)]))


def _apart(texts: Sequence[str], positions: Sequence[str]) -> list[str]:
    """Texts to the left and right with a little air between them and their point."""
    spaces = {"right": ("\u00a0", ""), "left": ("", "\u00a0"), "center": ("", "")}
    sides = [spaces[position.split()[1]] for position in positions]
    return [f"{before}{text}{after}" for text, (before, after) in zip(texts, sides, strict=True)]


def _legend(entries: Sequence[str]) -> list[str]:
    """As many entries a line as fit."""
    lines = [""]
    for entry in entries:
        longer = f"{lines[-1]}　{entry}" if lines[-1] else entry
        if width(longer) <= NOTE_WIDTH:
            lines[-1] = longer
        else:
            lines.append(entry)
    return lines


def _positions(points: Sequence, texts: Sequence[str], dots: list[Box], size: tuple[float, float]) -> list[str | None]:
    taken, found = list(dots), []
    for point, text in zip(points, texts, strict=True):
        boxes = {side: _box(point, text, side) for side in SIDES}
        own = _around(point)
        free = [side for side in SIDES if _is_free(boxes[side], [box for box in taken if box != own], size)]
        found.append(free[0] if free else None)
        if free:
            taken.append(boxes[free[0]])
    return found


def _around(point: tuple[float, float]) -> Box:
    x, y = point
    return x - DOT, y - DOT, x + DOT, y + DOT


def _box(point: tuple[float, float], text: str, side: str) -> Box:
    right, up = SIDES[side]
    half, tall = pixels([text]) / 2 + 2, LINE_HEIGHT / 2
    x = point[0] + right * (half + DOT - 2)
    y = point[1] + up * (tall + DOT - 2)
    return x - half, y - tall, x + half, y + tall


def _is_free(box: Box, taken: Sequence[Box], size: tuple[float, float]) -> bool:
    left, bottom, right, top = box
    inside = left >= 0 and bottom >= 0 and right <= size[0] and top <= size[1]
    return inside and not any(left < r and l < right and bottom < t and b < top for l, b, r, t in taken)  # noqa: E741
