"""What a calendar of 100,000 commitments costs to export and to import, each of about 500 bytes.

    python -m tests.bench.bench_ics [--records 100000] [--library 10000] [--rounds 3]

Against the bare writer and the bare parser of `icalendar`, which makes no records, looks at nothing
and keeps nothing: `Calendar.to_ical` of a calendar that is in memory, and `Calendar.from_ical` of
the same bytes. It takes so long that it does so many only (`--library`) of the same, by turns with
us, and what is compared is the time for one. What it costs to open a store, and to write the file,
is not in it.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from pathlib import Path

from icalendar import Calendar

from store.formats import ics
from store.importing import plan_import
from store.rules import received
from store.store import Store
from tests.bench.bench_sync import records
from tests.bench.stores import TODAY
from tests.bench.timing import Row, medians, show

MEGA = 1024
OURS = ("write", "read", "import")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--library", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    many = records(options.records)
    source = b"".join(ics.write(many))
    part = b"".join(ics.write(records(options.library)))
    theirs = Calendar.from_ical(part)
    with tempfile.TemporaryDirectory() as folder:
        stores = (Path(folder) / str(number) for number in range(options.rounds))

        def read() -> None:
            with Store.open(Path(folder) / "names", by="bench", today=lambda: TODAY) as store:
                assert len(ics.read(source, names=store.names).records) == options.records

        def imported() -> None:
            with Store.open(next(stores), by="bench", today=lambda: TODAY) as store:
                contents = ics.read(source, names=store.names)
                store.apply("import", plan_import(contents, store), received)

        took = medians(
            {
                "write": lambda: sum(map(len, ics.write(many))),
                "to_ical": theirs.to_ical,
                "read": read,
                "from_ical": lambda: Calendar.from_ical(part),
                "import": imported,
            },
            rounds=options.rounds,
        )
    each = {name: seconds / options.records for name, seconds in took.items()}
    for name in ("to_ical", "from_ical"):
        each[name] = took[name] / options.library
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGA
    size, (writing, reading, importing) = len(source) / 1e6, (took[n] for n in OURS)
    sys.stdout.write(
        f"{options.records:,} records, {size:.1f} MB: written in {writing:.1f} s, read in "
        f"{reading:.1f} s, imported in {importing:.1f} s; the process that reads had {peak:.0f} MB "
        "at most\n"
    )
    return show(
        [
            Row("writing one, against icalendar's to_ical", each["write"], each["to_ical"], 1),
            Row("reading one into a record, against from_ical", each["read"], each["from_ical"], 1),
            Row("importing one, against from_ical", each["import"], each["from_ical"], 1.5),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
