"""Who hears the screen instead of seeing it misses nothing: the shell says it all."""

import re

import pytest
from click.testing import CliRunner
from msgspec import structs

from store.desk import Desk
from store.fields import Field, fields
from store.kinds import KINDS, Update
from store.record import Record
from tui.cells import Teller
from tui.cli.records import list_, show_
from tui.cli.session import Session
from tui.telling import tell

WORDS = re.compile(r"[^\W\d_]+|\d+")
WIDE = 300  # cells; wide enough to cut nothing
FOLDED = {"Roles over time": False}  # a drawing of what stands under Roles in words


def heard(desk: Desk, command: str, *words: str) -> str:
    """What a command says to who listens, of the store that the screen shows."""
    session = Session(str(desk.store.journal.folder), None, "")
    run = {"list": list_, "show": show_}[command]
    ran = CliRunner().invoke(run, list(words), obj=session, catch_exceptions=False)
    assert ran.exit_code == 0
    return ran.output


def fullest(desk: Desk, kind: str) -> Record:
    """The record of this kind that has the most filled fields."""
    return max(desk.store.find(kind), key=lambda r: sum(map(bool, structs.asdict(r).values())))


def values(desk: Desk, record: Record) -> set[str]:
    """The words of every value that the detail pane tells of the record itself."""
    sheet = tell(Teller(desk), record, WIDE, FOLDED)
    told = [line for line in sheet.lines if "rule" not in {part.tone for part in line}]
    lines = ["".join(part.text for part in line) for line in told[:-1]]  # the last is the frame
    return words(*lines)


def words(*texts: str) -> set[str]:
    """The words and numbers of texts, whatever their case."""
    return {word.casefold() for text in texts for word in WORDS.findall(text)}


def filled(record: Record, field: Field) -> bool:
    """Whether there is something to hear of it."""
    return not field.is_empty(getattr(record, field.name))


@pytest.fixture
def written(desk: Desk) -> Desk:
    """The desk with an update, of which the Coalition's facts have none."""
    update = Update(
        id="u1",
        commitment="C03",
        at="2026-02-01",
        act="progress",
        member="MA",
        status="on track",
        text="They **said** so.",
        visibility="confidential",
    )
    desk.store.apply("add", [(None, update)])
    return desk


@pytest.mark.parametrize("kind", KINDS)
def test_show_and_list_say_what_the_detail_says(written: Desk, kind: str) -> None:
    desk = written
    record = fullest(desk, kind)
    plain = heard(desk, "list", kind, f"id:{record.id}", "--format", "plain")
    shown = heard(desk, "show", record.id)
    missing = values(desk, record) - words(shown)
    assert missing == set(), missing
    own = [field.title for field in fields(KINDS[kind]) if filled(record, field)]
    assert not [title for title in own if f"  {title}: " not in plain]
