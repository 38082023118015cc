"""The news of one source, as they are kept: what came, and what a person decided of it. Pure."""

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from itertools import islice
from typing import Literal, NamedTuple

from msgspec import Struct, field, structs

from store.formats.source import News
from store.record import Record
from store.store import ID_LENGTH, ID_LETTERS

MOST = 5000  # items kept of a source

State = Literal["waiting", "used", "dismissed"]
Get = Callable[[str], Record | None]


class Use(Struct, frozen=True, omit_defaults=True):
    """A person used the news for a record: it cites this address, or, where that is "", it was
    made of the news.

    This is written before the record is, and holds only while the record is there and cites it:
    so an undo makes the news wait again, and a crash in between leaves it waiting.
    """

    record: str
    url: str = ""


class Item(Struct, frozen=True, omit_defaults=True):
    """News with the time (UTC) when it first came, and what was decided of it: when it was
    dismissed, what it was used for."""

    news: News
    came: str
    dismissed: str = ""
    uses: tuple[Use, ...] = ()


class Inbox(Struct, frozen=True):
    """All news of a source that are kept, by the ids that the source gives them, oldest first."""

    items: dict[str, Item] = field(default_factory=dict)

    def having(self, items: Mapping[str, Item]) -> "Inbox":
        """The inbox with these items as they are now."""
        return Inbox({**self.items, **items})

    def without_record(self, id: str) -> "Inbox":
        """The inbox without a mention of this record."""
        return Inbox(
            {
                key: structs.replace(item, uses=tuple(u for u in item.uses if u.record != id))
                for key, item in self.items.items()
            }
        )


class Taken(NamedTuple):
    """The inbox after an answer: the ids of what is new in it, and how many there was no room
    for."""

    inbox: Inbox
    new: tuple[str, ...]
    left_out: int


def short_id(source: str, news_id: str) -> str:
    """What a person types for news: the same for the same news each time, on every desk where the
    source has this name."""
    digest = sha256(f"{source}\0{news_id}".encode()).digest()
    return "".join(ID_LETTERS[byte % len(ID_LETTERS)] for byte in digest[:ID_LENGTH])


def citing(item: Item, get: Get) -> tuple[str, ...]:
    """The ids of the records that were made of this news, or that a person had cite it, and still
    do; `get` gives a record by its id."""
    return tuple(dict.fromkeys(u.record for u in item.uses if _holds(get(u.record), u)))


def state(item: Item, get: Get) -> State:
    """Where this news stands."""
    if citing(item, get):
        return "used"
    return "dismissed" if item.dismissed else "waiting"


def _holds(record: Record | None, use: Use) -> bool:
    if record is None or not use.url:
        return record is not None
    cited = (*record.links, *getattr(record, "evidence", ()))
    return any(link.url == use.url for link in cited)


def taken(inbox: Inbox, news: Iterable[News], at: str, get: Get) -> Taken:
    """Take an answer's news in. What is known is brought up to date and stays decided; what the
    source no longer has stays. Where there would be more than `MOST`, what was decided and is no
    longer in the source is forgotten, what came first before the rest; what waits never is, and so
    there may be no room.
    """
    told = {item.id: item for item in news}
    known = {
        key: structs.replace(item, news=told[key]) if key in told else item
        for key, item in inbox.items.items()
    }
    fresh = [item for key, item in told.items() if key not in known]
    room = MOST - len(known)
    if room < len(fresh):
        gone = (k for k, i in inbox.items.items() if k not in told and state(i, get) != "waiting")
        for key in islice(gone, len(fresh) - room):
            del known[key]
        room = MOST - len(known)
    fits = fresh[: max(room, 0)]
    known |= {item.id: Item(item, at) for item in fits}
    return Taken(Inbox(known), tuple(item.id for item in fits), len(fresh) - len(fits))
