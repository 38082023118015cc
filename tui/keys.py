"""Keys as a person writes and reads them, and as Textual names them."""

import re
import string
import unicodedata

NAMED = {
    **{name: name for name in ("up", "down", "left", "right", "home", "end", "insert", "delete")},
    **{name: name for name in ("enter", "tab", "space", "backspace")},
    **{"escape": "esc", "pageup": "page up", "pagedown": "page down"},
    **{f"f{n}": f"f{n}" for n in range(1, 13)},
}
"""The keys that have a name, and how that is shown."""

# Where Textual's name of a character is not Unicode's.
_OWN_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_CONTROL = re.compile(r"ctrl\+[a-z]")
_MOVED = re.compile(r"(ctrl|shift)\+(up|down|left|right|home|end|pageup|pagedown)")

_SAME = "for a terminal that is the same as {}"
SWALLOWED = {
    **{"ctrl+h": _SAME.format("backspace"), "ctrl+i": _SAME.format("tab")},
    **{"ctrl+j": _SAME.format("enter"), "ctrl+m": _SAME.format("enter")},
    "ctrl+c": "that copies what is selected",
    "ctrl+z": "the shell takes it",
    "ctrl+q": "that always leaves the program",
}


def key_of(written: str) -> str:
    """Textual's name for a key as it is written in the configuration: `/`, `ctrl+d`, `space`.

    `ValueError` says why it is none, or why it would never arrive.
    """
    if len(written) == 1:
        return named(written)
    key = {"esc": "escape", "?": "question_mark"}.get(written, written)
    if reason := SWALLOWED.get(key):
        raise ValueError(f"{written} never arrives: {reason}")
    if "alt+" in key or "ctrl+shift+" in key or "super+" in key or key == "ctrl+enter":
        raise ValueError(f"{written} does not arrive on every terminal: choose a key without it")
    if key in NAMED or key == "shift+tab" or _CONTROL.fullmatch(key) or _MOVED.fullmatch(key):
        return key
    if key in _TYPED:
        return key
    raise ValueError(f"{written!r} is no key: write one such as x, ctrl+x, f5, space or slash")


def named(char: str) -> str:
    """Textual's name for the key that types this character."""
    if char.isalnum():
        return char
    if not char.isprintable() or not (name := unicodedata.name(char, "")):
        raise ValueError(f"{char!r} is no key: write one such as x, ctrl+x, f5, space or slash")
    name = name.lower().replace("-", "_").replace(" ", "_")
    return _OWN_NAMES.get(name, name)


def shown(key: str) -> str:
    """A key as a person reads it: `esc`, `?`, `ctrl+d`."""
    return NAMED.get(key) or _character(key) or key


def types_text(key: str) -> bool:
    """Whether a text field takes the key as a letter."""
    return key == "space" or len(shown(key)) == 1


def _character(key: str) -> str:
    """The character that the key of this name types, or ""."""
    if len(key) == 1:
        return key
    if char := _TYPED.get(key):
        return char
    try:
        return unicodedata.lookup(key.replace("_", " ").upper())
    except KeyError:
        return ""


_TYPED = {named(char): char for char in string.punctuation}
