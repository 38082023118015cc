"""From minutes to records: one batch, nothing twice, and what becomes of lines that change."""

from typing import Any

import pytest
from msgspec import structs

from store.errors import StoreError
from store.journal.batch import now
from store.kinds import Commitment, Statement, Update
from store.minutes.items import AS_WORDS
from store.minutes.plan import Plan, Row
from store.minutes.planning import plan
from store.minutes.versions import called, saved, taken_back
from store.store import Store
from store.verbs import edited
from tests.store.minutes.conftest import NIAMEY, meeting_of

TEXT = """\
Topic: Terms of reference
Present+ Italy, Morocco, Niger
Regrets+ Belgium
ACTION: Italy, Morocco to send terms of reference by 30 June
COMMITMENT: AFG to meet again by the next ministerial
Some words in between.
PROGRESS C42: on track; the posts are chosen
STATEMENT: Belgium welcomed Burkina Faso as a member.
RESOLUTION: The plan is endorsed.
"""


def planned(store: Store, text: str, answers: Any = {}) -> Plan:  # noqa: B006
    return plan(store, meeting_of(store), text, answers)


def save(store: Store, text: str, also: set[str] = frozenset(), **how: Any) -> Plan:  # type: ignore[assignment]
    """Save the minutes, taking what is taken by default and rows of these titles too."""
    found = planned(store, text, how.get("answers", {}))
    taken = {row.key for row in found.rows if row.taken or row.title in also}
    pairs = found.pairs(taken, final=how.get("final", False), by="desk", at=now())
    store.apply("minutes", pairs)
    return found


def made(store: Store, kind: type[Any]) -> list[Any]:
    return [r for r in store.of(kind) if r.meeting == NIAMEY and not r.modified < "2026-07"]


def titles(found: Plan) -> list[str]:
    return [row.title for row in found.rows]


def test_one_batch_makes_all_of_it_and_one_undo_takes_it_back(coalition: Store) -> None:
    before = meeting_of(coalition)
    save(coalition, TEXT)
    action, promise = sorted(made(coalition, Commitment), key=lambda c: c.due_at)
    assert action == structs.replace(
        action,
        summary="Send terms of reference",
        text="Italy, Morocco to send terms of reference by 30 June",
        classification="task",
        owners=("IT", "MA"),
        group="africa-focus-group",
        due="2023-06-30",
        status="",
        visibility="private",
    )
    assert (promise.summary, promise.owners) == ("Meet again", ("africa-focus-group",))
    assert (promise.due_at, promise.classification) == ("2023-06-08-riyadh", "")
    (update,) = made(coalition, Update)
    assert (update.commitment, update.at, update.act) == ("C42", "2023-03-01", "progress")
    assert (update.status, update.text) == ("on track", "the posts are chosen")
    (statement,) = made(coalition, Statement)
    assert (statement.act, statement.by) == ("welcomed", ("BE",))
    meeting = meeting_of(coalition)
    assert (meeting.attendees, meeting.regrets) == (("IT", "MA", "NE"), ("BE",))
    assert (meeting.decisions, meeting.minutes) == ("- The plan is endorsed.", TEXT)
    assert called(meeting) == "version 1, draft"
    coalition.undo()
    undone = structs.replace(meeting_of(coalition), modified=before.modified, sequence=0)
    assert undone == before
    assert made(coalition, Commitment) == []


def test_the_same_minutes_again_make_nothing_twice(coalition: Store) -> None:
    save(coalition, TEXT)
    again = planned(coalition, TEXT)
    assert (again.rows, again.known) == ((), 5)
    shouted = TEXT.upper().replace("PROGRESS C42", "progress  c42")
    assert planned(coalition, shouted).rows == ()
    assert planned(coalition, "ACTION: Italy to go\n" + TEXT).rows[0].line == 0
    for record in (*made(coalition, Commitment), *made(coalition, Statement)):
        by_hand = structs.replace(record, text="changed by hand", summary="changed by hand")
        coalition.apply("edit", [(record, by_hand)])
    assert planned(coalition, TEXT).rows == ()


def test_two_desks_make_the_same_records(coalition: Store) -> None:
    """The id follows from the meeting and the line; twice the same line are two."""
    (first, second) = (
        row.pairs[0][1] for row in planned(coalition, "ACTION: Italy to go\n" * 2).rows
    )
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert structs.replace(first, id=second.id) == second
    again = planned(coalition, "action:  ITALY to go").rows[0].pairs[0][1]
    assert again is not None
    assert again.id == first.id
    assert len(first.id) == 8
    coalition.apply("add", [(None, structs.replace(first, meeting="", extra={}))])
    (other,) = planned(coalition, "ACTION: Italy to go").rows
    record = other.pairs[0][1]
    assert record is not None
    assert record.id != first.id, "that id is another's"
    save(coalition, "ACTION: Italy to go")
    assert planned(coalition, "ACTION: Italy to go").rows == ()


def test_a_changed_line_changes_the_record_it_made(coalition: Store) -> None:
    save(coalition, TEXT)
    (record,) = (c for c in made(coalition, Commitment) if c.due)
    coalition.apply("edit", [(record, structs.replace(record, summary="By hand", desk="Anna"))])
    later = TEXT.replace("send terms of reference by 30 June", "send the terms by 31 July")
    later = later.replace("The plan is", "The whole plan is")
    found = save(coalition, later)
    assert titles(found) == [
        "Action changed: Italy, Morocco: Send the terms · due Mon 31 Jul 2023",
        "Decided: The whole plan is endorsed., in the place of: The plan is endorsed.",
    ]
    assert found.rows[0].notes == ("Summary was changed by hand since, and stays.",)
    now_ = coalition.get(record.id)
    assert isinstance(now_, Commitment)
    assert (now_.due, now_.summary, now_.desk, now_.moves) == ("2023-07-31", "By hand", "Anna", ())
    assert now_.text == "Italy, Morocco to send the terms by 31 July"
    assert meeting_of(coalition).decisions == "- The whole plan is endorsed."
    assert planned(coalition, later).rows == ()
    assert len(made(coalition, Commitment)) == 2
    back = save(coalition, TEXT)  # and back to the words it was made of
    assert [row.sort for row in back.rows] == ["change", "decision"]
    assert planned(coalition, TEXT).rows == ()


def test_what_a_removed_line_made_stays_unless_it_is_said(coalition: Store) -> None:
    save(coalition, TEXT)
    less = "\n".join(TEXT.splitlines()[:4])
    found = planned(coalition, less)
    gone = [
        "Delete the commitment: Meet again",
        "Delete the update: progress 2023-03-01",
        "Delete the statement: welcomed Burkina Faso as a member.",
        "Decided no longer: The plan is endorsed.",
    ]
    assert sorted(titles(found)) == sorted(gone)
    assert not any(row.taken for row in found.rows)
    save(coalition, less, {gone[0], gone[3]})
    assert [c.summary for c in made(coalition, Commitment)] == ["Send terms of reference"]
    assert meeting_of(coalition).decisions == ""
    assert len(made(coalition, Update)) == 1
    again = planned(coalition, TEXT)
    assert [(row.sort, row.taken) for row in again.rows] == [("new", True), ("decision", True)]


def test_what_was_left_out_or_deleted_is_not_taken_by_itself_again(coalition: Store) -> None:
    found = planned(coalition, TEXT)
    taken = {row.key for row in found.rows if row.sort != "new"}
    coalition.apply("minutes", found.pairs(taken, final=False, by="desk", at=now()))
    again = planned(coalition, TEXT)
    assert [(row.sort, row.taken, len(row.notes)) for row in again.rows] == [("new", False, 1)] * 4
    meeting = meeting_of(coalition)
    coalition.apply("edit", [(meeting, structs.replace(meeting, attendees=()))])
    assert {row.sort for row in planned(coalition, TEXT).rows} == {"new"}, "recorded otherwise"


def test_minutes_that_were_typed_elsewhere_are_taken_in_whole(coalition: Store) -> None:
    meeting = meeting_of(coalition)
    coalition.apply("edit", [(meeting, structs.replace(meeting, minutes=TEXT))])
    assert sum(row.taken for row in planned(coalition, TEXT).rows) == 7


def test_nothing_is_made_before_its_doubts_are_answered(coalition: Store) -> None:
    text = "ACTION: Itly, Holland and Niger to go by 03/04/2023\nPresent+ Holland, Niger"
    found = planned(coalition, text)
    assert [row.taken for row in found.rows] == [False, True, False]
    assert [doubt.key for doubt in found.doubts] == [
        ("who", "itly"),
        ("who", "holland"),
        ("due", "by 03/04/2023"),
    ]
    answers = {("who", "itly"): "IT", ("who", "holland"): AS_WORDS, ("due", "by 03/04/2023"): ""}
    found = save(coalition, text, answers=answers)
    assert found.doubts == ()
    (made_,) = made(coalition, Commitment)
    assert (made_.owners, made_.owner_text, made_.due) == (("IT", "NE"), "Holland", "")
    assert made_.summary == "Go by 03/04/2023"
    assert meeting_of(coalition).attendees == ("NE",)
    assert planned(coalition, text).doubts == (), "it is not asked again"


def test_each_doubt_has_its_answer(coalition: Store) -> None:
    text = "ACTION: Report\nACTION: Italy to go by 3/4/23\nPROGRESS X: stalled\nSTATEMENT: So be it"
    found = planned(coalition, text)
    given = ("BE", "2023-06-08-riyadh", "C42", "affirmed")
    answers = {doubt.key: answer for doubt, answer in zip(found.doubts, given, strict=True)}
    save(coalition, text, answers=answers)
    report, go = sorted(made(coalition, Commitment), key=lambda c: c.due_at)
    assert (report.owners, go.due_at) == (("BE",), "2023-06-08-riyadh")
    assert [u.commitment for u in made(coalition, Update)] == ["C42"]
    assert [s.act for s in made(coalition, Statement)] == ["affirmed"]
    only_words = planned(coalition, "ACTION: Go", {("owner", "go"): AS_WORDS})
    assert len(only_words.doubts) == 1, "somebody must owe it"


def commitment(store: Store, id: str = "C42") -> Commitment:
    found = store.get(id)
    assert isinstance(found, Commitment)
    return found


def test_delivered_closes_the_commitment_along_with_it(coalition: Store) -> None:
    save(coalition, "PROGRESS C42: delivered; all of it\nPROGRESS C43: withdrawn")
    done = commitment(coalition)
    assert (done.status, done.closed, done.closed_at) == ("delivered", "2023-03-01", NIAMEY)
    assert commitment(coalition, "C43").status == "withdrawn"
    coalition.undo()
    assert commitment(coalition).status == ""


def test_one_of_several_owners_does_not_close_it(coalition: Store) -> None:
    old = commitment(coalition)
    coalition.apply("edit", [(old, structs.replace(old, owners=("IT", "MA")))])
    save(coalition, "PROGRESS C42 (Italy): delivered")
    assert commitment(coalition).status == ""
    (update,) = made(coalition, Update)
    assert (update.member, update.status) == ("IT", "delivered")


def test_a_score_is_an_assessment(coalition: Store) -> None:
    save(coalition, "PROGRESS C42: -1; nothing yet")
    (update,) = made(coalition, Update)
    assert (update.act, update.score, update.text) == ("assessment", -1, "nothing yet")


def test_two_reports_on_one_commitment_are_one_change_of_it(coalition: Store) -> None:
    save(coalition, "PROGRESS C42: stalled\nPROGRESS C42: delivered\nPROGRESS C42: lapsed")
    assert len(made(coalition, Update)) == 3
    assert commitment(coalition).closed == "2023-03-01"


def test_attendance_adds_and_takes_out_and_what_was_recorded_stays(coalition: Store) -> None:
    meeting = meeting_of(coalition)
    coalition.apply("edit", [(meeting, structs.replace(meeting, attendees=("BE",)))])
    save(coalition, "Present+ Italy, Niger\nRegrets+ Italy\nPresent- Niger\nPresent: 40")
    meeting = meeting_of(coalition)
    assert (meeting.attendees, meeting.regrets) == (("BE",), ("IT",))
    assert meeting.attendees_count == 40


def test_decisions_that_stand_there_are_kept_and_none_is_written_twice(coalition: Store) -> None:
    meeting = meeting_of(coalition)
    there = structs.replace(meeting, decisions="It was long.\n\n1. To go home.")
    coalition.apply("edit", [(meeting, there)])
    save(coalition, "RESOLUTION: to go HOME.\nRESOLUTION: To come back.\nRESOLVED: To eat.")
    assert meeting_of(coalition).decisions == (
        "It was long.\n\n1. To go home.\n\n- To come back.\n- To eat."
    )


# ---------------------------------------------------------------- versions


def test_from_draft_to_final_version_by_version(coalition: Store) -> None:
    meeting = meeting_of(coalition)
    first = saved(meeting, "One", final=False, by="Anna", at="2026-03-01T10:00:00Z")
    assert called(first) == "version 1, draft"
    more = saved(first, "Two", final=False, by="Bo", at="2026-03-02T10:00:00Z")
    assert (called(more), more.minutes_by) == ("version 1, draft", "Bo")
    final = saved(more, "Two", final=True, by="Anna", at="2026-03-03T10:00:00Z")
    assert called(final) == "version 1, final"
    assert (final.minutes_by, final.minutes_at) == ("Anna", "2026-03-03T10:00:00Z")
    assert saved(final, "Two", final=False, by="Bo", at="") == final, "it stays final"
    assert called(taken_back(final, by="Bo", at="")) == "version 1, draft"
    again = saved(final, "Three", final=False, by="Bo", at="")
    assert called(again) == "version 2, draft"
    with pytest.raises(StoreError, match="not final"):
        taken_back(again, by="Bo", at="")
    assert called(saved(again, "Three", final=True, by="Bo", at="")) == "version 2, final"
    assert saved(meeting, "", final=False, by="", at="") == meeting


def test_final_minutes_that_are_edited_elsewhere_are_a_draft_again(coalition: Store) -> None:
    final = saved(meeting_of(coalition), "One", final=True, by="Anna", at="2026-03-01T10:00:00Z")
    _, new = edited(final, structs.replace(final, minutes="Two"), None)
    assert (called(new), new.minutes_by) == ("version 2, draft", "")  # type: ignore[arg-type,union-attr]
    assert edited(final, structs.replace(final, name="Other"), None)[1] == structs.replace(
        final, name="Other"
    )


def test_a_row_says_where_it_stands(coalition: Store) -> None:
    rows: tuple[Row, ...] = planned(coalition, TEXT).rows
    assert [row.line for row in rows] == [1, 2, 3, 4, 6, 7, 8]
    assert len({row.key for row in rows}) == 7


def test_minutes_that_were_changed_elsewhere_are_still_tied_to_their_records(
    coalition: Store,
) -> None:
    save(coalition, TEXT)
    meeting = meeting_of(coalition)
    later = TEXT.replace("by 30 June", "by 31 July") + "ACTION: Niger to host\n"
    by_hand = edited(meeting, structs.replace(meeting, minutes=later), None)
    coalition.apply("edit", [by_hand])
    assert meeting_of(coalition).minutes_at == ""
    assert [(row.sort, row.taken) for row in planned(coalition, later).rows] == [
        ("change", True),
        ("new", True),
    ]


def test_what_comes_back_is_made_anew_when_it_is_reported_delivered(coalition: Store) -> None:
    old = commitment(coalition)
    again = structs.replace(old, due="2023-03-01", rrule="FREQ=YEARLY")
    coalition.apply("edit", [(old, again)])
    save(coalition, "PROGRESS C42: delivered")
    (following,) = [c for c in coalition.of(Commitment) if c.due == "2024-03-01"]
    assert (following.summary, following.status) == (old.summary, "")
