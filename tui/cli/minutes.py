"""`minutes`: those of a meeting, written in an editor of one's own."""

import sys
from pathlib import Path
from typing import Any

import click
from msgspec import structs

from store.desk import Desk
from store.door import as_json
from store.errors import StoreError
from store.fields import FieldError, field_map
from store.journal.batch import now
from store.journal.files import read_named, read_stream
from store.kinds import Meeting, Statement
from store.minutes.answers import STAYS_WORDS, nearest
from store.minutes.items import AS_WORDS, Doubt, Sort
from store.minutes.plan import Plan, Row
from store.minutes.planning import plan
from store.minutes.reader import items_of
from store.minutes.versions import called, label, saved, taken_back
from store.minutes.wording import told
from store.text import clean_line, shorten
from store.types import TYPES
from tui.cli.changes import agree
from tui.cli.output import json_line
from tui.cli.session import PARTLY, REFUSED, Session, pass_session, say
from tui.cli.words import ids_of
from tui.counting import several

STDIO = "-"
SHORT = 76  # characters of a line that is told
SIGNS = {"new": "+", "change": "~", "gone": "-", "decision": "+", "attendance": "+"}
KEEP, LEAVE = "-", ""
Given = dict[tuple[Sort, str], str]


@click.command("minutes")
@click.argument("meeting", metavar="MEETING", shell_complete=ids_of("meeting"))
@click.argument("file", metavar="[FILE|-]", required=False)
@click.option("--dry-run", is_flag=True, help="Only say what would be made.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--as-words", is_flag=True, help="Names and dates that are not known stay words.")
@click.option("--final", is_flag=True, help="Make the minutes final.")
@click.option("--draft", is_flag=True, help="Take back that they are final.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def minutes_(  # noqa: PLR0913, PLR0917 — the words of the command
    session: Session,
    /,
    meeting: str,
    file: str | None,
    dry_run: bool,
    yes: bool,
    as_words: bool,
    final: bool,
    draft: bool,
    as_data: bool,
) -> int:
    """Print the minutes of a MEETING; with a FILE (- is stdin) take these minutes in.

    What is recognised in them becomes records, all in one change: ACTION, COMMITMENT, PROGRESS ID,
    STATEMENT, RESOLUTION, Present+ and Regrets+ lines. The same minutes again make nothing twice.

    \b
    smallgroup minutes 2023-03-01-niamey-afg notes.md --dry-run
    smallgroup minutes 2023-03-01-niamey-afg notes.md --yes --final
    """
    if draft and (final or file):
        raise click.UsageError("--draft takes back that minutes are final, and nothing else")
    with session.desk() as desk:
        of = _meeting(desk, meeting)
        if draft:
            return _take_back(desk, of)
        if file is None and not final:
            _print(desk, of, as_data)
            return 0
        text = of.minutes if file is None else _read(file)
        if final and not text:
            raise StoreError("There are no minutes to make final yet.")
        return _Taking(desk, of, text, final).take(
            dry_run=dry_run, yes=yes, as_words=as_words, as_data=as_data
        )


def _meeting(desk: Desk, words: str) -> Meeting:
    found = desk.store.get(desk.names.resolve(words, ("meeting",)))
    if not isinstance(found, Meeting):
        raise StoreError(f"There is no meeting {clean_line(words)}.")
    return found


def _read(file: str) -> str:
    """The text of a file, made safe. `FieldError` where it is too long."""
    raw = read_stream(sys.stdin.buffer, "stdin") if file == STDIO else read_named(Path(file))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise StoreError(f"Line {line} of {file} is not UTF-8: save it so, and repeat.") from error
    field = field_map(Meeting)["minutes"]
    try:
        safe: str = TYPES[field.type].decode(text, field)
    except FieldError as error:
        raise StoreError(f"{file} is no minutes: {error}.") from error
    return safe


def _print(desk: Desk, meeting: Meeting, as_data: bool) -> None:
    if as_data:
        placed = items_of(meeting.minutes, desk.store, meeting) if meeting.minutes else []
        found = [
            {"line": p.line + 1, "kind": p.item.kind, "says": told(p.item, desk.names)}
            for p in placed
        ]
        click.echo(json_line({**_version(meeting), "text": meeting.minutes, "recognised": found}))
    elif meeting.minutes:
        click.echo(meeting.minutes)
    else:
        say("No minutes are written yet.")
    if meeting.minutes_status:
        who = f" by {meeting.minutes_by}" if meeting.minutes_by else ""
        at = f", {meeting.minutes_at}" if meeting.minutes_at else ""
        say(f"{called(meeting)}{at}{who}")


def _version(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting.id,
        "status": meeting.minutes_status,
        "version": meeting.minutes_version,
        "at": meeting.minutes_at,
        "by": meeting.minutes_by,
    }


def _take_back(desk: Desk, meeting: Meeting) -> int:
    new = taken_back(meeting, by=desk.store.by, at=now())
    desk.store.apply(label(new), [(meeting, new)])
    say(f"A draft again: {called(new)}")
    return 0


class _Taking:
    """Taking minutes in: what is recognised is told, what is not known asked for."""

    def __init__(self, desk: Desk, meeting: Meeting, text: str, final: bool) -> None:
        self._desk, self._meeting, self._text, self._final = desk, meeting, text, final
        self._given: Given = {}
        self._asked = False

    def take(self, *, dry_run: bool, yes: bool, as_words: bool, as_data: bool) -> int:
        """Do it; the exit code."""
        found = self._plan()
        if as_words:
            stays = (doubt for doubt in found.doubts if doubt.sort in STAYS_WORDS)
            self._given.update({doubt.key: AS_WORDS for doubt in stays})
            found = self._plan()
        elif found.doubts and sys.stdin.isatty() and not (yes or dry_run):
            found = self._ask(found)
        self._tell(found, as_data)
        if found.doubts and not (as_words or self._asked):
            self._tell_doubts(found)
            return REFUSED
        if dry_run:
            return 0
        return self._write(found, yes)

    def _plan(self) -> Plan:
        return plan(self._desk.store, self._meeting, self._text, self._given)

    def _write(self, found: Plan, yes: bool) -> int:
        store = self._desk.store
        taken = {row.key for row in found.rows if row.taken}
        pairs = found.pairs(taken, final=self._final, by=store.by, at=now())
        if not pairs:
            say("Nothing changed: it is saved so already.")
            return 0
        agree(yes, f"Save the minutes, and make {len(taken)} of these {len(found.rows)}?")
        new = next((n for _, n in pairs if isinstance(n, Meeting)), self._meeting)
        store.apply(label(new), pairs)
        made = sum(old is None for old, _ in pairs)
        say(
            f"Saved: {called(new)} · {several(made, 'record')} made · smallgroup undo takes it back"
        )
        for row in (row for row in found.rows if row.wanted and row.doubts):
            say(f"Left out, line {row.line + 1}: {row.doubts[0].why}")
        return PARTLY if found.doubts else 0

    # ---------------------------------------------------------------- telling

    def _tell(self, found: Plan, as_data: bool) -> None:
        if as_data:
            click.echo(json_line(self._data(found)))
            return
        for row in found.rows:
            sign = "?" if row.doubts else SIGNS[row.sort] if row.taken else " "
            line = str(row.line + 1) if row.line >= 0 else "–"
            click.echo(f"{sign} {line:>4}  {shorten(clean_line(row.title), SHORT)}")
            for note in row.notes:
                click.echo(f"        {note}")
        if found.known:
            say(f"{found.known} lines have made their records before.")

    def _data(self, found: Plan) -> dict[str, Any]:
        new = saved(found.meeting, found.text, final=self._final, by="", at="")
        version = {"status": new.minutes_status, "version": new.minutes_version}
        rows = [self._row(row) for row in found.rows]
        return {"meeting": found.meeting.id, **version, "known": found.known, "rows": rows}

    def _row(self, row: Row) -> dict[str, Any]:
        asks = [
            {**structs.asdict(doubt), "nearest": nearest(doubt, self._desk.names)}
            for doubt in row.doubts
        ]
        return {
            "line": row.line + 1 if row.line >= 0 else None,
            "does": row.sort,
            "kind": row.item.kind,
            "says": row.title,
            "taken": row.taken,
            "asks": asks,
            "notes": list(row.notes),
            "records": [as_json(new) for _, new in row.pairs if new is not None],
        }

    def _tell_doubts(self, found: Plan) -> None:
        """What is not known, line by line, with the nearest."""
        for row in (row for row in found.rows if row.wanted):
            for doubt in row.doubts:
                say(f"Line {row.line + 1}: {doubt.why}{self._near(doubt)}")
        say(
            "Nothing was saved: write the name that is meant, or keep what is not known as words "
            "with --as-words."
        )

    def _near(self, doubt: Doubt) -> str:
        near = [self._desk.names.name(id_) for id_ in nearest(doubt, self._desk.names)]
        return f"; perhaps {', '.join(near)}" if near else ""

    # ---------------------------------------------------------------- asking

    def _ask(self, found: Plan) -> Plan:
        """Ask for each that is not known, at a terminal."""
        for doubt in found.doubts:
            if doubt.sort == "long":
                continue
            say(f"{doubt.why}{self._near(doubt)}")
            keep = f", {KEEP} keeps the words" if doubt.sort in STAYS_WORDS else ""
            while True:
                typed = click.prompt(
                    f"{ASKS[doubt.sort]}? (enter leaves it out{keep})",
                    default=LEAVE,
                    show_default=False,
                    err=True,
                )
                if typed == LEAVE:
                    break
                try:
                    self._given[doubt.key] = self._answer(doubt, typed.strip())
                    break
                except FieldError as error:
                    say(str(error))
        self._asked = True
        return self._plan()

    def _answer(self, doubt: Doubt, typed: str) -> str:
        if typed == KEEP and doubt.sort in STAYS_WORDS:
            return AS_WORDS
        names = self._desk.names
        match doubt.sort:
            case "due":
                field = field_map(Meeting)["start"]
                return str(TYPES["date"].parse(typed, field, names))
            case "act":
                field = field_map(Statement)["act"]
                return str(TYPES[field.type].parse(typed, field, names))
            case _:
                return names.resolve(typed, doubt.kinds)


ASKS: dict[Sort, str] = {
    "who": "Who is meant",
    "owner": "Who is to do it",
    "due": "Until when",
    "commitment": "Which commitment",
    "act": "Which act",
    "long": "",
}
