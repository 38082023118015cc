"""Minutes and attendance: one writes what is said, answers what is asked, and it is recorded."""

from typing import Any

import pytest
from msgspec import structs
from textual.events import Paste

from store.desk import Desk
from store.kinds import Commitment, Meeting, Statement, Update
from tests.tui.hostile import HOSTILE
from tests.tui.journey import Person, sitting
from tests.tui.test_hostile import harmless, hostile_desk
from tests.tui.test_sizes import SIZES, check, in_the_look
from tui.drafts import Drafts
from tui.screens.attendance import AttendanceScreen
from tui.screens.capturing import CapturingScreen
from tui.screens.minutes import MinutesScreen

__all__ = ["hostile_desk"]

NIAMEY = "2023-03-01-niamey-afg"
AT = ("meeting", f"id:{NIAMEY}")
TEXT = """\
Topic: Terms of reference
Present+ Italy, Morocco, Holland
ACTION: Italy, Itly to send terms of reference by 30 June
PROGRESS C42: on track; the posts are chosen
STATEMENT: Belgium welcomed Burkina Faso
RESOLUTION: The plan is endorsed."""


def meeting_of(desk: Desk) -> Meeting:
    found = desk.store.get(NIAMEY)
    assert isinstance(found, Meeting)
    return found


def made(desk: Desk, kind: type[Any]) -> list[Any]:
    """The records of a kind that were made at the meeting since the data came."""
    return [r for r in desk.store.of(kind) if r.meeting == NIAMEY and r.modified > "2026-06-02"]


def writing(person: Person) -> MinutesScreen:
    return next(s for s in person.app.screen_stack if isinstance(s, MinutesScreen))


async def paste(person: Person, text: str) -> None:
    writing(person).editor.insert(text)
    await person.settle()


# ---------------------------------------------------------------- minutes


async def test_what_is_written_is_recognised_asked_about_and_made(desk: Desk) -> None:
    async with sitting(desk, (120, 40), *AT) as person:
        await person.press("M")
        person.sees("Minutes · Africa Focus Group plenary, Niamey", "nothing written yet")
        await person.type("acti")
        await person.press("tab")
        await person.type("Italy to send terms by 30 June")
        person.sees("1· actiON: Italy", "Italy: Send terms · due Fri 30 Jun 2023", "1 recognised")
        await person.press("ctrl+a", "ctrl+k")
        await paste(person, TEXT)
        person.sees("2 ask · 6 recognised", "2? Present+", "? Action")
        await person.press("ctrl+n")
        person.sees("? no member is called “Holland”")
        await person.press("ctrl+s")
        person.sees("Version 1, draft · 4 of 6 taken · 2 questions open")
        await person.press("w")
        person.sees("“Holland” stays words")
        await person.press("enter")
        person.sees("Who is meant?  “Itly”", "Italy", "Keep the words")
        await person.press("enter")
        person.sees("“Itly” is Italy", "5 of 5 taken")
        await person.press("ctrl+s")
        await person.until(lambda: "version 1, draft" in person.seen)
        assert person.told[-1].startswith("Saved: version 1, draft · 3 records made · u undoes")
        (action,) = made(desk, Commitment)
        assert (action.owners, action.owner_text, action.due) == (("IT",), "", "2023-06-30")
        assert [u.commitment for u in made(desk, Update)] == ["C42"]
        assert [s.by for s in made(desk, Statement)] == [("BE",)]
        meeting = meeting_of(desk)
        assert (meeting.attendees, meeting.decisions) == (("IT", "MA"), "- The plan is endorsed.")
        assert meeting.minutes == TEXT
        assert Drafts(desk.store.journal.folder).every() == []
        await person.press("ctrl+s")
        assert person.told[-1] == "Nothing to change: it is saved already."
        await person.press("escape")
        person.sees("Meetings")
        await person.press("u")
        assert made(desk, Commitment) == []
        assert meeting_of(desk).minutes == ""


async def test_a_line_that_is_changed_or_gone_is_asked_about(desk: Desk) -> None:
    async with sitting(desk, (120, 40), *AT) as person:
        await person.press("M")
        await paste(person, "ACTION: Italy to send terms by 30 June\nACTION: Niger to host")
        await person.press("ctrl+s", "ctrl+s")
        assert len(made(desk, Commitment)) == 2
        writing(person).editor.load_text("ACTION: Italy to send the terms by 31 July")
        await person.settle()
        person.sees("version 1, draft, changed since")
        await person.press("ctrl+s")
        person.sees("[x] Action changed: Italy: Send", "[ ] Delete the commitment: Host")
        person.sees("1 of 2 taken")
        await person.press("down", "space")
        person.sees("2 of 2 taken")
        await person.press("ctrl+s")
        (left,) = made(desk, Commitment)
        assert (left.summary, left.due) == ("Send the terms", "2023-07-31")


async def test_esc_keeps_a_draft_that_is_offered_again_and_listed(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("M")
        await person.type("Topic: Money")
        await person.press("escape")
        assert person.told[-1] == "What you typed is kept as a draft."
        await person.press("M")
        await person.until(lambda: "ctrl+r takes it, ctrl+t drops it" in person.seen)
        await person.press("ctrl+r")
        person.sees("Topic: Money")
        await person.press("escape", "e")
        person.sees_not("There is a draft")
        await person.press("escape", "D")
        person.sees("Minutes: Africa Focus Group p")
        await person.press("enter")
        await person.until(lambda: "Topic: Money" in person.seen)
        await person.press("escape", "M")
        await person.until(lambda: "There is a draft" in person.seen)
        await person.press("ctrl+t")
        person.sees("nothing written yet")
        assert Drafts(desk.store.journal.folder).every() == []


async def test_what_is_typed_is_kept_when_the_program_ends(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("M")
        await person.type("Topic: Money")
        await person.press("ctrl+q")
        (draft,) = Drafts(desk.store.journal.folder).every()
        assert (draft.key, draft.words) == (NIAMEY, {"minutes": "Topic: Money"})


async def test_minutes_are_made_final_and_only_the_last_time_is_taken_back(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("M", "ctrl+f")
        assert person.told[-1] == "There is nothing to make final yet."
        await person.type("All went well.")
        await person.press("ctrl+f")
        person.sees("Make the minutes final, as version 1?")
        await person.press("y")
        await person.until(lambda: "version 1, final" in person.seen)
        await person.press("ctrl+f")
        person.sees("Take back that version 1 is final?")
        await person.press("y")
        await person.until(lambda: "version 1, draft" in person.seen)
        await person.press("ctrl+f", "y")
        await person.until(lambda: "version 1, final" in person.seen)
        assert meeting_of(desk).minutes_by == "desk"
        await person.type(" Nearly.")
        person.sees("version 1, final; saving makes version 2, a draft")
        await person.press("ctrl+s")
        await person.until(lambda: "version 2, draft" in person.seen)
        await person.press("ctrl+f")
        person.sees("as version 2?")
        await person.press("escape", "escape", "L")
        labels = [batch.label.rpartition(": ")[2] for batch in desk.store.history(NIAMEY)]
        assert labels[:5] == [
            *("version 2, draft", "version 1, final", "version 1, draft", "version 1, final"),
            labels[4],
        ]
        person.sees("minutes of Africa Focus Group")


async def test_somebody_else_changed_the_minutes_meanwhile(desk: Desk) -> None:
    async with sitting(desk, (120, 40), *AT) as person:
        await person.press("M")
        await person.type("Mine")
        meeting = meeting_of(desk)
        other = structs.replace(meeting, minutes="Theirs", city="Niamey (2)")
        desk.store.apply("edit", [(meeting, other)])
        await person.press("ctrl+s")
        person.sees("Somebody else changed this meanwhile", "Theirs", "Mine")
        await person.press("t", "ctrl+s")
        person.sees("1  Theirs")
        await person.until(lambda: "There is a draft" in person.seen)
        await person.press("ctrl+r")
        await person.press("ctrl+s")
        await person.until(lambda: meeting_of(desk).minutes == "Mine")
        assert meeting_of(desk).city == "Niamey (2)"


async def test_one_begins_a_report_on_a_matter_arising(desk: Desk) -> None:
    async with sitting(desk, (120, 40), *AT) as person:
        await person.press("M", "ctrl+p")
        person.sees("Report on", "Another", "Africa Focus Group")
        await person.press("enter")
        assert writing(person).editor.text.startswith("PROGRESS C")
        await person.type("on track; good")
        person.sees("· on track · good")


async def test_another_is_found_or_made_for_a_name_that_is_not_known(desk: Desk) -> None:
    async with sitting(desk, (120, 40), *AT) as person:
        await person.press("M")
        await paste(person, "Present+ Ruritania")
        await person.press("ctrl+s", "enter")
        person.sees("Another")
        await person.press("a" if "a  Another" in person.seen else "enter")
        person.sees("Who is meant?", "made with ctrl+n")
        await person.press("ctrl+n")
        await person.type("Ruritania")
        await person.press("ctrl+s")
        await person.until(lambda: not person.app.screen.query("FormScreen"))
        await person.press("ctrl+s")
        await person.until(lambda: isinstance(person.app.screen, CapturingScreen))
        person.sees("“Ruritania” is Ruritania", "[x] Present: Ruritania")
        await person.press("ctrl+s")
        await person.until(lambda: bool(meeting_of(desk).attendees))
        assert desk.names.name(meeting_of(desk).attendees[0]) == "Ruritania"


async def test_in_a_small_window_a_key_goes_to_what_is_recognised(desk: Desk) -> None:
    async with sitting(desk, (40, 15), *AT) as person:
        await person.press("M")
        await paste(person, TEXT)
        person.sees("1· Topic", "2? Present+")
        person.sees_not("Recognised")
        await person.press("ctrl+l")
        person.sees("Recognised", "? Present")
        await person.press("j", "j", "enter")
        assert writing(person).editor.cursor_location == (2, 0)
        person.sees_not("Recognised")


async def test_typing_stays_quick_in_thousands_of_lines(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("M")
        lines = (f"ACTION: Italy to send paper {n}" for n in range(4_000))
        await paste(person, "\n".join(lines))
        person.sees("4000 recognised")
        await person.type("!")
        assert writing(person)._reader.anew <= 3
        person.sees("paper 3999!")


async def test_what_is_too_long_is_refused_in_a_sentence(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("M")
        person.app.post_message(Paste("x" * 5_000_000))
        await person.settle()
        assert "a million characters" in person.told[-1]
        assert writing(person).editor.text == ""
        person.app.post_message(Paste("Topic: once\n"))
        await person.settle()
        assert writing(person).editor.text == "Topic: once\n"


async def test_hostile_text_and_names_harm_no_screen(hostile_desk: Desk) -> None:
    desk = hostile_desk
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("M")
        members = [desk.names.heading(m) for m in desk.store.find("member")][-40:]
        whole = [f"{word} {text}" for word in ("ACTION:", "Present+") for text in HOSTILE.values()]
        whole += [f"Present+ {name}" for name in members]
        await paste(person, "\n".join(whole))
        for way in ("ctrl+n", "ctrl+n", "ctrl+l", "G", "escape"):
            await person.press(way)
            harmless(person)
        await person.press("ctrl+s")
        assert isinstance(person.app.screen, CapturingScreen)
        for way in ("w", "w", "enter", "escape", "G", "g", "*", "*"):
            await person.press(way)
            harmless(person)
        await person.press("escape", "escape", "P")
        for way in ("G", "p", "space", "/"):
            await person.press(way)
            harmless(person)


# ---------------------------------------------------------------- attendance


async def test_a_key_for_each_delegation_and_one_change_saves_it(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("P")
        person.sees("Who was there", "Members on the day", "[ ]          Afghanistan", "38 counted")
        await person.press("p", "r", "a", "space", "space", "p")
        person.sees("2 present · 1 regrets", "[+] present  Afghanistan", "[-] regrets  Albania")
        await person.press("/")
        for name in ("mor", "niger", "us"):
            await person.type(name)
            await person.press("enter")
        person.sees("5 present", "[+] present  United States")
        await person.type("zzz")
        await person.press("enter")
        assert person.told[-1] == "Nobody is called “zzz”."
        await person.press("escape", "#")
        person.sees("How many came?")
        await person.press("backspace", "backspace", "4", "0", "ctrl+s")
        person.sees("40 counted in all")
        await person.press("ctrl+s")
        await person.until(lambda: "Recorded: 5 present, 1 regrets · u undoes" in person.told)
        meeting = meeting_of(desk)
        assert meeting.attendees == ("AF", "AT", "MA", "NE", "US")
        assert (meeting.regrets, meeting.attendees_count) == (("AL",), 40)
        await person.press("u")
        assert meeting_of(desk).attendees == ()


async def test_what_was_recorded_stays_and_what_others_record_too(desk: Desk) -> None:
    before = meeting_of(desk)
    desk.store.apply("edit", [(before, structs.replace(before, attendees=("IT",)))])
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("P", "p")
        person.sees("2 present")
        meeting = meeting_of(desk)
        also = structs.replace(meeting, attendees=("IT", "BE"), city="Elsewhere")
        desk.store.apply("edit", [(meeting, also)])
        await person.until(lambda: "3 present" in person.seen)
        await person.press("ctrl+s")
        assert meeting_of(desk).attendees == ("IT", "BE", "AF")
        assert meeting_of(desk).city == "Elsewhere"


async def test_all_others_were_there(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("P", "r", "*")
        person.sees("84 present · 1 regrets")
        await person.press("*")
        person.sees("0 present · 1 regrets")


async def test_attendance_that_was_not_saved_is_offered_again(desk: Desk) -> None:
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("P", "p", "r", "escape")
        assert person.told[-1] == "What you typed is kept as a draft."
        await person.press("P")
        await person.until(lambda: "There is a draft" in person.seen)
        person.sees("0 present")
        await person.press("ctrl+r")
        person.sees("1 present · 1 regrets")
        await person.press("ctrl+s")
        assert meeting_of(desk).regrets == ("AL",)
        assert Drafts(desk.store.journal.folder).every() == []


async def test_who_possibly_was_a_member_comes_after_those_who_were(desk: Desk) -> None:
    italy = desk.store.get("IT")
    assert italy is not None
    desk.store.apply("edit", [(italy, structs.replace(italy, joined="2023"))])
    async with sitting(desk, (80, 24), *AT) as person:
        await person.press("P", "G")
        person.sees("Others", "Perhaps members on the day (1)", "[ ]          Italy")


@pytest.mark.parametrize("kind", ["member", "commitment"])
async def test_it_is_said_where_there_is_no_meeting(desk: Desk, kind: str) -> None:
    async with sitting(desk, (80, 24), kind) as person:
        await person.press("M")
        assert "This is for meetings" in person.told[-1]
        await person.press("P")
        assert not isinstance(person.app.screen, AttendanceScreen)


# ---------------------------------------------------------------- how it looks


@pytest.mark.parametrize("look", ["dark", "ascii"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_how_it_looks(
    desk: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    if look == "ascii" and size != (80, 24):
        pytest.skip("the signs are the same at every size")
    async with sitting(in_the_look(desk, look, monkeypatch), size, *AT) as person:
        await person.press("M")
        await paste(person, TEXT)
        await person.press("ctrl+n")
        writing(person).editor.cursor_blink = False
        check(person, f"minutes-{name}")
        await person.press("ctrl+s")
        check(person, f"capturing-{name}")
        await person.press("escape", "escape", "P", "p", "r")
        check(person, f"attendance-{name}")
