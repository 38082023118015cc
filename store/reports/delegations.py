"""Each delegation's part in what is on a meeting's agenda."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.insight.bodies import LEADING
from store.kinds import Commitment, Member, Role
from store.reports.matters import Matter
from store.reports.seen import Named, Seen
from store.text import fold

SHORTEST = 4  # letters of a name that is looked for in words


class Item(Struct, frozen=True):
    """A matter by its number on the agenda, its id and its summary; when it is due, how far off
    that is, and its state, as the matter says them."""

    number: int
    id: str
    what: str
    when: str = ""
    distance: str = ""
    here: bool = False
    state: str = ""


class Led(Struct, frozen=True):
    """A group that the delegation leads that day, as what, whether certainly, and what it owes; the
    numbers of that as they are written: `1–4, 7`."""

    group: Named
    label: str
    certain: bool
    owes: tuple[Item, ...] = ()
    numbers: str = ""


class Delegation(Struct, frozen=True, kw_only=True):
    """What a delegation owes, itself and with the groups that it leads; what it asked of others;
    and what was promised to it: where its name stands under "with or for whom"."""

    id: str
    name: str
    owes: tuple[Item, ...] = ()
    leads: tuple[Led, ...] = ()
    asked: tuple[Item, ...] = ()
    promised: tuple[Item, ...] = ()


class Parts:
    """Who has which part in the matters of a day; each commitment stands beside its matter."""

    def __init__(
        self, desk: Desk, seen: Seen, day: date, on: Iterable[tuple[Commitment, Matter]]
    ) -> None:
        self._desk, self._seen = desk, seen
        self._owed: defaultdict[str, list[Item]] = defaultdict(list)
        self._asked: defaultdict[str, list[Item]] = defaultdict(list)
        self._for: list[tuple[Commitment, Item]] = []
        for c, matter in on:
            item = _item(matter)
            for owner in c.owners:
                self._owed[owner].append(item)
            for who in c.asked_by:
                self._asked[who].append(item)
            if c.partners:
                self._for.append((c, item))
        self._led: defaultdict[str, list[tuple[Role, bool]]] = defaultdict(list)
        for role in _leading(desk.store.of(Role), day):
            if seen.allows(role):
                certain = dates.held(role.start, role.end, day) is Answer.YES
                self._led[role.member].append((role, certain))

    def all(self, only: Member | None) -> Iterator[Delegation]:
        """Those whom something concerns, by name; `only`: no other than this one."""
        every = (only,) if only else self._desk.store.of(Member)
        for member in sorted(every, key=lambda m: (m.name, m.id)):
            found = self._of(member)
            if found is not None and self._seen.may_see(member):
                yield found

    def concerns(self, member: Member, c: Commitment) -> bool:
        """Whether a commitment concerns the member: it owes it, itself or with a group that it
        leads that day; it asked for it; or it was promised to it."""
        led = {role.group for role, _ in self._led.get(member.id, ())}
        return (
            member.id in (*c.owners, *c.asked_by)
            or not led.isdisjoint(c.owners)
            or _promised(member, c)
        )

    def _of(self, member: Member) -> Delegation | None:
        """What concerns this member; None where nothing does."""
        owes, asked = self._owed.get(member.id, ()), self._asked.get(member.id, ())
        promised = [item for c, item in self._for if _promised(member, c)]
        leads = tuple(self._leads(member))
        if not (owes or leads or asked or promised):
            return None
        return Delegation(
            id=member.id,
            name=member.name,
            owes=tuple(owes),
            leads=leads,
            asked=tuple(asked),
            promised=tuple(promised),
        )

    def _leads(self, member: Member) -> Iterator[Led]:
        for role, certain in self._led.get(member.id, ()):
            owes = self._owed.get(role.group)
            if owes and (group := self._seen.named(role.group)) is not None:
                yield Led(group, role.label, certain, tuple(owes), _numbers(owes))


def _item(of: Matter) -> Item:
    return Item(of.number, of.id, of.what, of.when, of.distance, of.here, of.state)


def _numbers(items: Sequence[Item]) -> str:
    """Numbers that follow each other as `1–4`."""
    runs: list[list[int]] = []
    for number in sorted(item.number for item in items):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _leading(roles: Iterable[Role], day: date) -> Iterator[Role]:
    """The roles of those who lead a group that day, or may."""
    for role in roles:
        if role.label in LEADING and dates.held(role.start, role.end, day) is not Answer.NO:
            yield role


def _promised(member: Member, c: Commitment) -> bool:
    """Whether the member is named as one with or for whom it is to be done, and does not owe it."""
    if not c.partners or member.id in c.owners:
        return False
    words = fold(c.partners)
    names = (fold(name) for name in (member.name, *member.other_names) if len(name) >= SHORTEST)
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) for name in names)
