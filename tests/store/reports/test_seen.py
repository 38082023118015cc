"""What is private keeps its name to itself, wherever it is referred to from."""

from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import StoreError
from store.kinds import Commitment, Group, Meeting, Member, Role, Statement, Update
from store.record import Link, Move, Record, Visibility
from store.reports.period import report
from store.reports.periods import read_period
from store.reports.readout import readout
from store.reports.seen import Named, Seen, Who
from tests.store.reports.desks import desk_with

LEVELS: tuple[Visibility, ...] = get_args(Visibility)
MANY = ("host", "owner", "group", "other", "role", "made", "closed", "said", "told", "next", "due")


def web(level: dict[str, Visibility]) -> list[Record]:
    """A meeting and all that can refer to it, each record as secret as it is said here; the id and
    the words of one that is secret say so."""

    def key(name: str) -> str:
        secret = level.get(name, "public")
        return name if secret == "public" else f"{name} {secret.upper()}"

    def how(name: str) -> dict[str, object]:
        return {"id": key(name), "visibility": level.get(name, "public")}

    def made(kind: type[Record], called: str, /, **fields: object) -> Record:
        return kind(**how(called), **fields)  # type: ignore[arg-type]

    def links(name: str) -> tuple[Link, ...]:
        return (Link(f"https://example.org/{key(name).replace(' ', '-')}", title=key(name)),)

    group = (key("group"),)
    return [
        made(Member, "host", name=key("host")),
        made(Member, "owner", name=key("owner")),
        made(Group, "group", name=key("group")),
        made(Group, "other", name=key("other")),
        made(Role, "role", member=key("owner"), group=key("other"), label="chair"),
        made(
            Meeting,
            "meeting",
            name="The meeting",
            start="2026-01-10",
            groups=(*group, key("other")),
            hosts=(key("host"),),
            attendees=(key("host"), key("owner")),
            regrets=(key("owner"),),
            links=links("meeting"),
            minutes="MINUTES",
            notes="NOTES",
            decisions="It was decided.",
        ),
        made(Meeting, "next", name=key("next"), start="2026-02-10", groups=group),
        made(Meeting, "due", name=key("due"), start="2026-02-20"),
        made(
            Statement,
            "said",
            meeting="meeting",
            act="urged",
            summary=key("said"),
            links=links("said"),
            by=(key("host"), key("owner")),
            about=(key("role"), key("due"), key("made")),
        ),
        made(
            Commitment,
            "made",
            summary=key("made"),
            meeting="meeting",
            due_at=key("due"),
            owners=(key("owner"), key("group")),
            asked_by=(key("host"),),
            group=key("other"),
            links=links("made"),
            status="stalled",
            moves=(Move("2026-01-20", "2026-01-30", "2026-01-15", "BY-NAME", key("made")),),
        ),
        made(
            Commitment,
            "closed",
            summary=key("closed"),
            closed_at="meeting",
            closed="2026-01-10",
            owners=(key("host"),),
            status="delivered",
            created="2025-01-01T00:00:00Z",
        ),
        made(
            Update,
            "told",
            commitment=key("made"),
            at="2026-01-10",
            meeting="meeting",
            member=key("owner"),
            text=key("told"),
            status="stalled",
        ),
    ]


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from(MANY), st.sampled_from(LEVELS)), st.sampled_from(LEVELS))
def test_nothing_secret_is_told(level: dict[str, Visibility], include: Visibility) -> None:
    secret = LEVELS[LEVELS.index(include) + 1 :]
    with desk_with(*web(level)) as desk:
        meeting = desk.store.get("meeting")
        assert isinstance(meeting, Meeting)
        told, withheld = readout(desk, meeting, include)
        period, _ = read_period(["2026-Q1"], desk)
        counted, withheld_too = report(desk, period, "", include)
    words = msgspec.json.encode((told, counted)).decode()
    leaking = [each for each in secret if each.upper() in words]
    assert not leaking, words
    assert level.get("due", "public") not in secret or "2026-02-20" not in words
    if include == "public":
        assert not [word for word in ("MINUTES", "NOTES", "BY-NAME") if word in words]
    hidden = [name for name, each in level.items() if each in secret]
    assert not hidden or "role" in hidden or withheld + withheld_too
    assert withheld <= len(hidden) and (hidden or not withheld)


def test_all_of_it_is_told_to_those_who_may_see_it() -> None:
    with desk_with(*web(dict.fromkeys(MANY, "confidential"))) as desk:
        meeting = desk.store.get("meeting")
        assert isinstance(meeting, Meeting)
        told, withheld = readout(desk, meeting, "confidential")
    words = msgspec.json.encode(told).decode()
    assert not withheld
    assert [name for name in MANY if f"{name} CONFIDENTIAL" not in words] == []
    assert "owner CONFIDENTIAL chair other CONFIDENTIAL" in words
    assert "MINUTES" in words and "NOTES" in words


def test_who_is_not_to_be_named_is_counted() -> None:
    hidden = Member(id="m", name="Secret")
    with desk_with(hidden, Member(id="IT", name="Italy", visibility="public")) as desk:
        seen = Seen(desk.names, "public")
        assert seen.who(("IT", "m"), "words").text == "Italy and 1 not named"
        assert seen.who(("m",)).text == "1 not named"
        assert seen.who((), "the chair") == Who("the chair")
        assert seen.who(()) == Who()
        assert seen.withheld == 1


def test_what_is_not_here_is_named_to_those_who_may_see_everything_only() -> None:
    with desk_with() as desk:
        assert Seen(desk.names, "confidential").named("gone") == Named("gone", "gone")
        assert Seen(desk.names, "private").named("gone") is None


@pytest.mark.parametrize("include", LEVELS[:2])
def test_a_meeting_that_is_too_secret_has_no_readout(include: Visibility) -> None:
    with desk_with(Meeting(id="t", name="T", visibility="confidential")) as desk:
        meeting = desk.store.get("t")
        assert isinstance(meeting, Meeting)
        with pytest.raises(StoreError, match="--include confidential"):
            readout(desk, meeting, include)
        assert readout(desk, meeting, "confidential")[1] == 0
