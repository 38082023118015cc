"""Which keys are in force: the declared ones, changed by a preset and by the user's own choice.

Textual's `set_keymap` ignores ids that it does not know and lets one of two clashing bindings go
without a word. Here both are found out before anything opens.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol, runtime_checkable

from tui.actions import ACTIONS
from tui.actions.sheets import ASKING, EVERYWHERE, SHEETS
from tui.keys import key_of, shown, types_text

Chosen = Mapping[str, Sequence[str]]
"""Keys by the id of what they do."""

DECLARED: Chosen = {
    **{action.id: tuple(map(key_of, action.keys)) for action in ACTIONS},
    **{key.id: tuple(map(key_of, key.keys)) for sheet in SHEETS for key in sheet.keys},
}
PRESETS: Mapping[str, Chosen] = {
    "default": {},
    # vi's own keys where they are single ones: h and l for out and in, ctrl+f and ctrl+b to page
    "vim": {
        "open": ("enter", "l"),
        "leave": ("escape", "h"),
        "handover": ("H",),
        "page_down": ("pagedown", "ctrl+f"),
        "page_up": ("pageup", "ctrl+b"),
        "redo": ("ctrl+r", "U"),
    },
}

_TOKEN = re.compile(r"\{([a-z_.]+)\}")


class Place(NamedTuple):
    """Where keys hold together, so that one can mean one thing only."""

    title: str
    ids: tuple[str, ...]
    types: bool = False


PLACES = (
    Place("on the dashboard", tuple(action.id for action in ACTIONS)),
    *(
        Place(
            sheet.title[:1].lower() + sheet.title[1:],
            (
                *(key.id for key in sheet.keys),
                *sheet.also,
                *EVERYWHERE,
            ),
            sheet.types,
        )
        for sheet in SHEETS
    ),
)


class KeyMap(NamedTuple):
    """The keys in force. `changed` has those that are not as they are declared."""

    changed: Chosen = MappingProxyType({})

    def keys(self, id: str) -> tuple[str, ...]:
        """The keys of an action, as Textual names them."""
        return tuple(self.changed.get(id) or DECLARED[id])

    def key(self, id: str) -> str:
        """The first of its keys as a person reads it."""
        return shown(self.keys(id)[0])

    def shown(self, id: str) -> str:
        """All its keys as a person reads them: `? f1`."""
        return " ".join(map(shown, self.keys(id)))

    def told(self, sentence: str) -> str:
        """A sentence with the key in the place of `{id}`: `{undo} undoes`."""
        return _TOKEN.sub(lambda m: self.key(m[1]) if m[1] in DECLARED else m[0], sentence)

    @property
    def for_textual(self) -> dict[str, str]:
        """What `App.set_keymap` takes."""
        return {id_: ",".join(keys) for id_, keys in self.changed.items()}


@runtime_checkable
class HasKeys(Protocol):
    """An application with a key map."""

    key_map: KeyMap


def keys_of(app: object) -> KeyMap:
    """The keys in force in an application; the declared ones where it has no key map."""
    return app.key_map if isinstance(app, HasKeys) else KeyMap()


class WrongKeys(ValueError):
    """What of the configuration's keys cannot be: a sentence by what is set, `keymap` or an id."""

    def __init__(self, by_id: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{id_}: {why}" for id_, why in by_id.items()))
        self.by_id = by_id


def key_map(preset: str, own: Mapping[str, str | Sequence[str]]) -> KeyMap:
    """The keys in force under a preset ("" for the default) and the user's own. `WrongKeys`."""
    wrong: dict[str, str] = {}
    if (preset or "default") not in PRESETS:
        wrong["keymap"] = f"{preset!r} is no preset: choose {' or '.join(PRESETS)}"
    changed = dict(PRESETS.get(preset or "default", {}))
    for id_, written in own.items():
        try:
            changed[id_] = _read(id_, [written] if isinstance(written, str) else written)
        except ValueError as error:
            wrong[id_] = str(error)
    made = KeyMap({id_: keys for id_, keys in changed.items() if keys != DECLARED.get(id_)})
    for id_, why in _clashes(made, own):
        wrong.setdefault(id_, why)
    if wrong:
        raise WrongKeys(wrong)
    return made


def _read(id: str, written: Sequence[str]) -> tuple[str, ...]:
    if id not in DECLARED:
        near = _nearest(id)
        hint = f"; is {near} meant?" if near else ":"
        raise ValueError(f"nothing is called so{hint} smallgroup keys lists the ids")
    if not written:
        raise ValueError("write at least one key")
    keys = tuple(dict.fromkeys(map(key_of, written)))
    typing = next((p for p in PLACES if p.types and id in p.ids and id not in EVERYWHERE), None)
    letter = next(filter(types_text, keys), "") if typing else ""
    if typing and letter:
        raise ValueError(
            f"{shown(letter)} is text {typing.title}: choose a key such as ctrl+g or f2"
        )
    return keys


def _clashes(made: KeyMap, own: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What shares a key with something else in the same place, as the user's setting and why."""
    for place in PLACES:
        taken: dict[str, str] = {}
        for id_ in place.ids:
            for key in made.keys(id_):
                other = taken.setdefault(key, id_)
                if other != id_:
                    mine, theirs = (id_, other) if id_ in own else (other, id_)
                    yield (
                        mine,
                        f"{shown(key)} is also the key of {theirs} {place.title}: "
                        f"choose another here, or give {theirs} another too",
                    )
    for asking in ASKING:
        for key in set(made.keys(asking)) & set(made.keys("confirm.yes")):
            mine = asking if asking in own else "confirm.yes"
            yield mine, f"{shown(key)} would both ask ({asking}) and answer (confirm.yes)"


def _nearest(id: str) -> str:
    import difflib

    return next(iter(difflib.get_close_matches(id, list(DECLARED), 1)), "")
