"""One declaration drives everything: a field added to a copy of a kind is found everywhere."""

from typing import Annotated

import click
import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from textual.app import App

from store import fields as declare
from store.desk import Desk
from store.door import admit, as_json, typed
from store.fields import fields
from store.formats import csv, feed, schema
from store.formats.ics.lines import read_tree
from store.formats.ics.own import calendar
from store.formats.ics.own.ours import Ours
from store.kinds import KINDS, Commitment
from store.query import compile_query, parse
from store.query.complete import complete
from store.record import Record
from tui import cells, choice, telling
from tui.cli import about, output, words
from tui.screens.form import FormScreen


class Moody(Commitment, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A commitment with a mood."""

    mood: Annotated[str, declare.text("How it feels", main=2, column=2, width=9)] = ""


MOODY: dict[str, type[Record]] = {**KINDS, "commitment": Moody}
GLAD = Moody(id="x1", summary="Sing", owners=("MA",), mood="glad")


@pytest.fixture
def moody(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk where a glad commitment stands among the others."""
    rows = {**desk.store.records("commitment"), "x1": GLAD}
    others = desk.store.records
    monkeypatch.setattr(
        desk.store, "records", lambda kind: rows if kind == "commitment" else others(kind)
    )
    return desk


def test_it_is_a_column_of_the_tables(moody: Desk) -> None:
    assert "mood" in [column.key for column in choice.columns(Moody)]
    assert "Mood" in [field.title for field in output._columns(Moody)]
    (mood,) = (field for field in fields(Moody) if field.name == "mood")
    assert cells.Teller(moody).tell(GLAD, mood).text == "glad"


def test_it_is_told_in_the_detail(moody: Desk) -> None:
    sheet = telling.tell(cells.Teller(moody), GLAD, 60)
    told = ["".join(part.text for part in line) for line in sheet.lines]
    assert any("Mood" in line and "glad" in line for line in told)
    assert ("Mood", "glad") in list(output.told_fields(moody, GLAD))


async def test_it_is_a_field_of_the_form(moody: Desk) -> None:
    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(FormScreen(moody, Moody, GLAD))
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, FormScreen)
        (row,) = (row for row in screen.field_rows if row.field.name == "mood")
        assert row.input.words == "glad"


def test_it_is_an_option_of_the_command_line(moody: Desk) -> None:
    @click.command()
    @words.field_options([Moody])
    def add(**options: tuple[str, ...]) -> None:
        given = words.typed_words(words.given(options), Moody)
        click.echo(as_json(typed(Moody, given, moody.names, None, "x2"))["mood"])

    ran = CliRunner().invoke(add, ["--summary", "Sing", "--owner", "Morocco", "--mood", "glad"])
    assert ran.output == "glad\n"


def test_it_is_a_filter_term_that_is_completed_sorted_and_grouped_by(moody: Desk) -> None:
    line = "mood:GLAD by:mood sort:mood"
    query = parse(line, Moody, MOODY)
    compiled = compile_query(query, Moody, moody.names, moody.insight, moody.store)
    found = compiled.select([GLAD, Moody(id="x2", summary="Sulk", owners=("MA",))])
    assert compiled.groups(found) == [("glad", [GLAD])]
    offered = complete("moo", 3, Moody, moody.names, MOODY)
    assert any(offer.text.startswith("mood:") for offer in offered)


def test_it_goes_out_and_comes_in_as_json_as_csv_in_a_feed_and_in_a_calendar() -> None:
    assert admit(Moody, as_json(GLAD)) == GLAD
    table = b"".join(csv.write([GLAD], kind=Moody))
    assert b"mood" in table.splitlines()[0]
    assert csv.read(table, kinds=MOODY).records == [GLAD]
    published = b"".join(feed.write([GLAD], title="Moods"))
    assert feed.read(published, kinds=MOODY).records == [GLAD]
    ours = Ours(1, MOODY)
    read_tree(b"".join(calendar.write([GLAD], ())), 9, ours.take)
    (item,) = ours.items.values()
    assert admit(Moody, item.data) == GLAD


def test_it_is_in_the_schema_and_in_the_documented_kinds() -> None:
    drawn = schema.schema(MOODY)
    Draft202012Validator.check_schema(drawn)
    assert "How it feels" in str(drawn)
    assert "mood" in [field["name"] for field in about._kind(Moody)["fields"]]
