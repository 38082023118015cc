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
COUNTRIES = ("BE", "FR", "IT", "MA", "NE", "SA", "US")


def coalition(folder: Path) -> Path:
    """A store with the Coalition's data, in this folder."""
    with Store.open(folder, by="bench", today=lambda: TODAY) as store:
        fill(store, "demo", TODAY)
    return folder


def made(folder: Path, commitments: int) -> Path:
    """A store with so many commitments of about 500 bytes, in this folder."""
    random = Random(7)
    around: list[Record] = [
        *(Member(id=code, name=f"Country {code}", country=code) for code in COUNTRIES),
        Group(id="africa", name="Africa Focus Group", acronym="AFG"),
        Meeting(id="brussels", name="Small Group, Brussels", start="2021-12-02"),
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
        owners=tuple(random.sample(COUNTRIES, random.randint(1, 3))),
        meeting="brussels",
        group="africa",
        due=random.choice((due, due, due[:7], due[:4], "")),
        status=random.choice(("", "on track", "agreed", "delivered")),
    )
