"""What a source speaks is told from what it says; where that is not certain, the user is asked."""

from pathlib import Path

import pytest

from store.formats.source import FormatError
from store.paths import fixture
from store.sync.adapters import ADAPTERS, recognised

TOP = fixture("hostile.json").parent
FEEDS = [
    ("feed", TOP / "coalition/feed.json"),
    *(
        (name, path)
        for name in ("indico", "datatracker", "w3c")
        for path in TOP.glob(f"feeds/{name}/*")
    ),
]


@pytest.mark.parametrize(("name", "path"), FEEDS, ids=lambda value: getattr(value, "name", value))
def test_each_fixture_is_recognised_as_what_it_is(name: str, path: Path) -> None:
    if path.name != "refused.json":  # an error, which says nothing of who made it
        assert recognised(path.read_bytes(), "").name == name


@pytest.mark.parametrize("name", ADAPTERS)
def test_every_format_says_what_it_is_and_what_to_ask_for(name: str) -> None:
    adapter = ADAPTERS[name]
    assert adapter.about and "/" in adapter.accept and adapter.most > 0
    assert adapter.rather_than in ("", *ADAPTERS)
    assert not adapter.recognise(b"", "")
    assert not adapter.recognise(b"\x00\xff" * 100, "application/octet-stream")


def test_what_could_be_two_formats_is_a_question_for_the_user() -> None:
    both = b'{"version": "smallgroup/1", "meta": {"total_count": 0}, "objects": [], "items": []}'
    with pytest.raises(FormatError, match=r"could be feed or datatracker; say which .* --format"):
        recognised(both, "")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<!DOCTYPE html><title>Sign in</title>", "This is a web page"),
        (b"hello", "none of the formats that can be synced"),
        (b"", "none of the formats"),
        (b'{"a": 1}', "check the address, or name the format with --format"),
    ],
)
def test_what_is_none_of_them_is_told(body: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        recognised(body, "")
