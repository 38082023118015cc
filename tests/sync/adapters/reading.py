"""Reading a fixture as a source's answer."""

from datetime import date
from typing import Any

from store.door import as_json
from store.formats.source import Told
from store.paths import fixture
from store.sync.adapters import Asked, recognised

TODAY = date(2026, 3, 2)


def body(name: str) -> bytes:
    """The bytes of a fixture, as `indico/good.json`."""
    return fixture(f"feeds/{name}").read_bytes()


def read(name: str, url: str) -> Told:
    """What a fixture says, read as the format that it is found to be."""
    return recognised(body(name), "").read(body(name), Asked(url, TODAY))


def data(told: Told) -> dict[str, dict[str, Any]]:
    """The records by id, as JSON without id and visibility, which is public."""
    found = {}
    for record in told.records:
        fields = as_json(record)
        assert fields.pop("visibility") == "public"
        found[str(fields.pop("id"))] = fields
    return found


def reasons(told: Told) -> dict[str, list[str]]:
    """The fields for which records were set aside, by id."""
    return {aside.id: sorted(aside.reasons) for aside in told.asides}
