"""Stores for the benches of the dashboard: the Coalition's, and made ones of any size."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

from store.demo import fill
from store.kinds import Commitment, Group, Meeting, Member
from store.record import Record
from store.store import Store

TODAY = date(2026, 3, 1)
WORDS = "border camps court evidence finance fund police report returnees survey training water"
MEMBERS = ["BE", *(f"m{number}" for number in range(90))]
GROUPS = [f"g{number}" for number in range(15)]
MEETINGS = [f"t{number}" for number in range(500)]


def settings(folder: Path) -> Path:
    """A configuration that has answered whose desk it is."""
    path = folder / "config.toml"
    path.write_text('home = "BE"\n', encoding="utf-8")
    return path


def coalition(folder: Path) -> Path:
    """A store with the Coalition's data, in this folder."""
    with Store.open(folder, by="bench", today=lambda: TODAY) as store:
        fill(store, "demo", TODAY)
    return folder


def made(folder: Path, commitments: int) -> Path:
    """A store with so many commitments of about 500 bytes, in this folder."""
    random = Random(7)
    around: list[Record] = [
        *(Member(id=id_, name=f"Member {id_}") for id_ in MEMBERS),
        *(Group(id=id_, name=f"Group {id_}") for id_ in GROUPS),
        *(
            Meeting(id=id_, name=f"Meeting {id_}", start=str(TODAY - timedelta(number)))
            for number, id_ in enumerate(MEETINGS)
        ),
    ]
    many = [commitment(number, random) for number in range(commitments)]
    with Store.open(folder, by="bench", today=lambda: TODAY) as store:
        store.apply("around", [(None, record) for record in around])
        store.apply("many", [(None, record) for record in many])
    return folder


def commitment(number: int, random: Random) -> Commitment:
    """One of about 500 bytes, with a due date of any precision, or none."""
    words = WORDS.split()
    due = str(TODAY + timedelta(random.randint(-900, 900)))
    return Commitment(
        id=f"c{number}",
        summary=f"Promise {number} on {' '.join(random.choices(words, k=5))}",
        text=" ".join(random.choices(words, k=28)),
        owners=tuple(random.sample(MEMBERS, random.randint(1, 3))),
        meeting=random.choice(MEETINGS),
        group=random.choice(GROUPS),
        due=random.choice((due, due, due[:7], due[:4], "")),
        status=random.choice(("", "on track", "agreed", "delivered")),
    )
