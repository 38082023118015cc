"""Calendars are read in a process of their own, which takes no more than it may."""

import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from store.formats.ics import apart
from store.formats.ics.calendar import read
from store.formats.ics.limits import LIMITS, Limits
from store.formats.source import FormatError
from store.sync.adapters import ADAPTERS, Asked, recognised
from tests.conftest import TODAY
from tests.store.formats.ics.made import calendar, event, fixture

SOME = calendar(*(event(f"e{n}") for n in range(300)))
MANY = calendar(*(event(f"e{n}", "X-A:" + "x" * 4000) for n in range(3000)))
NEVER = "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"
SLOW = calendar(*(event(f"e{n}", NEVER) for n in range(9)))


def refused(source: bytes, limits: Limits = LIMITS) -> str:
    """What is said where a calendar is not taken."""
    with pytest.raises(FormatError) as error:
        apart.read(source, TODAY, lambda: None, limits)
    return str(error.value)


@pytest.mark.parametrize("name", ["good", "good-series", "malformed-items"])
def test_it_says_there_what_it_says_here(name: str) -> None:
    assert apart.read(fixture(name), TODAY, lambda: None) == read(fixture(name), TODAY)


def test_what_is_refused_there_is_refused_here_in_the_same_words() -> None:
    assert "cut short" in refused(fixture("malformed-cut-short"))
    assert "not UTF-8" in refused(fixture("malformed-latin-1"))


@pytest.mark.parametrize(
    ("source", "limits", "words"),
    [
        (SOME, structs.replace(LIMITS, input=9000), "no more than 9,000 are taken"),
        (SOME, structs.replace(LIMITS, components=100), "more than 100 components"),
        (SLOW, structs.replace(LIMITS, cpu=1), "more than 1 s of computing"),
        (SLOW, structs.replace(LIMITS, wall=0.2), "longer than 0.2 s"),
        (MANY, structs.replace(LIMITS, memory=40 << 20), "more than 40 MB of memory"),
        (SOME, structs.replace(LIMITS, output=9000), "is more than 9,000 bytes"),
    ],
    ids=["input", "components", "cpu", "wall", "memory", "output"],
)
def test_each_limit_ends_with_a_sentence(source: bytes, limits: Limits, words: str) -> None:
    assert words in refused(source, limits)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (calendar("X-A:" + "x" * (20 << 20)), "no more than 16,777,216 are taken"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 500_000, "50,000 components"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 40_000 + b"END:X\r\n" * 40_000, "8 deep"),
    ],
    ids=["20 MB", "half a million empty components", "40,000 deep"],
)
def test_what_is_too_much_is_refused(source: bytes, words: str) -> None:
    assert words in refused(source)


def test_a_line_of_10_mb_costs_no_more_than_its_event() -> None:
    long = event("long", "DESCRIPTION:" + "x" * 10_000_000)
    said = apart.read(calendar(event("good"), long), TODAY, lambda: None)
    assert [item.data["id"] for item in said.items] == ["good"]
    assert "a line of it has 10,000,012 characters" in said.asides[0].reasons["VEVENT"]


def children() -> list[str]:
    """The processes that this one has started and that are not gone."""
    task = Path(f"/proc/self/task/{os.getpid()}/children")
    return task.read_text().split() if task.exists() else []


def test_it_ends_at_once_where_it_is_no_longer_wanted() -> None:
    class Stop(Exception):
        pass

    looks = []

    def check() -> None:
        looks.append(time.monotonic())
        if len(looks) == 3:
            raise Stop

    before = children()
    with pytest.raises(Stop):
        apart.read(SLOW, TODAY, check)
    assert children() == before


def test_a_process_that_breaks_off_is_told_and_its_own_words_are_not(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(apart, "START", "import sys; sys.exit('\\x1b[31msecret')")
    assert "broke off" in refused(fixture("good"))
    monkeypatch.setattr(apart, "START", "print('nonsense')")
    assert "broke off" in refused(SOME)
    assert "secret" not in "".join(capfd.readouterr())


def test_it_knows_no_tokens_and_nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN", "s3cret")
    seen: list[tuple[list[str], dict[str, str]]] = []
    start = subprocess.Popen

    def watched(command: list[str], **how: Any) -> "subprocess.Popen[bytes]":
        seen.append((command[1:3], how["env"]))
        return start(command, **how)

    monkeypatch.setattr(subprocess, "Popen", watched)
    apart.read(fixture("good"), TODAY, lambda: None)
    ((flags, env),) = seen
    assert flags == ["-I", "-S"] and "s3cret" not in str(env)


def test_a_calendar_is_known_by_what_it_says_or_is_called() -> None:
    assert recognised(fixture("good"), "").name == "ics"
    assert recognised(fixture("odd-bare-newlines"), "text/plain").name == "ics"
    assert recognised(fixture("odd-folded-in-a-letter"), "").name == "ics"
    assert recognised(b"", "text/calendar").name == "ics"
    assert ADAPTERS["ics"].address("https://a.example/x.ics", "7") == "https://a.example/x.ics"


def test_members_are_found_by_their_whole_name() -> None:
    def known(name: str, kinds: tuple[str, ...]) -> str:
        return {"Italy": "IT"}.get(name, "") if "member" in kinds else ""

    told = ADAPTERS["ics"].read(fixture("good"), Asked("", TODAY, known=known))
    found = {record.id: record for record in told.records}
    assert getattr(found["plenary-12@rhine.example"], "attendees") == ("IT",)  # noqa: B009
    assert getattr(found["levels@rhine.example"], "owner_text") == "The upper states"  # noqa: B009
