"""Maps that are remembered, by name, in the store's folder.

`maps/NAME.json` is the map; `maps/NAME.said` what the table said of each record when it was last
imported: sums of its values, from which they cannot be read, so that what was changed here since
can be told from what was changed there. Both stand outside the journal: undoing an import leaves
them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import structs

from store.errors import StoreError
from store.journal.files import reading, replace_durably, sync_folder, writing
from store.journal.lock import locked
from store.mapping.maps import ID, BadMap, Map, checked
from store.mapping.outcome import Sums
from store.text import fold

FOLDER, ENDING, SAID, LOCK = "maps", ".json", ".said", "lock"
WAIT = 5.0  # seconds for another process to have written
MOST_OF = 0.6  # of the columns of a map that a table of its sort has
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")

Said = Mapping[str, Sums]
"""What a table said of each record, by its id."""


def check_name(name: str) -> str:
    """The name, if a map can have it."""
    if not NAME.fullmatch(name):
        raise BadMap(
            f"“{name[:60]}” is no name for a map: 1 to 40 small letters, digits and dashes."
        )
    return name


def all_maps(store_folder: Path) -> dict[str, Map]:
    """The maps by name. `StoreError` names one that cannot be read."""
    folder = store_folder / FOLDER
    with reading(folder):
        names = sorted(path.stem for path in folder.glob(f"*{ENDING}") if path.is_file())
    return {name: _read(store_folder, name) for name in names if NAME.fullmatch(name)}


def find_map(store_folder: Path, name: str) -> Map:
    """The map of this name; `BadMap` says which there are."""
    if NAME.fullmatch(name) and _path(store_folder, name).is_file():
        return _read(store_folder, name)
    names = ", ".join(all_maps(store_folder))
    there = f"choose one of {names}" if names else "import a table to make one"
    raise BadMap(f"There is no map “{name[:60]}”: {there}.")


def keep_map(store_folder: Path, name: str, made: Map) -> None:
    """Remember the map."""
    path = _path(store_folder, check_name(name))
    written = msgspec.json.format(msgspec.json.encode(checked(made))) + b"\n"
    with _alone(path.parent):
        replace_durably(path, [written])


def remove_map(store_folder: Path, name: str) -> None:
    """Forget the map; the records that came by it stay."""
    path = _path(store_folder, check_name(name))
    if not path.is_file():
        find_map(store_folder, name)
    with _alone(path.parent), writing(path):
        path.unlink()
        path.with_suffix(SAID).unlink(missing_ok=True)
        sync_folder(path.parent)


def read_said(store_folder: Path, name: str) -> Said:
    """What the table said last; nothing where it was never imported."""
    path = _path(store_folder, name).with_suffix(SAID)
    if not path.exists():
        return {}
    with reading(path):
        written = path.read_bytes()
    try:
        return msgspec.json.decode(written, type=dict[str, Sums])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError(
            f"What is remembered of the last import in {path} cannot be read ({error}): remove the "
            "file; until the next import what was changed here cannot be told from what was there."
        ) from error


def keep_said(store_folder: Path, name: str, said: Said) -> None:
    """Remember what the table said, after it was applied."""
    path = _path(store_folder, check_name(name)).with_suffix(SAID)
    with _alone(path.parent):
        replace_durably(path, [msgspec.json.encode(said)])


def fitting(maps: Mapping[str, Map], headers: Collection[str]) -> str:
    """The name of the map that a table with these headers is of, though columns may have come and
    gone: it has those by which a row is known again and most of the others. Of several such maps
    the one that fits best; "" where there is none."""
    there = set(headers)
    fit: dict[str, tuple[float, int]] = {}
    for name, made in maps.items():
        used = {column.header for column in made.used}
        by = {column.header for column in made.used if column.field == ID} | set(made.key)
        share = len(used & there) / max(1, len(used))
        if by <= there and share >= MOST_OF:
            fit[name] = share, len(used)
    return max(fit, key=lambda name: (fit[name], name)) if fit else ""


def name_for(file: str, taken: Iterable[str]) -> str:
    """A name for the map of this file, which no other has: the file's own, without what is likely
    to be another the next time, as a date."""
    stem = fold(Path(file).name.rpartition(".")[0] or Path(file).name)
    plain = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")
    undated = re.sub(r"(?:^|-)(?:\d{2,8}|v\d+|final|copy|copie)(?=-|$)", "", plain).strip("-")
    base = (undated or plain or "table")[:36].strip("-")
    names = set(taken)
    found, number = base, 1
    while found in names:
        number += 1
        found = f"{base}-{number}"
    return found


def forget(store_folder: Path, id: str) -> None:
    """Keep nothing of a record: it is purged."""
    for name, made in all_maps(store_folder).items():
        columns = tuple(
            structs.replace(c, names={w: n for w, n in c.names.items() if id not in n.ids})
            for c in made.columns
        )
        if columns != made.columns:
            keep_map(store_folder, name, structs.replace(made, columns=columns))
        said = read_said(store_folder, name)
        if id in said:
            keep_said(store_folder, name, {other: s for other, s in said.items() if other != id})


def _path(store_folder: Path, name: str) -> Path:
    return store_folder / FOLDER / f"{name}{ENDING}"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The folder is there, and nobody else writes in it."""
    if not folder.is_dir():
        with writing(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(folder.parent)
    with locked(folder / LOCK, WAIT):
        yield


def _read(store_folder: Path, name: str) -> Map:
    path = _path(store_folder, name)
    with reading(path):
        written = path.read_bytes()
    try:
        return checked(msgspec.json.decode(written, type=Map))
    except (msgspec.DecodeError, UnicodeDecodeError, BadMap) as error:
        raise BadMap(
            f"The map {path} cannot be read ({str(error).rstrip('.')}): mend the file, or forget "
            f"the map with: smallgroup maps remove {name}"
        ) from error
