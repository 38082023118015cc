"""Who is meant, until when, which commitment: what minutes ask about, answered with one field."""

import asyncio
from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from store.desk import Desk
from store.fields import Field, field_map
from store.kinds import Commitment, Meeting, Statement
from store.minutes.answers import nearest
from store.minutes.items import AS_WORDS, Doubt
from store.minutes.people import ANY
from store.text import shorten
from tui.answers import if_any
from tui.counting import SHORT
from tui.screens.choose import Choose
from tui.screens.question import Question

OTHER, WORDS = "another", "as words"
DUE = Field(type="date", name="due", required=True, help="The day, or the phrase, that is meant")
COMMITMENT = Field(
    type="ref", name="commitment", required=True, help="Which one", targets=("commitment",)
)
TITLES = {
    "who": "Who is meant?",
    "owner": "Who is to do it?",
    "due": "Until when?",
    "commitment": "Which commitment?",
    "act": "Which act is it?",
}


class AnswerScreen(Question[str | None]):
    """Asks for one answer; dismissed with it: an id, a date or an act."""

    def __init__(self, desk: Desk, title: str, about: str, field: Field) -> None:
        super().__init__(desk, title, shorten(about, SHORT), ((field, ""),))
        self._field = field
        self._answer: str | None = None

    def consequence(self) -> str:
        if self._field.type == "ref":
            return "What is not there yet is made with {form.make}."
        return ""

    async def carry_out(self) -> bool:
        values = await asyncio.to_thread(self.read, self.typed())
        self._answer = values[self._field.name]
        return True

    def answer(self) -> str | None:
        return self._answer

    def nothing(self) -> None:
        return None


def ask(screen: Screen[Any], desk: Desk, doubt: Doubt, use: Callable[[str], None]) -> None:
    """Offer what could be meant, another record, or that the words stay as they are; `use` is
    given the answer."""

    def whole() -> None:
        over = AnswerScreen(desk, TITLES[doubt.sort], f"“{doubt.words}”", _field(doubt))
        screen.app.push_screen(over, if_any(use))

    def chosen(key: str) -> None:
        if key == OTHER:
            whole()
        else:
            use(AS_WORDS if key == WORDS else key)

    near = nearest(doubt, desk.names)
    choices = {id_: (desk.names.name(id_), id_) for id_ in near}
    if doubt.sort == "act":
        choices = {act: (act, "") for act in field_map(Statement)["act"].choices}
    elif not (near or doubt.sort == "who"):
        whole()
        return
    else:
        choices[OTHER] = ("Another", "find it, or make it")
        if doubt.sort == "who":
            choices[WORDS] = ("Keep the words", "it is no record here")
    title = f"{TITLES[doubt.sort]}  “{shorten(doubt.words, SHORT)}”"
    screen.app.push_screen(Choose(title, choices, desk.config.ascii), if_any(chosen))


def _field(doubt: Doubt) -> Field:
    match doubt.sort:
        case "due":
            return DUE
        case "commitment":
            return COMMITMENT
        case _:
            return Field(
                type="ref",
                name="who",
                help="A member or a group",
                required=True,
                targets=doubt.kinds or ANY,
            )


def report_on(
    screen: Screen[Any], desk: Desk, meeting: Meeting, use: Callable[[str], None]
) -> None:
    """Offer the matters arising at a meeting, then any commitment; `use` is given the id."""
    arising = desk.insight.carry_over(meeting)

    def whole(key: str) -> None:
        if key != OTHER:
            use(key)
            return
        over = AnswerScreen(desk, "Report on", desk.names.heading(meeting), COMMITMENT)
        screen.app.push_screen(over, if_any(use))

    choices = {c.id: (c.summary, _owed(desk, c)) for c in arising}
    choices[OTHER] = ("Another", "find it among all commitments")
    screen.app.push_screen(Choose("Report on", choices, desk.config.ascii), if_any(whole))


def _owed(desk: Desk, commitment: Commitment) -> str:
    return desk.names.shown(commitment, field_map(Commitment)["owners"])
