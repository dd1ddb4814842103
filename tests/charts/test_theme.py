import pytest

from survey.charts.theme import CONFIG, DARK, LIGHT, theme


def luminance(colour: str) -> float:
    """Relative luminance of sRGB (WCAG 2.2)."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """L* of CIELAB, 0 to 100: what is left of a colour in grey print."""
    value = luminance(colour)
    return 116 * value ** (1 / 3) - 16 if value > 0.008856 else 903.3 * value


@pytest.mark.parametrize("surface", [LIGHT, DARK])
def test_the_worse_a_level_the_further_it_is_from_the_surface_even_in_grey(surface):
    away = [abs(lightness(fill) - lightness(surface.surface)) for fill, _ink in surface.levels]

    steps = [after - before for before, after in zip(away, away[1:], strict=False)]
    assert min(steps) > 12


@pytest.mark.parametrize("surface", [LIGHT, DARK])
def test_noise_better_and_worse_differ_in_grey_and_worse_asks_most_for_a_look(surface):
    marks = [surface.noise, surface.better, surface.worse]
    cells = [surface.grid, surface.levels[1][0], surface.levels[3][0]]

    for colours in (marks, cells):
        away = [abs(lightness(colour) - lightness(surface.surface)) for colour in colours]
        assert min(after - before for before, after in zip(away, away[1:], strict=False)) > 12


@pytest.mark.parametrize("surface", [LIGHT, DARK])
def test_marks_can_be_seen_upon_the_surface(surface):
    marks = (surface.noise, surface.better, surface.worse)

    assert min(contrast(surface.surface, mark) for mark in marks) >= 3  # WCAG 2.2, 1.4.11


@pytest.mark.parametrize("surface", [LIGHT, DARK])
def test_figures_upon_a_level_and_words_upon_the_surface_can_be_read(surface):
    on_levels = [contrast(fill, ink) for fill, ink in surface.levels]
    on_surface = [contrast(surface.surface, ink) for ink in (surface.ink, surface.muted, surface.main, surface.accent)]

    assert min(on_levels + on_surface) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("surface", [LIGHT, DARK])
def test_no_two_kinds_have_the_same_colour(surface):
    fills = [fill for fill, _ink in surface.levels]

    for colours in ((*surface.series, surface.rest), (*fills, *surface.ungraded)):
        assert len(set(colours)) == len(colours)


def test_dark_and_light_are_chosen_and_nothing_is_fetched():
    assert theme(is_dark=True) is DARK and theme(is_dark=False) is LIGHT
    assert "locale" not in CONFIG and CONFIG["displaylogo"] is False
