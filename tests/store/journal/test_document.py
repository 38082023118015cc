"""Records that read as documents."""

from collections.abc import Mapping

import pytest
from tinydb import Query
from tinydb.table import Document

from store.journal.document import to_document
from tests.store.journal.made_up import Link, Promise

FULL = Promise(
    id="C1", summary="x", due="2023", owners=("IT", "MA"), links=(Link("http://a", title="A"),)
)
BARE = Promise(id="C2", summary="y")


def test_a_record_is_a_mapping_of_its_filled_fields() -> None:
    assert isinstance(BARE, Mapping)
    assert dict(BARE) == {"id": "C2", "summary": "y"}
    assert len(BARE) == 2 and "due" not in BARE and "nonsense" not in BARE
    assert BARE.get("due", "none") == "none"


def test_an_empty_or_unknown_field_raises_as_in_a_dict() -> None:
    for field in ("due", "nonsense"):
        with pytest.raises(KeyError):
            BARE[field]


def test_queries_look_into_records() -> None:
    due = Query().due
    assert (due < "2024")(FULL) and not (due < "2024")(BARE)
    assert due.exists()(FULL) and not due.exists()(BARE)
    assert (Query().owners == ["IT", "MA"])(FULL)
    assert Query().owners.any(["MA"])(FULL)
    assert Query().links.any(Query().title == "A")(FULL)


def test_a_tinydb_document_is_made_from_a_record() -> None:
    document = Document(FULL, "C1")  # type: ignore[arg-type]
    assert document["due"] == "2023" and str(document.doc_id) == "C1"


def test_the_document_is_what_json_has_without_defaults() -> None:
    explicit = Promise(id="C3", summary="z", visibility="".join(["priv", "ate"]), owners=("IT",))
    assert to_document(explicit) == {"id": "C3", "summary": "z", "owners": ["IT"]}
