"""What every kind of record has, and the small objects that records hold."""

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Struct, field

from store import fields as f
from store.journal.document import DocumentStruct

Visibility = Literal["public", "private", "confidential"]


class Link(DocumentStruct, frozen=True, omit_defaults=True, gc=False):
    """A page on the web: address, title, who published it and when (schema.org CreativeWork)."""

    url: str
    title: str = ""
    publisher: str = ""
    published: str = ""

    @property
    def about(self) -> str:
        """What is known of the page besides its address."""
        return ", ".join(filter(None, (self.title, self.publisher, self.published)))


class Move(
    DocumentStruct,
    frozen=True,
    omit_defaults=True,
    gc=False,
    rename={"before": "from", "after": "to"},
):
    """A due date was moved (not corrected): from, to, on which day, by whom and why."""

    before: str = ""
    after: str = ""
    day: str = ""
    by: str = ""
    why: str = ""


class About(Struct, frozen=True, kw_only=True):
    """What is said of a kind as a whole.

    `heading`: the fields that together name a record. `order`: the field it is listed by, with
    `-` for newest first. `panel`: its place on the dashboard, 0 for none. `spans`: pairs of dates
    of which the second never comes before the first. `chains`: references that must not lead back
    to where they began. `doers`: the field of those who are to act, "" where a kind has none.
    """

    name: str
    plural: str
    heading: tuple[str, ...]
    order: str
    panel: int = 0
    spans: tuple[tuple[str, str], ...] = ()
    chains: tuple[str, ...] = ()
    doers: str = ""


class Record(DocumentStruct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What every record has. `visibility` is iCalendar CLASS; `extra` holds what this version
    does not know, gathered at the door and written back as it came."""

    kind: ClassVar[About]

    id: str
    created: Annotated[str, f.stamp("When it was first recorded (UTC)", section="Record")] = ""
    modified: Annotated[str, f.stamp("When it was last changed (UTC)", section="Record")] = ""
    sequence: Annotated[int, f.number("How often it was changed", low=0, section="Record")] = 0
    visibility: Annotated[Visibility, f.choice("Who may see it", section="Record")] = "private"
    tags: Annotated[tuple[str, ...], f.tags("Words to find it by", section="Record")] = ()
    notes: Annotated[str, f.long("Anything else (Markdown)", section="Record")] = ""
    links: Annotated[tuple[Link, ...], f.links("Pages that say so", section="Record")] = ()
    extra: dict[str, Any] = field(default_factory=dict)
