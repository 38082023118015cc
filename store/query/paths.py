"""Where `owners.region` leads: the fields at the end of a path across references."""

from collections.abc import Iterable, Mapping

from store.fields import Field, field_map
from store.record import Record

Kinds = Mapping[str, type[Record]]

ID = Field(type="text", name="id", help="The record's id")


def named_fields(kind: type[Record]) -> dict[str, Field]:
    """The fields of a kind, its id too, by every name a person may type."""
    return {"id": ID, **field_map(kind)}


def targets(field: Field, kinds: Kinds) -> list[type[Record]]:
    """The kinds that a field may point at; none where it is no reference."""
    if field.type not in ("ref", "refs"):
        return []
    return [kinds[name] for name in (field.targets or kinds) if name in kinds]


def step(sources: Iterable[type[Record]], name: str) -> list[tuple[type[Record], Field]]:
    """The fields of these kinds that go by this name, each with its kind."""
    found = ((kind, named_fields(kind).get(name.casefold())) for kind in sources)
    return [(kind, field) for kind, field in found if field is not None]


def beyond(found: Iterable[tuple[type[Record], Field]], kinds: Kinds) -> list[type[Record]]:
    """The kinds that these fields point at."""
    return list(dict.fromkeys(kind for _, field in found for kind in targets(field, kinds)))
