"""The doctor says what is wrong with records, one sentence each, and nothing of sound ones."""

from msgspec import structs

from store.doctor import examine_records
from store.journal.batch import Change, new_batch
from store.kinds import Commitment, Meeting
from store.rules import received
from store.store import Store


def tamper(store: Store, kind: str, id: str, **values: object) -> None:
    """Write values that the door would not let in, as an older or other program might have."""
    record = store.get(id)
    before = {name: getattr(record, name) for name in values}
    before = {name: value for name, value in before.items() if value}
    store.journal.commit(new_batch("tamper", [Change(kind, id, before, dict(values))]))


def test_the_coalitions_facts_are_sound(coalition: Store) -> None:
    assert list(examine_records(coalition)) == []


def test_a_reference_that_leads_nowhere_is_found(coalition: Store) -> None:
    lost = Commitment(id="lost", summary="S", owners=("nobody",), meeting="IT")
    coalition.apply("came", [(None, lost)], received)
    assert list(examine_records(coalition)) == [
        "commitment lost: owners: there is no record nobody",
        "commitment lost: meeting: IT is a member, not a meeting",
    ]


def test_a_value_that_could_not_be_entered_is_found(coalition: Store) -> None:
    tamper(coalition, "commitment", "C32", due="soonish")
    (finding,) = examine_records(coalition)
    assert finding.startswith("commitment C32: due: ")


def test_a_value_that_would_be_written_otherwise_is_found(coalition: Store) -> None:
    tamper(coalition, "commitment", "C32", summary="Words \x1b[31m in red")
    assert list(examine_records(coalition)) == [
        "commitment C32: summary: this is not written as it would be today"
    ]


def test_an_end_before_its_start_is_found(coalition: Store) -> None:
    meeting = coalition.get("2021-12-02-brussels")
    assert isinstance(meeting, Meeting)
    tamper(coalition, "meeting", meeting.id, end="1999")
    (finding,) = examine_records(coalition)
    assert finding.startswith("meeting 2021-12-02-brussels: end: 1999 comes before start")
    assert structs.replace(meeting, end="1999") == coalition.get(meeting.id)
