"""The fields that can be asked of a kind, and where a path such as `owners.region` leads across
references."""

from collections.abc import Iterable, Mapping

from store.fields import Field, field_map, fields
from store.record import Record

Kinds = Mapping[str, type[Record]]

ID = Field(type="text", name="id", help="The record's id")

URGENCY = Field(
    type="int", name="urgency", help="How urgent it is today, by what else is known", default=None
)
COMPUTED: Mapping[str, tuple[Field, ...]] = {"commitment": (URGENCY,)}
"""What is asked like a field and stands in no record."""


def asked_fields(kind: type[Record]) -> tuple[Field, ...]:
    """The fields of a kind, and what follows from them that can be asked and sorted by."""
    return (*fields(kind), *COMPUTED.get(kind.kind.name, ()))


def named_fields(kind: type[Record]) -> dict[str, Field]:
    """The fields that can be asked of a kind, its id too, by every name a person may type."""
    computed = {field.name: field for field in COMPUTED.get(kind.kind.name, ())}
    return {"id": ID, **computed, **field_map(kind)}


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
