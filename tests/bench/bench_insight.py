"""What following from the records promises about speed, over 100,000 commitments.

    python -m tests.bench.bench_insight [--records 100000]

A first look (overview, order by urgency, flags) against one plain pass over the commitments that
reads what these need; and the same look after one edit, against that pass too.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from random import Random

from msgspec import structs

from store import dates
from store.insight import Insight
from store.kinds import CLOSED, KINDS, Commitment, Group, Meeting, Update
from store.lately import Lately
from store.names import Names
from store.overview import overview
from store.query import compile_query, parse
from store.record import Record
from tests.bench.bench_query import TODAY, commitment
from tests.bench.timing import Row, medians, show

ROUNDS = 7
URGENT = "is:open sort:urgency- limit:100"


class Shelf:
    """Commitments with meetings, updates and what they wait for; one of them can be edited."""

    def __init__(self, count: int) -> None:
        random = Random(3)
        groups = [Group(id=f"g{n}", name=f"Group {n}") for n in range(20)]
        meetings = [
            Meeting(
                id=f"m{n}",
                name=f"Meeting {n}",
                start=str(TODAY + timedelta(random.randint(-900, 200))),
                groups=(f"g{n % 20}",),
            )
            for n in range(400)
        ]
        commitments = [
            structs.replace(
                commitment(n, random),
                group=f"g{random.randrange(20)}",
                meeting=f"m{random.randrange(400)}",
                depends_on=(f"c{random.randrange(count)}",) if n % 10 == 0 else (),
                priority=random.randrange(10),
            )
            for n in range(count)
        ]
        updates = [
            Update(id=f"u{n}", commitment=f"c{n}", at=str(TODAY - timedelta(n % 300)))
            for n in range(0, count, 2)
        ]
        every: list[Record] = [*groups, *meetings, *commitments, *updates]
        self._rows: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS}
        for record in every:
            self._rows[record.kind.name][record.id] = record
        self._lately = Lately(KINDS)
        self._statuses = cycle(("", "delivered", "at risk"))

    def records(self, kind: str) -> dict[str, Record]:
        return self._rows[kind]

    def version(self, kind: str) -> int:
        return self._lately.version(kind)

    def changed(self, kind: str, since: int) -> list[str] | None:
        return self._lately.since(kind, since)

    def edit(self) -> None:
        """Another status for one commitment, and an update of it."""
        commitments, updates = self._rows["commitment"], self._rows["update"]
        commitments["c7"] = structs.replace(commitments["c7"], status=next(self._statuses))
        updates["new"] = Update(id="new", commitment="c7", at=str(TODAY))
        self._lately.note("commitment", "c7")
        self._lately.note("update", "new")


def plain_pass(shelf: Shelf) -> tuple[int, int, Counter[str], Counter[str]]:
    """How many are open, how many of these overdue, with whom, and where they were made."""
    open_ = overdue = 0
    owners: Counter[str] = Counter()
    meetings: Counter[str] = Counter()
    for c in shelf.records("commitment").values():
        assert isinstance(c, Commitment)
        meetings[c.meeting] += 1
        if c.status in CLOSED:
            continue
        open_ += 1
        for owner in c.owners:
            owners[owner] += 1
        if c.due and not c.standing and dates.span(c.due)[1] < TODAY:
            overdue += 1
    return open_, overdue, owners, meetings


def flagged(insight: Insight, shelf: Shelf) -> list[list[str]]:
    """The flags and the urgency of a screenful."""
    told = [shelf.records("commitment")[f"c{n}"] for n in range(50)]
    return [[*insight.flags(c), str(insight.urgency(c))] for c in told if isinstance(c, Commitment)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    shelf = Shelf(parser.parse_args().records)

    def anew() -> Insight:
        return Insight(shelf, lambda: TODAY)

    def after_an_edit(look: Callable[[], object]) -> Callable[[], None]:
        def edited() -> None:
            shelf.edit()
            look()

        return edited

    def urgent() -> list[str]:
        names = Names(shelf, lambda: TODAY)
        query = compile_query(parse(URGENT, Commitment), Commitment, names, living, shelf)
        return [record.id for record in query.select(shelf.records("commitment").values())]

    living = anew()
    overview(shelf, living)
    flagged(living, shelf)
    shelf.edit()
    kept, fresh = overview(shelf, living), overview(shelf, anew())
    if kept != fresh or flagged(living, shelf) != flagged(anew(), shelf):
        sys.stdout.write("what was kept up is not what is worked out anew\n")
        return 1
    if (fresh.open.count, fresh.overdue.count) != plain_pass(shelf)[:2]:
        sys.stdout.write("the overview and the plain pass do not count the same\n")
        return 1
    took = medians(
        {
            "plain": lambda: plain_pass(shelf),
            "overview": lambda: overview(shelf, anew()),
            "flags": lambda: flagged(anew(), shelf),
            "urgent": urgent,
            "overview again": after_an_edit(lambda: overview(shelf, living)),
            "flags again": after_an_edit(lambda: flagged(living, shelf)),
        },
        ROUNDS,
    )
    pass_ = took["plain"]
    return show(
        (
            Row("the overview: a plain pass", took["overview"], pass_, 3),
            Row("flags and urgency of 50, the first time: a plain pass", took["flags"], pass_, 3),
            Row(f"{URGENT}: a plain pass", took["urgent"], pass_, 12),
            Row("the overview after an edit: a plain pass", took["overview again"], pass_, 0.2),
            Row("flags and urgency of 50 after an edit", took["flags again"], pass_, 0.2),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
