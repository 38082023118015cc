"""What must hold across fields and records."""

import pytest
from msgspec import structs

from store.kinds import Commitment, Group, Meeting, Member, Role
from store.record import Record
from store.rules import disordered, entered, received
from store.store import Refused, Store
from store.verbs import Pair


def promise(id: str, **fields: object) -> Commitment:
    return structs.replace(Commitment(id=id, summary="Send the terms", owners=("MA",)), **fields)


def refused(store: Store, *pairs: Pair) -> dict[str, str]:
    before = {kind: dict(store.records(kind)) for kind in ("commitment", "meeting", "role")}
    with pytest.raises(Refused) as told:
        store.apply("try", pairs)
    assert {kind: dict(store.records(kind)) for kind in before} == before
    return {
        name: why for by_field in told.value.problems.values() for name, why in by_field.items()
    }


def test_somebody_must_owe_a_commitment(coalition: Store) -> None:
    assert "owners" in refused(coalition, (None, promise("x", owners=())))
    coalition.apply("add", [(None, promise("x", owners=(), owner_text="countries of origin"))])
    assert coalition.get("x") is not None


def test_a_reference_points_at_a_record_of_the_right_kind(coalition: Store) -> None:
    assert (
        "there is no record" in refused(coalition, (None, promise("x", owners=("XX",))))["owners"]
    )
    wrong = refused(coalition, (None, promise("x", meeting="IT")))
    assert wrong["meeting"] == "IT is a member, not a meeting"


def test_a_reference_may_point_at_what_comes_in_the_same_batch(coalition: Store) -> None:
    meeting = Meeting(id="new", name="Next")
    coalition.apply("both", [(None, promise("x", meeting="new")), (None, meeting)])
    assert coalition.get("x") is not None


def test_an_end_does_not_come_before_its_start(coalition: Store) -> None:
    early = Meeting(id="m", name="M", start="2026-03-02", end="2026-03-01")
    assert "comes before" in refused(coalition, (None, early))["end"]
    hours = Meeting(
        id="m", name="M", start="2026-03-02T10:00[Europe/Rome]", end="2026-03-02T09:00[Europe/Rome]"
    )
    assert "end" in refused(coalition, (None, hours))
    role = Role(id="r", member="IT", group="ftf", label="chair", start="2023-06", end="2023")
    coalition.apply("possible", [(None, role)])


def test_nothing_waits_for_itself(coalition: Store) -> None:
    assert "leads back" in refused(coalition, (None, promise("x", depends_on=("x",))))["depends_on"]
    a, b, c = promise("a"), promise("b", depends_on=("a",)), promise("c", depends_on=("b",))
    coalition.apply("chain", [(None, a), (None, b), (None, c)])
    now = coalition.get("a")
    assert isinstance(now, Commitment)
    why = refused(coalition, (now, structs.replace(now, depends_on=("c",))))
    assert why["depends_on"].endswith("a → c → b → a")


def test_a_group_is_not_its_own_grandparent(coalition: Store) -> None:
    old = {id_: coalition.get(id_) for id_ in ("ftf", "cifg")}
    pairs: list[Pair] = [
        (old["ftf"], structs.replace(old["ftf"], parent="cifg")),  # type: ignore[type-var]
        (old["cifg"], structs.replace(old["cifg"], parent="ftf")),  # type: ignore[type-var]
    ]
    with pytest.raises(Refused, match="leads back"):
        coalition.apply("circle", pairs)


def test_what_others_sent_may_point_at_what_is_not_here(coalition: Store) -> None:
    coalition.apply("sync", [(None, promise("x", owners=(), meeting="later"))], received)
    sent = coalition.get("x")
    assert isinstance(sent, Commitment)
    assert set(entered(coalition)(sent)) == {"owners", "meeting"}
    assert received(coalition)(sent) == {}


def test_an_id_is_taken_only_once_whatever_the_kind(coalition: Store) -> None:
    assert "already the id of a member" in refused(coalition, (None, promise("IT")))["id"]


def test_what_is_referred_to_does_not_go_alone(coalition: Store) -> None:
    group: Record | None = coalition.get("africa-focus-group")
    assert isinstance(group, Group)
    assert "still referred to" in refused(coalition, (group, None))["id"]


def test_dates_out_of_order_are_found_without_a_record() -> None:
    assert disordered(Member, {"joined": "2026-05", "left": "2026-04"}) == {
        "left": "2026-04 comes before joined (2026-05)"
    }
    for left in ("2026", "2026-05", "", "2027"):  # perhaps, and not certainly, before it
        assert disordered(Member, {"joined": "2026-05", "left": left}) == {}
    assert disordered(Member, {"left": "2026"}) == {}
