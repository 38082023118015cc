"""From the text of minutes to what saving it would do, seen against the records as they are and
against the minutes as they were saved before."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import structs

from store.fields import fields
from store.kinds import Commitment, Meeting
from store.minutes.answers import Answers, answered
from store.minutes.items import Item
from store.minutes.making import MADE, ending, record_of
from store.minutes.matching import rewritten
from store.minutes.papers import FIELDS, attendance, decide, is_decided, redecide
from store.minutes.plan import Plan, Row, Sort
from store.minutes.reader import items_of
from store.minutes.sitting import Sitting
from store.minutes.ties import Tie, Ties, line_id, marked
from store.minutes.wording import TITLES, told
from store.record import Record
from store.store import Store
from store.undo import STAMPS

LEFT = "It was left out when these minutes were saved, or has been taken out since."
GONE = "Its line is no longer in the minutes."
CLOSES = "The commitment is closed by it."
NOT_COMPARED = (*STAMPS, "id", "created", "extra", "visibility")
NOBODY_ASKED: Answers = MappingProxyType({})


class Line(NamedTuple):
    """An item, answered as far as it is; the number of its line; what it is known by among all
    lines; how many say the same above it; and whether it had to be asked about."""

    item: Item
    line: int
    id: str
    nth: int
    asked: bool


def plan(store: Store, meeting: Meeting, text: str, answers: Answers = NOBODY_ASKED) -> Plan:
    """What saving this text as the minutes of the meeting would do."""
    return _Planner(store, meeting, answers).plan(text)


class _Planner:
    def __init__(self, store: Store, meeting: Meeting, answers: Answers) -> None:
        self._store, self._meeting, self._answers = store, meeting, answers
        self._sitting = Sitting(store, meeting)
        self._ties = Ties(store, meeting, self._sitting)
        self._names = store.names
        self._so_far = meeting  # as the lines before leave it

    def plan(self, text: str) -> Plan:
        new, before = self._lines(text), self._lines(self._meeting.minutes)
        # what was written elsewhere was never taken in, so none of it was left out
        was = {line.id for line in before} if self._meeting.minutes_at else set()
        now = {line.id for line in new}
        fresh = [line for line in new if not self._done(line)]
        gone = [*self._ties.left(line.item.key for line in new), *self._no_longer(before, now)]
        changed = rewritten(
            [tie.item for tie in gone],
            [line.item if line.id not in was else _none(line.item) for line in fresh],
        )
        old_of = {to: gone[at] for at, to in changed.items()}
        rows = [
            row for at, line in enumerate(fresh) for row in self._rows(line, old_of.get(at), was)
        ]
        # a record whose line had gone before already was kept on purpose
        asked = {line.item.key for line in before}
        rows += [
            self._taken_out(tie)
            for at, tie in enumerate(gone)
            if at not in changed and (tie.item.key in asked or not self._meeting.minutes_at)
        ]
        return Plan(self._meeting, text, tuple(rows), len(new) - len(fresh))

    def _lines(self, text: str) -> list[Line]:
        counts: Counter[tuple[str, str]] = Counter()
        lines = []
        for item, line in ((p.item, p.line) for p in items_of(text, self._store, self._meeting)):
            nth = counts[item.key]
            counts[item.key] += 1
            id_ = line_id(self._meeting.id, item, nth)
            lines.append(Line(answered(item, self._answers), line, id_, nth, bool(item.doubts)))
        return lines

    def _done(self, line: Line) -> bool:
        """Whether a line has made what it makes."""
        if line.item.kind == "resolution":
            return is_decided(self._meeting.decisions, line.item.words)
        return self._ties.made(line.item.key, line.nth) is not None

    def _no_longer(self, before: Sequence[Line], now: Collection[str]) -> Iterator[Tie]:
        """What was decided by lines that are no longer there: it stands in the meeting."""
        for line in before:
            if line.item.kind == "resolution" and line.id not in now and self._done(line):
                yield Tie(self._meeting, line.item)

    # ---------------------------------------------------------------- rows for a line

    def _rows(self, line: Line, old: Tie | None, was: Collection[str]) -> Iterator[Row]:
        """What a line does that has not done it; `old` is the line that it was changed from, `was`
        the lines of the minutes when they were saved."""
        # who saved it so did not want it; what was not known then is wanted once it is answered
        left = line.id in was and (not line.asked or bool(line.item.doubts))
        if line.item.kind in MADE:
            yield self._new(line, left) if old is None else self._change(line, old)
        elif line.item.kind == "resolution":
            yield self._decision(line, old, left)
        elif line.item.kind in FIELDS and (line.asked or not left):
            yield from self._attendance(line, left)

    def _decision(self, line: Line, old: Tie | None, left: bool) -> Row:
        words = line.item.words
        row = _row(line, "decision", f"Decided: {words}")
        if old is not None:
            title = f"{row.title}, in the place of: {old.item.words}"
            return structs.replace(row, title=title, change=redecide(old.item.words, words))
        return _left(structs.replace(row, change=decide(words)), left)

    def _attendance(self, line: Line, left: bool) -> Iterator[Row]:
        """Those who are known are recorded, whoever else is asked for."""
        item = line.item
        known = item.like(who=tuple(w for w in item.who if w.id), doubts=())
        title = f"{TITLES[item.kind]}: "
        change = attendance(known, self._so_far)
        if change is not None and not left:
            self._so_far = change(self._so_far)
            named = _row(line._replace(item=known), "attendance", title + told(known, self._names))
            yield structs.replace(named, change=change)
        if item.doubts:
            who = tuple(w for w in item.who if not (w.id or w.kept))
            asked = item.like(who=who, notes=())
            row = _row(line._replace(item=asked), "attendance", title + told(asked, self._names))
            yield _left(structs.replace(row, key=f"{line.id}-asked"), left)

    def _new(self, line: Line, left: bool) -> Row:
        title = f"{TITLES[line.item.kind]}: {told(line.item, self._names)}"
        row = _left(_row(line, "new", title), left)
        if line.item.doubts:
            return row
        record = self._made(line.item, self._ties.free_id(line.id))
        return self._with_ending(structs.replace(row, pairs=((None, record),)))

    def _change(self, line: Line, old: Tie) -> Row:
        """The record as the new line has it. What was changed by hand since stays."""
        title = f"{TITLES[line.item.kind]} changed: {told(line.item, self._names)}"
        row = _row(line, "change", title)
        if line.item.doubts:
            return row
        record = old.record
        was = self._made(answered(old.item, self._answers), record.id)
        wanted = self._made(line.item, record.id)
        notes = list(row.notes)
        values: dict[str, object] = {"extra": marked(record, line.item)}
        for field in fields(type(wanted)):
            before, after = (getattr(each, field.name, None) for each in (was, wanted))
            if field.name in NOT_COMPARED or before == after:
                continue
            if getattr(record, field.name) == before:
                values[field.name] = after
            elif getattr(record, field.name) != after:
                notes.append(f"{field.title} was changed by hand since, and stays.")
        pair = record, structs.replace(record, **values)
        return self._with_ending(structs.replace(row, pairs=(pair,), notes=tuple(notes)))

    def _with_ending(self, row: Row) -> Row:
        """A commitment that is reported to be delivered is closed along with it."""
        commitment = self._store.get(row.item.commitment)
        if row.item.kind != "progress" or not isinstance(commitment, Commitment):
            return row
        end = ending(row.item, commitment, self._sitting)
        if end is None:
            return row
        return structs.replace(row, pairs=(*row.pairs, end), notes=(*row.notes, CLOSES))

    def _taken_out(self, tie: Tie) -> Row:
        """A line is gone: whether what it made is to go too is asked."""
        record, item = tie
        key = f"gone-{record.id}-{item.words[:80]}"
        row = Row(key=key, sort="gone", line=-1, item=item, title="", wanted=False, notes=(GONE,))
        if item.kind == "resolution":
            title = f"Decided no longer: {item.words}"
            return structs.replace(row, title=title, change=redecide(item.words, ""))
        pairs = self._store.removal([record.id])
        title = f"Delete the {record.kind.name}: {self._names.heading(record)}"
        others = len(pairs) - 1
        along = (f"With it {others} more would be deleted or let go of it.",) if others else ()
        return structs.replace(row, title=title, notes=(GONE, *along), pairs=tuple(pairs))

    def _made(self, item: Item, id: str) -> Record:
        record = record_of(item, self._sitting, id)
        return structs.replace(record, extra=marked(record, item))


def _row(line: Line, sort: Sort, title: str) -> Row:
    item = line.item
    return Row(
        key=line.id,
        sort=sort,
        line=line.line,
        item=item,
        title=title,
        doubts=item.doubts,
        notes=item.notes,
    )


def _left(row: Row, left: bool) -> Row:
    """The row, and that it is not wanted where it was left before."""
    return structs.replace(row, wanted=False, notes=(*row.notes, LEFT)) if left else row


def _none(item: Item) -> Item:
    """An item that nothing was changed to."""
    return item.like(words="", commitment="-")
