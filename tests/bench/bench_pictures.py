"""What the overview and the agenda promise about speed, over 100,000 commitments.

    python -m tests.bench.bench_pictures [--records 100000]

Both are worked out in a thread. Against a plain loop that counts open, overdue, owners and months,
and one that puts the due dates on their days.
"""

import argparse
import sys
from collections import Counter, defaultdict
from datetime import date

from store import dates
from store.agenda import agenda
from store.insight import Insight
from store.kinds import CLOSED, Commitment
from store.overview import overview
from tests.bench.bench_query import TODAY, Rows
from tests.bench.timing import Row, medians, show

ROUNDS = 7


def commitments(rows: Rows) -> list[Commitment]:
    found = rows.records("commitment").values()
    return [record for record in found if isinstance(record, Commitment)]


def counting_loop(rows: Rows) -> tuple[int, int, Counter[str], Counter[str]]:
    open_ = overdue = 0
    owners: Counter[str] = Counter()
    months: Counter[str] = Counter()
    for c in commitments(rows):
        months[c.created[:7]] += 1
        if c.status in CLOSED:
            continue
        open_ += 1
        for owner in c.owners:
            owners[owner] += 1
        if c.due and not c.standing and dates.span(c.due)[1] < TODAY:
            overdue += 1
    return open_, overdue, owners, months


def placing_loop(rows: Rows) -> dict[date, list[str]]:
    days: defaultdict[date, list[str]] = defaultdict(list)
    for c in commitments(rows):
        if c.due and c.status not in CLOSED:
            first, last = dates.span(c.due)
            if first == last:
                days[first].append(c.id)
    return {day: sorted(days[day]) for day in sorted(days)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    rows = Rows(parser.parse_args().records)
    insight = Insight(rows, lambda: TODAY)
    seen, (open_, overdue, owners, _) = overview(rows, insight), counting_loop(rows)
    book, days = agenda(rows, insight), placing_loop(rows)
    counted = {tally.id: tally.count for tally in seen.owners}
    placed = {day: sorted(entry.record.id for entry in book.on(day)) for day in book.days}
    if (seen.open.count, seen.overdue.count, counted, placed) != (open_, overdue, owners, days):
        sys.stdout.write("they do not say the same\n")
        return 1
    took = medians(
        {
            "overview": lambda: overview(rows, Insight(rows, lambda: TODAY)),
            "counting": lambda: counting_loop(rows),
            "agenda": lambda: agenda(rows, insight),
            "placing": lambda: placing_loop(rows),
        },
        ROUNDS,
    )
    return show(
        (
            Row("the overview: a plain loop that counts", took["overview"], took["counting"], 3),
            Row("the agenda: a plain loop that places", took["agenda"], took["placing"], 4),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
