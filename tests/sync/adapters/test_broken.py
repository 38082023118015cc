"""Every list of another body, broken at random: what comes out is safe, or is refused in a
sentence; nothing else is ever raised."""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats.source import FormatError, Told
from store.sync.adapters import ADAPTERS, Asked
from store.sync.pages import joined
from store.text import clean_long
from tests.sync.adapters.reading import TODAY, body

NAMES = {
    "indico/good.json": "https://indico.example.org/export/categ/2.json?from=today&limit=4",
    "datatracker/groups.json": "https://datatracker.ietf.org/api/v1/group/group/",
    "datatracker/roles.json": "https://datatracker.ietf.org/api/v1/group/role/",
    "datatracker/meetings.json": "https://datatracker.ietf.org/api/v1/meeting/meeting/",
    "w3c/groups.json": "https://api.w3.org/groups",
    "w3c/participations.json": "https://api.w3.org/groups/wg/gauges/participations",
    "w3c/chairs.json": "https://api.w3.org/groups/wg/gauges/chairs",
}
ODD: list[Any] = [
    *(None, True, False, 0, -1, 10**18, 1.5, "", " ", "\x00", "\x1b[31m\u202e", "x" * 300, [], {}),
    *("https://[", "//", "/api/v1/group/group/1/", "https://api.w3.org/groups/wg/x", "0000-00-00"),
    *([None], [[]], {"": None}, {"href": None}, {"href": 5}, {"date": 5, "time": [], "tz": None}),
    *("99999-12-31", "9999-12-31", "24:00:00", "../../etc/passwd", "<b>" * 50, "&#99999999999;"),
]


def broken(value: Any, random: Random, chance: float) -> Any:
    """The value, with parts of it taken for others, left out or doubled."""
    if random.random() < chance:
        return random.choice(ODD)
    if isinstance(value, dict):
        kept = ((k, v) for k, v in value.items() if random.random() > chance / 4)
        return {key: broken(child, random, chance) for key, child in kept}
    if isinstance(value, list):
        children = [broken(child, random, chance) for child in value]
        return children * (2 if random.random() < chance / 4 else 1)
    return value


@pytest.mark.parametrize("name", NAMES)
@given(random=st.randoms(use_true_random=False), chance=st.floats(0.001, 0.2))
@settings(max_examples=60)
def test_whatever_is_broken(name: str, random: Random, chance: float) -> None:
    document = json.dumps(broken(json.loads(body(name)), random, chance)).encode()
    adapter = ADAPTERS[name.partition("/")[0]]
    adapter.recognise(document, "")
    try:
        told = joined([adapter.read(document, Asked(NAMES[name], TODAY))])
    except FormatError as error:
        assert str(error).isprintable()
        return
    assert isinstance(told, Told)
    for record in told.records:
        assert record.id.startswith(("indico:", "ietf:", "w3c:"))
        assert record.id.isprintable()
        assert all(clean_long(text) == text for text in _texts(record))
    assert all(aside.reasons for aside in told.asides)


def _texts(record: Any) -> list[str]:
    values = (getattr(record, name) for name in record.__struct_fields__)
    return [value for value in values if isinstance(value, str)]
