"""What of the configuration is about the dashboard, checked before it opens. Loads no Textual."""

from pathlib import Path

from store.config import Config, line_of
from store.errors import StoreError
from tui.keymap import KeyMap, WrongKeys, key_map

THEMES = {
    "dark": "ours, dark",
    "light": "ours, light",
    "high-contrast": "ours, as much contrast as there is",
    "colour-blind": "ours, blue and orange in the place of green and red",
}
"""Our own themes: how the configuration calls them, and what they are."""
TEXTUALS = (
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "catppuccin-latte"),
    *("catppuccin-frappe", "catppuccin-macchiato", "dracula", "tokyo-night", "monokai", "flexoki"),
    *("solarized-light", "solarized-dark", "rose-pine", "rose-pine-moon", "rose-pine-dawn"),
    *("atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light"),
)
"""Those that come with Textual."""
DENSITIES = {"compact": "as many lines as there are", "roomy": "room around what is shown"}


def checked(config: Config, path: Path) -> KeyMap:
    """The keys in force. `StoreError` names each line of the file that cannot stand, and says what
    to do about it."""
    wrong: dict[str, str] = {}
    for name, known in (("theme", (*THEMES, *TEXTUALS)), ("density", tuple(DENSITIES))):
        value = getattr(config, name)
        if value and value not in known:
            wrong[name] = f"{value!r} is none of {', '.join(known)}"
    try:
        made = key_map(config.keymap, config.own_keys)
    except WrongKeys as error:
        wrong.update(
            (name if name == "keymap" else f"keys.{name}", why) for name, why in error.by_id.items()
        )
    if not wrong:
        return made
    text = path.read_text("utf-8", errors="replace") if path.exists() else ""
    lines = sorted((line_of(text, name.split(".")), name, why) for name, why in wrong.items())
    raise StoreError("\n".join(f"{path}, line {line}: {name}: {why}." for line, name, why in lines))
