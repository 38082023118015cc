"""Markdown tables: names rather than ids, and whatever they hold, words."""

import pytest
from markdown_it import MarkdownIt

from store.formats import md
from store.formats.source import FormatError
from store.kinds import Commitment, Member
from store.record import Record
from store.store import Store
from tests.tui.hostile import HOSTILE


def written(held: list[Record], store: Store) -> str:
    return b"".join(md.write(held, title="A *body*", names=store.names)).decode()


def test_references_are_told_by_name(store: Store) -> None:
    store.apply("add", [(None, Member(id="IT", name="Italy | *Rome*"))])
    held: list[Record] = [
        Commitment(id="c", summary="Share", owners=("IT", "XX"), due="2023-06", priority=1),
        *store.find("member"),
    ]
    assert written(held, store) == (
        "# A \\*body\\*\n"
        "\n## Members\n\n| Name |\n| --- |\n| Italy \\| \\*Rome\\* |\n"
        "\n## Commitments\n\n| Summary | Due | Owners | Priority |\n| --- | --- | --- | --: |\n"
        "| Share | 2023-06 | Italy \\| \\*Rome\\*, XX | high |\n"
    )


def test_nothing_to_list_is_said(store: Store) -> None:
    assert "Nothing is listed." in written([], store)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_cell(text: str, store: Store) -> None:
    found = written([Commitment(id="c", summary=text or "-", locator="x", status="agreed")], store)
    parse = MarkdownIt("commonmark", {"html": True}).enable("table").parse
    tokens = parse(found)
    assert [token.type for token in tokens].count("td_open") == 2
    inside = [child.type for token in tokens for child in token.children or ()]
    assert set(inside) <= {"text", "text_special"}


def test_it_does_not_come_back() -> None:
    with pytest.raises(FormatError, match="for reading"):
        md.read(b"| a |")
