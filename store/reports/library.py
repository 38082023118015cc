"""Where the templates of papers come from: those that travel with the program, and the user's own
in the folder `templates` beside the configuration."""

from pathlib import Path

from msgspec import Struct

from store.errors import StoreError
from store.journal.files import read_named, reading

ENDING = ".j2"
DEFAULTS = "default/"  # before a name: the one that travels with the program, whatever the user has
MOST, LARGEST = 100, 256 * 1024  # templates of the user's, and bytes of each


class Source(Struct, frozen=True):
    """A template: its name (`brief.md.j2`), where it stands, and its text."""

    name: str
    path: str
    text: str


def folder(settings: Path | None) -> Path | None:
    """Where the user's own templates stand, whether there are any or not."""
    return None if settings is None else settings.parent / "templates"


def shipped() -> dict[str, Source]:
    """All that travel with the program, by name."""
    return _read(sorted((Path(__file__).parent / "templates").glob(f"*{ENDING}")))


def own(settings: Path | None) -> dict[str, Source]:
    """The user's, by name; `StoreError` where they cannot be read."""
    place = folder(settings)
    if place is None or not place.is_dir():
        return {}
    with reading(place):
        paths = sorted(path for path in place.glob(f"*{ENDING}") if path.is_file())
    if len(paths) > MOST:
        raise StoreError(f"{place} has more than {MOST} templates: put some elsewhere.")
    return _read(paths)


def gathered(settings: Path | None) -> tuple[dict[str, Source], frozenset[str]]:
    """All that a template may be, extend or include, by name; and which of them are the user's.
    What travels with the program is there under `default/` too."""
    mine, ours = own(settings), shipped()
    first = {f"{DEFAULTS}{name}": source for name, source in ours.items()}
    return {**first, **ours, **mine}, frozenset(mine)


def _read(paths: list[Path]) -> dict[str, Source]:
    found = {}
    for path in paths:
        written = read_named(path)
        if len(written) > LARGEST:
            raise StoreError(f"The template {path} has more than {LARGEST:,} bytes: shorten it.")
        try:
            text = written.decode()
        except UnicodeDecodeError as error:
            line = written.count(b"\n", 0, error.start) + 1
            raise StoreError(
                f"The template {path}, line {line}, is not UTF-8: save it as that."
            ) from error
        found[path.name] = Source(path.name, str(path), text)
    return found
