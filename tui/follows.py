"""What follows from the records about one of them: how urgent it is, what it waits for and holds
up, how much of its parts is done, what is carried over to it, how often it meets."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from store import dates
from store.desk import Desk
from store.insight import Cadence, Completion, Step
from store.kinds import Commitment, Group, Meeting
from store.record import Record
from tui.cells import Teller
from tui.counting import several, times
from tui.fit import cells, clip
from tui.marks import marked, style_of
from tui.relations import TITLES, Relation, what_refers
from tui.sheet import Part, Reference, Sheet

INDENT = "  "
BESIDE = frozenset(("meeting", "classification"))  # what a list of matters arising leaves out


class Said(NamedTuple):
    """A thing that follows, in words, and the record that it leads to, if to one."""

    title: str
    words: str
    leads_to: str = ""


class Chain(NamedTuple):
    """Commitments that wait for each other, as a tree."""

    title: str
    steps: Sequence[Step]

    @property
    def number(self) -> int:
        """How many there are; some stand there twice."""
        return len({step.id for step in self.steps})


def said(desk: Desk, record: Record) -> Iterator[Said]:
    """What is said in a line each."""
    insight = desk.insight
    if isinstance(record, Commitment):
        urgency = insight.urgency(record)
        if urgency.terms:
            yield Said("Urgency", str(urgency))
        parts = insight.completion(record)
        if parts.n:
            yield Said("Parts", _completed(parts))
    elif isinstance(record, Group):
        yield from _rhythm(desk, insight.cadence(record))
    elif isinstance(record, Meeting) and record.members_count is not None and record.start:
        joined = insight.joined_by(record.start)
        yield Said("Accession", f"{record.members_count} published, {joined} by their own dates")


def chains(desk: Desk, record: Record) -> list[Chain]:
    """What a commitment waits for, and what waits for it."""
    if not isinstance(record, Commitment):
        return []
    found = (
        Chain("Waits for", desk.insight.waits_for(record)),
        Chain("Holds up", desk.insight.holds_up(record)),
    )
    return [chain for chain in found if chain.steps]


def relations(desk: Desk, record: Record) -> list[Relation]:
    """What is carried over to a meeting, then what refers to the record and stands in no chain."""
    found = []
    if isinstance(record, Meeting) and (carried := desk.insight.carry_over(record)):
        over = desk.insight.test(Meeting.kind.name, "held")(record)
        found.append(Relation("Matters arising", carried, BESIDE, folded=over))
    told = {step.id for chain in chains(desk, record) for step in chain.steps}
    for relation in what_refers(desk, record):
        waits = relation.title == TITLES["commitment", "depends_on"]
        left = [r for r in relation.records if not (waits and r.id in told)]
        if left:
            found.append(relation._replace(records=left))
    return found


def tell_chain(sheet: Sheet, teller: Teller, chain: Chain) -> None:
    """Put the chain down, each step under the one that it follows."""
    if not sheet.section(chain.title, chain.number):
        return
    for step in chain.steps:
        record = teller.desk.store.get(step.id)
        if record is None:
            continue
        indent = INDENT * min(step.depth - 1, sheet.width // 8)
        word = teller.standing(record)
        end = " (above)" if step.again else ""
        mark = marked(word, sheet.ascii)
        room = sheet.width - len(indent) - cells(mark, sheet.width) - 2 - len(end)
        name = clip(teller.desk.names.heading(record), max(8, room))
        parts = [Part(indent), Part(mark, style_of(word)), Part(f"  {name}"), Part(end, "muted")]
        sheet.row(parts, Reference(step.id))


def _completed(parts: Completion) -> str:
    known = parts.n - parts.unknown
    rest = f"no information on {parts.unknown}" if parts.unknown else ""
    if parts.mean is None:
        return f"{several(parts.n, 'part')}, {rest or 'of no weight'}"
    return ", ".join(filter(None, (f"{parts.mean:.0f}% done, n = {known} of {parts.n}", rest)))


def _rhythm(desk: Desk, cadence: Cadence) -> Iterator[Said]:
    if cadence.met:
        last = dates.spell(str(cadence.last))
        yield Said("Met", f"{times(cadence.met)}, last on {last}")
    paces = []
    if cadence.should is not None:
        paces.append(f"every {several(cadence.should, 'day')} by rule")
    if cadence.gap is not None:
        paces.append(f"usually every {several(cadence.gap, 'day')}")
    if paces:
        yield Said("Meets", ", ".join(paces))
    if cadence.next is not None:
        day, meeting = cadence.next
        words = f"{dates.spell(str(day))}: {desk.names.name(meeting)}"
        yield Said("Meets next", words, meeting)
    elif cadence.expected is not None:
        late = ", and has gone quiet" if cadence.quiet else ""
        yield Said("Meets next", f"expected by {dates.spell(str(cadence.expected))}{late}")
