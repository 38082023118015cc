"""What importing a file means for a store: pairs for one batch, nothing where all is the same."""

from typing import Protocol

from msgspec import structs

from store.formats.source import Contents, FormatError
from store.formats.visible import public
from store.record import Record
from store.verbs import Pair

STAMPS = ("created", "modified", "sequence")


class Here(Protocol):
    """Where the records are that the file's are held against."""

    def get(self, id: str) -> Record | None:
        """The record with exactly this id, of whatever kind."""


def plan_import(contents: Contents, here: Here) -> list[Pair]:
    """The pairs that make the store say what the file says; the caller applies them as one batch
    with `store.rules.received`.

    A new id is a new record; an id that is here becomes as the file has it, but for the fields
    that the file does not speak of. `FormatError` where an id is of another kind here.
    """
    pairs = [(here.get(record.id), record) for record in contents.records]
    for old, new in pairs:
        if old is not None and type(old) is not type(new):
            raise FormatError(
                f"{new.id} is a {old.kind.name} here and a {new.kind.name} in the file, so nothing "
                "was imported: give it another id in the file."
            )
    merged = [(old, new if old is None else _over(old, new, contents)) for old, new in pairs]
    return [(old, new) for old, new in merged if old != new]


def _over(old: Record, new: Record, contents: Contents) -> Record:
    """The file's record with what it says nothing of taken from the one that is here."""
    if contents.fields is not None:
        spoken = contents.fields[new.kind.name] & {*new.__struct_fields__}
        said = {name: getattr(new, name) for name in spoken}
        extra = new.extra if "extra" in said else {**old.extra, **new.extra}
        new = structs.replace(old, **{**said, "extra": extra})
    unsaid = {name: getattr(old, name) for name in STAMPS if not getattr(new, name)}
    withheld = {
        key: value
        for key, value in old.extra.items()
        if key in new.extra and public(key, value) == new.extra[key]
    }
    return structs.replace(new, **unsaid, extra={**new.extra, **withheld})
