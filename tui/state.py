"""What the dashboard remembers between two runs: a small JSON file in the store's folder."""

import os
import tempfile
from pathlib import Path

import msgspec
from msgspec import Struct, field

from store.kinds import KINDS

FILE = "dashboard.json"


class PanelState(Struct, frozen=True, omit_defaults=True):
    """A panel's filter line, the record that its cursor stood on, the columns that were chosen
    (none: as declared) and those that were given a width, the headings that were folded, the ids
    that were marked, and the filter lines used before, oldest first."""

    filter: str = ""
    cursor: str = ""
    columns: tuple[str, ...] = ()
    widths: dict[str, int] = field(default_factory=dict)
    folded: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    history: tuple[str, ...] = ()


class Left(Struct, frozen=True, omit_defaults=True):
    """When one was last here: the day that it was, and the instant (UTC, RFC 3339)."""

    day: str = ""
    at: str = ""


class State(Struct, frozen=True, omit_defaults=True):
    """Which panel had the focus, what each showed, whether the focused one was zoomed, whether it
    was asked whose desk this is, and when that was."""

    panel: str = ""
    zoomed: bool = False
    panels: dict[str, PanelState] = field(default_factory=dict)
    asked_home: bool = False
    left: Left = Left()


def read_state(folder: Path) -> tuple[State, str]:
    """What is remembered in the store's folder, and a sentence where it could not be read."""
    try:
        state = msgspec.json.decode((folder / FILE).read_bytes(), type=State)
    except FileNotFoundError:
        return State(), ""
    except OSError as error:
        return State(), f"What the dashboard remembered could not be read ({error.strerror})."
    except (msgspec.DecodeError, UnicodeDecodeError):
        return State(), "What the dashboard remembered is damaged and was left aside."
    known = {kind: panel for kind, panel in state.panels.items() if kind in KINDS}
    return msgspec.structs.replace(state, panels=known), ""


def write_state(folder: Path, state: State) -> None:
    """Remember it: a new file that takes the old one's place. `OSError` where the disk refuses."""
    descriptor, temporary = tempfile.mkstemp(prefix=f".{FILE}-", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(state))
        Path(temporary).replace(folder / FILE)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
