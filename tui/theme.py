"""The program's own two themes, and which one is meant."""

import os

from textual.theme import BUILTIN_THEMES, Theme

DARK = Theme(
    name="smallgroup-dark",
    dark=True,
    primary="#7aa8d8",
    secondary="#8c9bb0",
    accent="#e3b778",
    warning="#e3b778",
    error="#e88a8a",
    success="#8fc7a1",
    foreground="#d4d9e1",
    background="#12161d",
    surface="#181d26",
    panel="#202733",
    variables={
        "text-muted": "#8d97a6",  # Textual's own is a share of white that some places show as white
        "text-disabled": "#5c6675",
        "border": "#7aa8d8",
        "border-blurred": "#343d4c",
        "block-cursor-background": "#2c3f58",
        "block-cursor-foreground": "#f2f5f9",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#212835",
        "block-cursor-blurred-foreground": "#d4d9e1",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#343d4c",
        "scrollbar-hover": "#4a566a",
        "scrollbar-active": "#7aa8d8",
        "scrollbar-background": "#12161d",
        "scrollbar-background-hover": "#12161d",
        "scrollbar-background-active": "#12161d",
        "input-cursor-background": "#d4d9e1",
        "input-selection-background": "#7aa8d8 35%",
    },
)

LIGHT = Theme(
    name="smallgroup-light",
    dark=False,
    primary="#2c5f9e",
    secondary="#5d6b80",
    accent="#8f5a00",
    warning="#8f5a00",
    error="#a8323a",
    success="#2b6e46",
    foreground="#22272f",
    background="#fbfaf8",
    surface="#f3f1ed",
    panel="#e9e6e0",
    variables={
        "text-muted": "#666e7a",
        "text-disabled": "#9aa1ab",
        "border": "#2c5f9e",
        "border-blurred": "#cbc6bc",
        "block-cursor-background": "#cfdff2",
        "block-cursor-foreground": "#10151c",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#ece9e3",
        "block-cursor-blurred-foreground": "#22272f",
        "block-cursor-blurred-text-style": "none",
        "scrollbar": "#cbc6bc",
        "scrollbar-hover": "#a8a296",
        "scrollbar-active": "#2c5f9e",
        "scrollbar-background": "#fbfaf8",
        "scrollbar-background-hover": "#fbfaf8",
        "scrollbar-background-active": "#fbfaf8",
        "input-cursor-background": "#22272f",
        "input-selection-background": "#2c5f9e 25%",
    },
)

OURS = {"dark": DARK, "light": LIGHT}


def without_colour() -> bool:
    """Whether the user asked every program for no colour (https://no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


def theme_name(wanted: str) -> str:
    """The name of the theme for what the configuration says; dark where that is nothing known."""
    if without_colour():
        return "ansi-dark"
    if wanted in BUILTIN_THEMES:
        return wanted
    return OURS.get(wanted, DARK).name
