"""The program's own themes, and which one is meant. A test holds each to its contrast."""

import os
from typing import Any, NamedTuple

from textual.app import App
from textual.theme import BUILTIN_THEMES, Theme

from tui.preferences import DENSITIES


class Colours(NamedTuple):
    """What a theme of ours is made from, as `#rrggbb`."""

    background: str
    surface: str  # sheets and bars
    panel: str  # what lies on a sheet
    foreground: str
    muted: str
    disabled: str
    primary: str
    accent: str
    good: str
    soon: str
    late: str
    line: str  # frames, and the bar of what scrolls
    cursor: str
    on_cursor: str
    blurred: str  # the cursor of a pane that has no focus


def _theme(name: str, dark: bool, c: Colours) -> Theme:
    return Theme(
        name=f"smallgroup-{name}",
        dark=dark,
        primary=c.primary,
        secondary=c.muted,
        accent=c.accent,
        warning=c.soon,
        error=c.late,
        success=c.good,
        foreground=c.foreground,
        background=c.background,
        surface=c.surface,
        panel=c.panel,
        variables={
            # Textual's own are shares of white or black that some places show as white or black
            "text": c.foreground,
            "text-muted": c.muted,
            "text-disabled": c.disabled,
            "border": c.primary,
            "border-blurred": c.line,
            "block-cursor-background": c.cursor,
            "block-cursor-foreground": c.on_cursor,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": c.blurred,
            "block-cursor-blurred-foreground": c.foreground,
            "block-cursor-blurred-text-style": "none",
            "scrollbar": c.line,
            "scrollbar-hover": c.muted,
            "scrollbar-active": c.primary,
            "scrollbar-background": c.background,
            "scrollbar-background-hover": c.background,
            "scrollbar-background-active": c.background,
            "input-cursor-background": c.foreground,
            "input-cursor-foreground": c.background,
            "input-selection-background": f"{c.primary} 35%",
        },
    )


DARK = Colours(
    background="#12161d",
    surface="#181d26",
    panel="#202733",
    foreground="#d4d9e1",
    muted="#9aa4b3",
    disabled="#8792a2",
    primary="#7aa8d8",
    accent="#e3b778",
    good="#8fc7a1",
    soon="#e3b778",
    late="#e88a8a",
    line="#3a4454",
    cursor="#27394f",
    on_cursor="#f2f5f9",
    blurred="#212835",
)
LIGHT = Colours(
    background="#fbfaf8",
    surface="#f3f1ed",
    panel="#e9e6e0",
    foreground="#22272f",
    muted="#535b66",
    disabled="#5f6772",
    primary="#2c5f9e",
    accent="#7d4e00",
    good="#22603b",
    soon="#7d4e00",
    late="#a1262f",
    line="#cbc6bc",
    cursor="#cfdff2",
    on_cursor="#10151c",
    blurred="#ece9e3",
)
HIGH_CONTRAST = Colours(
    background="#000000",
    surface="#000000",
    panel="#101010",
    foreground="#ffffff",
    muted="#dadada",
    disabled="#b0b0b0",
    primary="#6fd0ff",
    accent="#ffe14d",
    good="#6ff08f",
    soon="#ffe14d",
    late="#ffa0a0",
    line="#9a9a9a",
    cursor="#003468",
    on_cursor="#ffffff",
    blurred="#262626",
)
# The hues of Okabe and Ito that those who see red and green alike tell apart.
COLOUR_BLIND = DARK._replace(
    primary="#74bdf0",
    accent="#f0e442",
    good="#56b4e9",
    soon="#f0e442",
    late="#f5a03c",
)

OURS = {
    "dark": _theme("dark", True, DARK),
    "light": _theme("light", False, LIGHT),
    "high-contrast": _theme("high-contrast", True, HIGH_CONTRAST),
    "colour-blind": _theme("colour-blind", True, COLOUR_BLIND),
}


def show_density(app: App[Any], density: str) -> None:
    """Show things close together, with room around them, or as they are without a wish."""
    for known in DENSITIES:
        app.set_class(known == density, f"-{known}")


def without_colour() -> bool:
    """Whether the user asked every program for no colour (https://no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


def theme_name(wanted: str, colourless: bool = False, colours: str | None = "truecolor") -> str:
    """The name that Textual knows a theme by; `colours` is rich's name for what the terminal can.

    Where nothing is wanted it is our dark one, and on a terminal of 16 colours the one that takes
    these as the terminal has them: the nearest of the 16 makes all of ours grey.
    """
    if colourless or (not wanted and colours == "standard"):
        return "ansi-dark"
    if wanted in BUILTIN_THEMES:
        return wanted
    return OURS.get(wanted, OURS["dark"]).name
