"""What lines of minutes are recognised as, and what is asked."""

import pytest
from msgspec import structs

from store.kinds import Group, Meeting, Member
from store.minutes.items import Item
from store.minutes.reader import items_of
from store.minutes.sitting import Sitting
from store.minutes.wording import told
from store.store import Store
from tests.store.minutes.conftest import meeting_of


def read(store: Store, text: str) -> list[Item]:
    return [placed.item for placed in items_of(text, store, meeting_of(store))]


def one(store: Store, text: str) -> Item:
    (item,) = read(store, text)
    return item


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Topic: Terms of reference", "Terms of reference"),
        ("## Subtopic: Money", "Money"),
        ("Present+ Italy, the United States and NE", "Italy, United States, Niger"),
        ("Présent: italy; MOROCCO & belgium", "Italy, Morocco, Belgium"),
        ("Present+ Anna (Italy), Morocco (B. Amrani)", "Italy, Morocco"),
        ("Present- Italy", "not Italy"),
        ("Present: 38", "38"),
        ("<Italy> Present+", "Italy"),
        ("Regrets+ Saudi", "Saudi Arabia"),
        ("Chair: Belgium, AFG", "Belgium, Africa Focus Group"),
        ("RESOLVED: The plan is endorsed.", "The plan is endorsed."),
        ("Décision: The plan is endorsed.", "The plan is endorsed."),
        (
            "ACTION: Italy, Morocco to send terms of reference by 30 June",
            "Italy, Morocco: Send terms of reference · due Fri 30 Jun 2023",
        ),
        ("- **ACTION:** Italy will host", "Italy: Host"),
        ("1. ACTION-12: Italy: host it", "Italy: Host it"),
        ("action item: italy - host it", "Italy: Host it"),
        ("19:02:33 <plh> ACTION: Italy shall host", "Italy: Host"),
        ("COMMITMENT: AFG commits to meet by the end of 2024", "Africa Focus Group: Meet"),
        ("COMMITMENT: Italy and Morocco are to meet, due 2023-07", "Italy, Morocco: Meet"),
        (
            "ACTION: Italy to pay by 30 June 2023, with the help of others",
            "Italy: Pay, with the help of others · due Fri 30 Jun 2023",
        ),
        ("ACTION: Italy to pay within 3 weeks", "Italy: Pay · due Wed 22 Mar 2023"),
        ("ACTION: Italy to pay before June 2023.", "Italy: Pay · due Wed 31 May 2023"),
        ("ACTION: Italy to pay by next friday", "Italy: Pay · due Fri 10 Mar 2023"),
        (
            "ACTION: Italy to report by the next ministerial",
            "Italy: Report · due at Ministerial of the Coalition, Riyadh",
        ),
        ("ACTION: Italy to stand by Morocco", "Italy: Stand by Morocco"),
        ("PROGRESS C42: on-track; drafted", "(action plan). · on track · drafted"),
        ("PROGRESS: C42: stalled", "(action plan). · stalled"),
        ("PROGRESS C42: +1, all of it", "(action plan). · +1 · all of it"),
        ("PROGRESS C42: 0 of 3 held", "(action plan). · 0 of 3 held"),
        ("PROGRESS C42 (Italy): at risk", "(action plan). · Italy · at risk"),
        ("PROGRESS C42 Italy: at risk", "(action plan). · Italy · at risk"),
        ("STATEMENT: Belgium welcomed Burkina Faso.", "Belgium welcomed: Burkina Faso."),
        ("STATEMENT: The Coalition urges restraint", "Daesh/ISIS urged: Restraint"),
        ("STATEMENT: Thanked Niger", "thanked: Niger"),
    ],
)
def test_it_is_recognised(coalition: Store, line: str, says: str) -> None:
    item = one(coalition, line)
    assert says in told(item, coalition.names)
    assert not item.doubts


@pytest.mark.parametrize(
    "line",
    [
        "The action: Italy sends terms",
        "Topical matters: none",
        "Present company excepted",
        "Progress was made: much",
        "Italy: we welcome it",
        "ACTION Italy to go",
        "ACTION:",
        "Present+",
        "Topic: \x00\u202e",
        "...",
    ],
)
def test_text_in_between_stays_text(coalition: Store, line: str) -> None:
    assert read(coalition, line) == []


@pytest.mark.parametrize(
    ("line", "sort", "words", "why"),
    [
        ("Present+ Holland", "who", "Holland", "no member is called “Holland”"),
        ("Regrets+ united", "who", "united", "could be one of 3"),
        ("ACTION: Itly to go", "who", "Itly", "no member or group is called"),
        ("ACTION: It to go", "who", "It", "may be a word, or a code"),
        ("ACTION: Xy to go", "who", "Xy", "no member or group is called"),
        ("ACTION: Report by Friday", "owner", "Report by Friday", "who is to do it"),
        ("ACTION: Italy to go by 03/04/2023", "due", "by 03/04/2023", "2023-04-03 or 2023-03-04"),
        ("ACTION: Italy to go by 31 June", "due", "by 31 June", "no day 31 in June"),
        ("ACTION: Italy to go by 3 June 26", "due", "by 3 June 26", "four digits"),
        ("ACTION: Italy to go by the next gala", "due", "by next gala", "no later meeting"),
        ("PROGRESS C999: stalled", "commitment", "C999", "no commitment “C999”"),
        ("PROGRESS C4: stalled", "commitment", "C4", "could be one of"),
        ("STATEMENT: Belgium did not say", "act", "Belgium did not say", "which act"),
        ("RESOLUTION: " + "x" * 10_001, "long", "x" * 59 + "…", "10,000 is the most"),
    ],
)
def test_what_is_not_known_is_asked_for(
    coalition: Store, line: str, sort: str, words: str, why: str
) -> None:
    (doubt,) = one(coalition, line).doubts
    assert (doubt.sort, doubt.words.replace("the ", "")) == (sort, words)
    assert why in doubt.why


def test_lines_that_go_on_belong_to_the_line(coalition: Store) -> None:
    text = """ACTION: Italy to send
  terms of reference
… by 30 June
<plh> ... 2023
Then there was coffee
  ACTION: Morocco to pay

  indented after a gap"""
    placed = items_of(text, coalition, meeting_of(coalition))
    said = [(p.line, p.lines, told(p.item, coalition.names)) for p in placed]
    assert said == [
        (0, 4, "Italy: Send terms of reference · due Fri 30 Jun 2023"),
        (5, 1, "Morocco: Pay"),
    ]


def test_the_keyword_has_its_columns(coalition: Store) -> None:
    line = "- **Action:** Italy to go"
    start, end = one(coalition, line).span
    assert line[start:end] == "Action:**"


def test_a_name_may_hold_what_parts_names(coalition: Store) -> None:
    coalition.apply("add", [(None, Member(id="Rep", name="Republic to Be, of Sorts"))])
    item = one(coalition, "ACTION: Bosnia and Herzegovina, Italy and Niger to go")
    assert [who.id for who in item.who] == ["BA", "IT", "NE"]
    item = one(coalition, "ACTION: Republic to Be, of Sorts to go")
    assert [who.id for who in item.who] == ["Rep"]
    item = one(coalition, "ACTION: Global Coalition to Defeat Daesh to go")
    assert ([who.id for who in item.who], item.what) == (["coalition"], "Go")
    assert item.notes == (
        "“Global Coalition to Defeat Daesh” is taken for Global Coalition to Defeat Daesh/ISIS.",
    )


def test_a_phrase_is_meant_from_the_day_of_the_meeting(coalition: Store) -> None:
    def due(start: str) -> str:
        meeting = structs.replace(meeting_of(coalition), start=start, end="")
        (placed,) = items_of("ACTION: Italy to go by tomorrow", coalition, meeting)
        return placed.item.due.date

    assert due("2023-03-01") == "2023-03-02"
    assert due("2023-03-01T10:00[Africa/Niamey]") == "2023-03-02"
    assert due("2026-03") == due("") == "2026-03-02"  # today is 1 March 2026, and may be the day
    assert due("2025-03") == "2025-03-02"


def test_the_next_meeting_is_one_of_its_groups_before_any(coalition: Store) -> None:
    sitting = Sitting(coalition, meeting_of(coalition))
    following = coalition.get(sitting.next("meeting"))
    assert isinstance(following, Meeting)
    assert "africa-focus-group" in following.groups
    assert following.start > sitting.meeting.start
    assert sitting.next("gala") == ""
    group = Group(id="g", name="New group")
    lonely = structs.replace(sitting.meeting, groups=("g",), id="m")
    coalition.apply("add", [(None, group), (None, lonely)])
    assert Sitting(coalition, lonely).next("meeting") == ""


def test_delivered_is_told_to_be_read_as_a_status(coalition: Store) -> None:
    item = one(coalition, "PROGRESS C42: delivered the goods")
    assert (item.status, item.what) == ("delivered", "delivered the goods")
    assert item.notes == ("“delivered” is read as its status.",)
