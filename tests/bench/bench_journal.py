"""What the journal promises about speed and memory, on records of about 500 bytes.

    python -m tests.bench.bench_journal [--records 100000]

Durable inserts, updates and a batch of 1,000 against a bare write and fsync, sqlite3 (WAL,
synchronous=FULL) and stock TinyDB; opening against msgspec decoding the same bytes and against
sqlite3 reading the same rows into the same records; memory against a plain list of the records.
"""

from __future__ import annotations

import argparse
import gc
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB

from store.journal.batch import Change, new_batch
from store.journal.document import DocumentStruct, created, to_document
from store.journal.journal import Journal
from store.journal.tables import JournalDB
from tests.bench.timing import Row, medians, show

FEW, BATCH, ROUNDS = 1_000, 1_000, 300


class Commitment(DocumentStruct, frozen=True, omit_defaults=True, gc=False, kw_only=True):
    """Shaped like a commitment, with about 500 bytes of JSON."""

    id: str
    created: str = ""
    modified: str = ""
    sequence: int = 0
    visibility: str = "private"
    summary: str = ""
    text: str = ""
    classification: str = ""
    owners: tuple[str, ...] = ()
    meeting: str = ""
    group: str = ""
    due: str = ""
    status: str = ""
    priority: int = 0
    tags: tuple[str, ...] = ()


TYPES = {"commitment": Commitment}


def record(number: int) -> Commitment:
    """One of a kind."""
    return Commitment(
        id=f"C{number}",
        created="2026-03-01T12:00:00Z",
        modified="2026-03-01T12:00:00Z",
        sequence=number % 5,
        summary=f"Report on what was promised under number {number}",
        text="The members undertake to share what they have learnt before they meet again. " * 2,
        classification="pledge",
        owners=("IT", "MA", "africa-focus-group"),
        meeting="2021-12-02-brussels",
        group="africa-focus-group",
        due=f"202{number % 10}-06",
        status="on track",
        priority=number % 9,
        tags=("border security", "finance"),
    )


def filled(folder: Path, records: int) -> Journal:
    """A store of that many records with its snapshot, opened anew."""
    journal = Journal.open(folder, TYPES)
    changes = [created("commitment", record(number)) for number in range(records)]
    journal.commit(new_batch("fill", changes))
    journal.snapshot()
    journal.close()
    return Journal.open(folder, TYPES)


def sqlite(folder: Path, records: int) -> sqlite3.Connection:
    """The same records in sqlite3, a column a field, as durable as a journal."""
    db = sqlite3.connect(folder / f"sqlite-{records}.db", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    columns = ", ".join(f'"{field}"' for field in Commitment.__struct_fields__)
    db.execute(f"CREATE TABLE commitment ({columns}, PRIMARY KEY (id))")
    insert_into(db, (record(number) for number in range(records)))
    return db


def insert_into(db: sqlite3.Connection, records: Iterator[Commitment]) -> None:
    """One transaction."""
    marks = ", ".join("?" * len(Commitment.__struct_fields__))
    db.execute("BEGIN")
    db.executemany(f"INSERT INTO commitment VALUES ({marks})", map(as_row, records))
    db.execute("COMMIT")


def as_row(one: Commitment) -> tuple[Any, ...]:
    return tuple(
        " ".join(value) if isinstance(value, tuple) else value
        for value in msgspec.structs.astuple(one)
    )


def from_row(row: tuple[Any, ...]) -> Commitment:
    fields = dict(zip(Commitment.__struct_fields__, row, strict=True))
    return Commitment(
        **{**fields, "owners": tuple(row[8].split()), "tags": tuple(row[14].split(" "))}
    )


def writes(folder: Path, records: int) -> list[Row]:
    """One durable insert and one durable update."""
    many, few = filled(folder / "many", records), filled(folder / "few", FEW)
    many.table("commitment"), few.table("commitment")
    db = sqlite(folder, records)
    line = (folder / "few" / "journal").read_bytes()[:700].replace(b"\n", b" ")
    bare = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT)
    fresh = count(records)

    def insert(journal: Journal) -> None:
        number = next(fresh)
        journal.commit(new_batch("insert", [created("commitment", record(number))]))

    def update(journal: Journal) -> None:
        old = journal.table("commitment")["C7"].due
        new = "2031" if old == "2030" else "2030"
        journal.commit(
            new_batch("update", [Change("commitment", "C7", {"due": old}, {"due": new})])
        )

    def write_bare() -> None:
        os.write(bare, line)
        os.fsync(bare)

    took = medians(
        {
            "bare": write_bare,
            "insert": lambda: insert(many),
            "insert few": lambda: insert(few),
            "insert sqlite": lambda: insert_into(db, iter([record(next(fresh))])),
            "update": lambda: update(many),
            "update few": lambda: update(few),
            "update sqlite": lambda: db.execute(
                "UPDATE commitment SET due = ? WHERE id = 'C7'", (str(next(fresh)),)
            ),
        },
        ROUNDS,
    )
    os.close(bare)
    stock = stock_insert(folder, records)
    rows = []
    for what in ("insert", "update"):
        rows += [
            Row(f"{what} at {records:,} against write + fsync", took[what], took["bare"], 2),
            Row(f"{what} at {records:,} against {FEW:,}", took[what], took[f"{what} few"], 1.25),
            Row(f"{what} against sqlite3", took[what], took[f"{what} sqlite"], 1.5),
            Row(f"{what} against stock TinyDB", took[what], stock, 1000, faster=True),
        ]
    few.close()
    many.close()
    return [*rows, through_tinydb(folder, records), batches(folder, db, fresh)]


def stock_insert(folder: Path, records: int) -> float:
    """Seconds that stock TinyDB takes for one insert; it reads and writes the whole file."""
    path = folder / "stock.json"
    documents = {str(number): to_document(record(number)) for number in range(1, records + 1)}
    path.write_bytes(msgspec.json.encode({"commitment": documents}))
    with TinyDB(path) as stock:
        table = stock.table("commitment")
        table.insert({"warm": "up"})
        start = time.perf_counter()
        table.insert(to_document(record(records + 2)))
        return time.perf_counter() - start


def through_tinydb(folder: Path, records: int) -> Row:
    """An insert through our TinyDB table at both sizes."""
    fresh = count(10 * records)
    with (
        JournalDB(Journal.open(folder / "many", TYPES)) as many,
        JournalDB(Journal.open(folder / "few", TYPES)) as few,
    ):
        tables = [db.table("commitment") for db in (many, few)]
        took = medians(
            {
                "many": lambda: tables[0].insert(record(next(fresh))),
                "few": lambda: tables[1].insert(record(next(fresh))),
            },
            ROUNDS,
        )
    return Row(f"TinyDB insert at {records:,} against {FEW:,}", took["many"], took["few"], 1.25)


def batches(folder: Path, db: sqlite3.Connection, fresh: Iterator[int]) -> Row:
    """A batch of 1,000 inserts against one transaction of them."""
    journal = Journal.open(folder / "few", TYPES)
    journal.table("commitment")

    def some() -> list[Commitment]:
        return [record(next(fresh)) for _ in range(BATCH)]

    def insert_batch() -> None:
        changes = [created("commitment", one) for one in some()]
        journal.commit(new_batch("many", changes))

    took = medians({"ours": insert_batch, "sqlite": lambda: insert_into(db, iter(some()))}, 15)
    journal.close()
    return Row(f"batch of {BATCH:,} inserts against sqlite3", took["ours"], took["sqlite"], 1)


def opening(folder: Path, records: int) -> list[Row]:
    """Opening the store and decoding all records."""
    raw = msgspec.json.encode({str(number): record(number) for number in range(records)})
    decoder = msgspec.json.Decoder(dict[str, Commitment])
    db = sqlite3.connect(folder / f"sqlite-{records}.db")
    filled(folder / "opening", records).close()

    def ours() -> object:
        journal = Journal.open(folder / "opening", TYPES)
        rows = journal.table("commitment")
        journal.close()
        gc.unfreeze()
        return rows

    took = medians(
        {
            "ours": ours,
            "msgspec": lambda: decoder.decode(raw),
            "sqlite": lambda: [from_row(row) for row in db.execute("SELECT * FROM commitment")],
        },
        7,
    )
    return [
        Row(f"opening {records:,} against msgspec", took["ours"], took["msgspec"], 2),
        Row(f"opening {records:,} against sqlite3", took["ours"], took["sqlite"], 1),
    ]


def memory(folder: Path, records: int) -> Row:
    """Resident memory of the open store against a list of its records, each in its own process."""
    empty, store, plain = (
        int(
            subprocess.check_output(
                [sys.executable, "-m", __spec__.name, "--resident", kind, str(folder / "opening")],
                text=True,
            )
        )
        for kind in ("empty", "store", "list")
    )
    mega = 1 << 20
    return Row(
        f"memory of {records:,} records against a list of them",
        (store - empty) / mega,
        (plain - empty) / mega,
        2,
        unit="MB",
    )


def resident(kind: str, folder: Path) -> int:
    """Bytes of memory in use after loading the records, as the store or as a list."""
    kept: list[Any] = []
    loaders: dict[str, Callable[[], object]] = {
        "empty": list,
        "store": lambda: kept.extend(opened(folder)),
        "list": lambda: kept.extend(plain_list(folder)),
    }
    loaders[kind]()
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def opened(folder: Path) -> list[Any]:
    journal = Journal.open(folder, TYPES)
    return [journal, journal.table("commitment")]


def plain_list(folder: Path) -> list[Commitment]:
    tables = msgspec.json.decode(
        (folder / "snapshot.json").read_bytes(), type=dict[str, msgspec.Raw]
    )
    rows = msgspec.json.decode(tables["commitment"], type=dict[str, Commitment])
    return list(rows.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--resident", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.resident:
        kind, folder = options.resident
        sys.stdout.write(f"{resident(kind, Path(folder))}\n")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder, records = Path(name), options.records
        return show([*writes(folder, records), *opening(folder, records), memory(folder, records)])


if __name__ == "__main__":
    sys.exit(main())
