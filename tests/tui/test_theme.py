"""The themes: read by everybody, and told by more than their colours."""

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from tui.preferences import TEXTUALS, THEMES
from tui.theme import OURS, theme_name

GROUNDS = (
    "background",
    "surface",
    "panel",
    "block-cursor-background",
    "block-cursor-blurred-background",
)
TEXTS = (
    *("foreground", "text", "text-muted", "text-primary", "text-accent", "text-success"),
    *("text-warning", "text-error", "primary", "accent", "block-cursor-foreground"),
)


def luminance(color: Color) -> float:
    """The relative luminance of WCAG 2.2."""
    shares = [value / 255 for value in (color.r, color.g, color.b)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    low, high = sorted(luminance(Color.parse(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("name", OURS)
def test_every_text_stands_out_from_every_ground(name: str) -> None:
    colours = OURS[name].to_color_system().generate()
    least = 7.0 if name == "high-contrast" else 4.5
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [("text-disabled", ground) for ground in GROUNDS[:3]]
    found = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert not {pair: round(ratio, 2) for pair, ratio in found.items() if ratio < least}


def test_blue_stands_for_good_and_orange_for_late_where_green_and_red_are_alike() -> None:
    colours = OURS["colour-blind"].to_color_system().generate()
    good, late = (Color.parse(colours[f"text-{what}"]) for what in ("success", "error"))
    assert good.b > good.r, "good leans to blue"
    assert late.r > late.b + 60, "late leans to orange"


def test_what_the_configuration_may_say_is_what_there_is() -> None:
    assert set(OURS) == set(THEMES)
    assert set(TEXTUALS) == set(BUILTIN_THEMES)
    assert theme_name("") == theme_name("dark") == "smallgroup-dark"
    assert theme_name("nord") == "nord"
