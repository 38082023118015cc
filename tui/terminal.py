"""What the environment says of the terminal and of the user's editor."""

from collections.abc import Mapping

SHOW_FLAGS = ("iTerm.app", "WezTerm", "Apple_Terminal", "ghostty", "vscode")
BETWEEN = ("TMUX", "STY")  # a multiplexer measures flags in its own way
NO_EDITOR = "No editor is set: let $VISUAL or $EDITOR name one, and start smallgroup again."


def shows_flags(environment: Mapping[str, str]) -> bool:
    """Whether two regional letters are surely drawn as one flag, two cells wide."""
    if any(environment.get(name) for name in BETWEEN):
        return False
    kitty = "KITTY_WINDOW_ID" in environment or environment.get("TERM") == "xterm-ghostty"
    return kitty or environment.get("TERM_PROGRAM") in SHOW_FLAGS


def flag_of(code: str) -> str:
    """The flag of an ISO 3166-1 alpha-2 code; "" for what is no two capital letters."""
    if len(code) != 2 or not (code.isascii() and code.isalpha() and code.isupper()):
        return ""
    return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in code)


def editor(environment: Mapping[str, str]) -> list[str]:
    """The editor's command and its options; none where none is set."""
    import shlex

    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:  # a quote that is not closed
            continue
        if words:
            return words
    return []
