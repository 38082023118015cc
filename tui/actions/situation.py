"""What an action would find, and the reasons why it cannot be done there.

A reason names a key by what it does: `{close}` is told as the key that is in force.
"""

import os
from typing import NamedTuple

from store.kinds import KINDS, Commitment, Group, Member, Role
from store.record import Record
from store.verbs import is_open
from tui.terminal import NO_EDITOR, editor


class Situation(NamedTuple):
    """The panel's kind, and the records that an action would act on.

    `record` is the one under the cursor of a panel, or the one that the detail pane shows;
    `target` is what the cursor of the detail pane points at. `marked` are the marked records of
    the panel, in the order of its kind; none while a record is read. `settled`: all records have
    been read, and who refers to whom is known. `back`, `forward`: there is somewhere to go.
    `reading`: the keys go to the detail pane. `listed`: how many rows the panel has, headings too;
    `grouped`: it has headings that fold; `ranging`: a range is being marked. `heading`: what can be
    done to the heading under the cursor, "fold" or "unfold". `waiting`: how much waits for a
    decision.
    """

    kind: str = "commitment"
    record: Record | None = None
    target: Record | None = None
    marked: tuple[Record, ...] = ()
    settled: bool = True
    back: bool = False
    forward: bool = False
    reading: bool = False
    listed: int = 0
    grouped: bool = False
    ranging: bool = False
    heading: str = ""
    waiting: int = 0

    @property
    def records(self) -> tuple[Record, ...]:
        """What a verb acts on: the marked ones, else the one record; none where there is none."""
        if self.marked:
            return self.marked
        return () if self.record is None else (self.record,)

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """Those of `records` that are commitments."""
        return tuple(record for record in self.records if isinstance(record, Commitment))


def never(_: Situation) -> str:
    """It can always be done."""
    return ""


def not_settled(situation: Situation) -> str:
    """It needs all records."""
    return "" if situation.settled else "The records are still being read: wait a moment."


def no_record(situation: Situation) -> str:
    """It is done to records."""
    return "" if situation.records else f"There is no {situation.kind} under the cursor."


def one_record(situation: Situation) -> str:
    """It is done to one record at a time."""
    if len(situation.marked) > 1:
        return (
            f"{len(situation.marked)} are marked, and this is for one: {{leave}} clears the marks."
        )
    return no_record(situation)


def no_commitment(situation: Situation) -> str:
    """It is done to commitments."""
    for record in situation.records:
        if not isinstance(record, Commitment):
            return f"Only commitments have this, and here is a {record.kind.name}."
    return no_record(situation)


def no_open_commitment(situation: Situation) -> str:
    """It is done to commitments that are open."""
    if reason := no_commitment(situation):
        return reason
    closed = [c for c in situation.commitments if not is_open(c)]
    if not closed:
        return ""
    if len(situation.records) > 1:
        of = f"{len(closed)} of the {len(situation.records)}"
        return f"{of} are closed: reopen them first ({{close}})."
    return f"This commitment is {closed[0].status}: reopen it first ({{close}})."


def in_the_detail(situation: Situation) -> str:
    """It is done to a panel."""
    return "This is for the panels: {leave} leaves the detail." if situation.reading else ""


def nothing_listed(situation: Situation) -> str:
    """It is done to the rows of a panel."""
    empty = "" if situation.listed else f"No {KINDS[situation.kind].kind.plural} are listed here."
    return in_the_detail(situation) or empty


def no_headings(situation: Situation) -> str:
    """It is done to the headings of a panel."""
    if situation.grouped:
        return in_the_detail(situation)
    return "There are no headings to fold: by:status in the filter line makes some."


def no_role(situation: Situation) -> str:
    """It is done to a role, or to those of groups or members."""
    holders = all(isinstance(record, Role | Group | Member) for record in situation.records)
    if isinstance(situation.target, Role) or (situation.records and holders):
        return ""
    return "Roles are handed over: choose a group, a member, or a role in the detail of one."


def no_editor(situation: Situation) -> str:
    """It is done to one record, in the user's own editor."""
    if reason := one_record(situation):
        return reason
    return "" if editor(os.environ) else NO_EDITOR


def nothing_to_delete(situation: Situation) -> str:
    """It is done to records, and needs to know what refers to them."""
    return not_settled(situation) or no_record(situation)


def nothing_to_export(situation: Situation) -> str:
    """It is done to what is marked, read or listed."""
    if situation.records or situation.listed:
        return ""
    return f"No {KINDS[situation.kind].kind.plural} are listed here."


def nothing_belongs(situation: Situation) -> str:
    """It is done to a record that has a panel of its kind, and needs to know what refers to it."""
    if reason := not_settled(situation):
        return reason
    record = situation.record
    if record is not None and not record.kind.panel:
        return f"A {record.kind.name} has nothing of its own in the panels."
    return no_record(situation)


def no_way_back(situation: Situation) -> str:
    """Something was looked at before."""
    return "" if situation.back else "There is nothing to go back to."


def no_way_forward(situation: Situation) -> str:
    """Something was come back from."""
    return "" if situation.forward else "There is nothing to go forward to."
