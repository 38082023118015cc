"""What the components share: words, links, people and stamps, and the lines that no field holds."""

import re
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

from store.fields import Field
from store.formats.ics import times
from store.formats.ics.lines import Component, Line, Unreadable, listed
from store.formats.ics.said import KEY, Item
from store.formats.ics.zones import UTC, Zones
from store.text import clean_line, clean_long, fold

LONGEST_ID = 235  # characters; the day and time of an instance must go after it
STATED = ("VALUE", "TZID")  # parameters that say how a value is written, and no more
LINKING = ("URL", "ATTACH", "CONFERENCE", "LINK")
LINKABLE = re.compile(r"https?://[^\s|\\]{1,2000}", re.IGNORECASE)
VISIBILITY = {"": "public", "PUBLIC": "public", "CONFIDENTIAL": "confidential"}


class Around(NamedTuple):
    """What a calendar says for all that is in it: its zones, and its METHOD (RFC 5546)."""

    zones: Zones
    method: str = ""

    @property
    def cancels(self) -> bool:
        """Whether this is the message that all that is in it is cancelled (RFC 5546 §3.2.5)."""
        return self.method == "CANCEL"


class Draft:
    """A record in the making: what its fields hold of a component, and what is left of it."""

    def __init__(self, component: Component, around: Around) -> None:
        self.component = component
        self.around = around
        self.data: dict[str, Any] = {}
        self.people: dict[str, list[str]] = {}
        self.remarks: list[str] = []
        self._held: set[int] = set()

    def take(self, *names: str) -> Line | None:
        """The first line of the first of these names; it is held by a field from now on, but where
        it says more than its value."""
        for name in names:
            line = self.component.first(name)
            if line is not None:
                self.hold(line)
                return line
        return None

    def hold(self, line: Line) -> None:
        """A field holds all that this line says, but where it says more than its value."""
        if all(name.upper() in STATED for name in line.params):
            self._held.add(id(line))

    def keep(self, line: Line) -> None:
        """No field holds all that this line says."""
        self._held.discard(id(line))

    def word(self, name: str, words: dict[str, str]) -> str:
        """One of a few words, as the record has it; the line is kept where there is no such word,
        or an empty one."""
        line = self.component.first(name)
        if line is None:
            return ""
        found = words.get(line.value.strip().upper(), "")
        if found:
            self.hold(line)
        return found

    def shared(self, heading: str, classification: Field) -> None:
        """The fields that all kinds have, and the one that names the record."""
        self.pass_over("UID")
        self.data["id"] = identity(self.component.value("UID"))
        summary = self.take("SUMMARY")
        self.data[heading] = "" if summary is None else clean_line(summary.text)
        if not self.data[heading]:
            raise Unreadable("it has no SUMMARY, which is to be its name")
        self.data["visibility"] = self.visibility()
        self._stamps()
        self._categories(classification)
        self._links()

    def item(self, kind: str, **more: Any) -> Item:
        """The record as it goes on; `more` of what is kept beside the lines."""
        self._notes()
        lines = [line.raw for line in self.component.lines if id(line) not in self._held]
        lines += [raw for part in self.component.parts for raw in part.flat()]
        uid = clean_long(self.component.value("UID"))
        named = {} if self.data["id"] == uid else {"uid": uid}
        left = {**named, **more, **({"lines": lines} if lines else {})}
        if left:
            self.data[KEY] = left
        return Item(kind, self.data, self.people)

    def pass_over(self, *names: str) -> None:
        """These lines are held elsewhere than in a field."""
        for name in names:
            self._held.update(id(line) for line in self.component.all(name))

    def visibility(self) -> str:
        """Who may see it (CLASS): public where nothing is said, private where it is unknown."""
        line = self.component.first("CLASS")
        said = self.component.value("CLASS").upper()
        if line is not None and (said in VISIBILITY or said == "PRIVATE"):
            self.hold(line)
        return VISIBILITY.get(said, "private")

    def _stamps(self) -> None:
        """Stamps that cannot be read are kept as lines: `CREATED:00001231T000000Z` is well known.
        Without a METHOD, DTSTAMP is when it was changed last (§3.8.7.2); with one, when it was
        asked for."""
        stamps = {"created": "CREATED", "modified": "LAST-MODIFIED"}
        if not (self.around.method or _instant(self.component.first("LAST-MODIFIED"))):
            stamps["modified"] = "DTSTAMP"
        for name, line_name in stamps.items():
            line = self.component.first(line_name)
            if line is not None and (stamp := _instant(line)):
                self.data[name] = stamp
                self.hold(line)
        self.pass_over("DTSTAMP")
        sequence = self.component.first("SEQUENCE")
        if sequence is not None and re.fullmatch(r"\d{1,9}", sequence.value.strip(), re.ASCII):
            self.data["sequence"] = int(sequence.value)
            self.hold(sequence)

    def _categories(self, classification: Field) -> None:
        words: list[str] = []
        for line in self.component.all("CATEGORIES"):
            words += (clean_line(word) for word in listed(line.value))
            self.hold(line)
        found, self.data["tags"] = by_words(words, classification)
        if found:
            self.data[classification.name] = found

    def _links(self) -> None:
        links = []
        for line in self.component.lines:
            url = line.value.strip()
            if line.name in LINKING and LINKABLE.fullmatch(url):
                title = clean_line(line.param("LABEL") or line.param("FILENAME"))
                links.append({"url": url, **({"title": title} if title else {})})
                if line.name == "URL":
                    self.hold(line)
        self.data["links"] = links

    def _notes(self) -> None:
        description = self.take("DESCRIPTION")
        said = [] if description is None else [description.text]
        more = [f"Comment: {line.text}" for line in self.component.all("COMMENT")] + self.remarks
        if description is not None and more:
            self.keep(description)
        self.data["notes"] = "\n\n".join(filter(None, (clean_long(words) for words in said + more)))


def by_words(words: Iterable[str], classification: Field) -> tuple[str, list[str]]:
    """The classification that is among these words, "" where none of them is one, and the rest."""
    known = {fold(word): word for word in classification.choices or classification.suggestions}
    tags = [word for word in dict.fromkeys(words) if word]
    of_its_words = next((word for word in tags if known.get(fold(word))), "")
    if not of_its_words:
        return "", tags
    tags.remove(of_its_words)
    return known[fold(of_its_words)], tags


def identity(uid: str) -> str:
    """The id of what has this UID: the same, or what can be of it where it is too long, or holds
    characters that no id may."""
    clean = clean_line(uid)
    if clean == uid and len(uid) <= LONGEST_ID:
        return uid
    return f"{clean[:200]}~{sha256(uid.encode()).hexdigest()[:16]}"


def named(lines: list[Line]) -> list[str]:
    """The names of people in these lines (CN, §3.2.2)."""
    return [name for line in lines if (name := clean_line(line.param("CN")).strip('"'))]


def _instant(line: Line | None) -> str:
    if line is None:
        return ""
    try:
        found = times.moment(line.value, line, Zones(Component("")))
    except Unreadable:
        return ""
    return f"{found.local.isoformat()}Z" if found.zone == UTC else ""
