"""What the filter line and the search promise about speed, over 100,000 commitments.

    python -m tests.bench.bench_query [--records 100000]

`is:overdue owners.region:Africa sort:due`, read and compiled anew each time, against a plain Python
loop that tests the same, and against stock TinyDB's `search` doing the same on documents in memory.
A word in the filter line, and a key press in the search, against a plain loop that folds the
summaries each time.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from store import dates
from store.insight import Insight
from store.journal.document import to_document
from store.kinds import CLOSED, Commitment, Member
from store.names import Names
from store.query import compile_query, parse
from store.record import Record
from store.search import search
from store.text import fold
from tests.bench.timing import Row, medians, show

TODAY = date(2026, 3, 1)
LINE = "is:overdue owners.region:Africa sort:due"
REGIONS = ("Africa", "Americas", "Asia-Pacific", "Europe")
WORDS = "border camps court evidence finance fund police report returnees survey training water"
ROUNDS = 7


class Rows:
    """Records on a shelf that never change."""

    def __init__(self, count: int) -> None:
        random = Random(2)
        members = [Member(id=f"m{n}", name=f"Member {n}", region=REGIONS[n % 4]) for n in range(90)]
        commitments = [commitment(n, random) for n in range(count)]
        self._rows: dict[str, dict[str, Record]] = {
            "member": {member.id: member for member in members},
            "commitment": {one.id: one for one in commitments},
        }

    def records(self, kind: str) -> Mapping[str, Record]:
        return self._rows.get(kind, {})

    def version(self, kind: str) -> int:
        return 0

    def changed(self, kind: str, since: int) -> list[str]:
        return []


def commitment(number: int, random: Random) -> Commitment:
    """About 500 bytes, with a date of any precision, or none."""
    due = str(TODAY + timedelta(random.randint(-900, 900)))
    words = WORDS.split()
    return Commitment(
        id=f"c{number}",
        summary=f"{' '.join(random.choices(words, k=8))} {number}",
        text=" ".join(random.choices(words, k=40)),
        owners=tuple(f"m{random.randrange(90)}" for _ in range(random.randint(1, 3))),
        due=random.choice((due, due, due[:7], due[:4], "")),
        status=random.choice(("", "on track", "agreed", "delivered")),
        standing=random.random() < 0.05,
    )


def late(due: Any) -> bool:
    return bool(due) and dates.span(due)[1] < TODAY


def plain_loop(rows: Rows) -> list[str]:
    members = rows.records("member").values()
    africa = {m.id for m in members if isinstance(m, Member) and "africa" in fold(m.region)}
    found = []
    for c in rows.records("commitment").values():
        assert isinstance(c, Commitment)
        open_ = c.status not in CLOSED and not c.standing
        if open_ and late(c.due) and any(owner in africa for owner in c.owners):
            found.append(c)
    found.sort(key=lambda c: dates.sort_key(c.due))
    return [c.id for c in found]


def stock_search(rows: Rows) -> Callable[[], list[str]]:
    db = TinyDB(storage=MemoryStorage)
    table = db.table("commitment", cache_size=0)
    table.insert_multiple(to_document(c) for c in rows.records("commitment").values())
    members = rows.records("member").values()
    africa = [m.id for m in members if isinstance(m, Member) and m.region == "Africa"]

    def found() -> list[str]:
        closed = where("status").one_of(list(CLOSED)) | (where("standing") == True)  # noqa: E712
        query = where("due").test(late) & where("owners").any(africa) & ~closed
        documents: list[Any] = table.search(query)
        documents.sort(key=lambda document: dates.sort_key(document["due"]))
        return [document["id"] for document in documents]

    return found


def folding_loop(rows: Rows, word: str) -> list[str]:
    commitments = (c for c in rows.records("commitment").values() if isinstance(c, Commitment))
    return [c.id for c in commitments if word in c.summary.casefold() or word in c.text.casefold()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    rows = Rows(parser.parse_args().records)
    names, insight = Names(rows, lambda: TODAY), Insight(rows, lambda: TODAY)
    commitments = list(rows.records("commitment").values())
    stock = stock_search(rows)

    def ours(line: str) -> list[str]:
        query = compile_query(parse(line, Commitment), Commitment, names, insight, rows)
        return [record.id for record in query.select(commitments)]

    def typed(words: str) -> list[str]:
        return [hit.record.id for hit in search(words, names)]

    if not ours(LINE) == plain_loop(rows) == stock():
        sys.stdout.write("the three do not find the same\n")
        return 1
    ours("fund")
    took = medians(
        {
            "ours": lambda: ours(LINE),
            "loop": lambda: plain_loop(rows),
            "stock": stock,
            "word": lambda: ours("77 sort:id"),
            "search": lambda: typed("water 77"),
            "folding": lambda: folding_loop(rows, "77"),
        },
        ROUNDS,
    )
    return show(
        (
            Row(f"{LINE}: a plain loop", took["ours"], took["loop"], 2),
            Row(f"{LINE}: stock TinyDB", took["ours"], took["stock"], 4, True),
            Row("a word in the filter line: folding each time", took["word"], took["folding"], 3),
            Row("a key press in the search: folding each time", took["search"], took["folding"], 2),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
