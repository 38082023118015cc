"""Atom (RFC 4287), and the 0.3 before it. Archives (RFC 5005) are not followed: what is older than
the feed is no news. Of entries with one id the one that was updated last counts (§4.1.1)."""

from store.formats.items import MOST, Raw, first_link, gathered
from store.formats.markup import plain
from store.formats.moments import moment
from store.formats.source import FormatError, Told
from store.formats.xml import Bundle, Part, Wanted, root
from store.formats.xml import read as read_xml
from store.sync.adapters import Asked
from store.sync.adapters.shape import itself

SPACES = ("http://www.w3.org/2005/Atom ", "http://purl.org/atom/ns# ")


def _own(name: str) -> tuple[str, ...]:
    """Atom's own name in each of its versions."""
    return tuple(space + name for space in SPACES)


ROOTS = _own("feed")
WANTED = Wanted(items=_own("entry"), heads=ROOTS, most=MOST)
TITLE, ID = _own("title"), _own("id")
TEXT = (*_own("summary"), *_own("content"))
LINK, CONTENT = _own("link"), _own("content")
DATE = (*_own("published"), *_own("issued"), *_own("updated"), *_own("modified"))
EDITION = (*_own("updated"), *_own("modified"))
RELATIONS = ("alternate", "via", "related", "enclosure")  # §4.2.7.2, the best first
REGISTERED = "http://www.iana.org/assignments/relation/"
HTML = ("html", "text/html")
PLAIN = ("text", "text/plain", "xhtml", "application/xhtml+xml")  # where no markup is in it
STARTS = ("http://schemas.google.com/g/2005 when", "urn:ietf:params:xml:ns:xcal dtstart")

address = itself  # a feed has what is new, and no cursor


def recognise(body: bytes, media_type: str) -> bool:
    """XML whose outermost element is Atom's feed."""
    return root(body) in ROOTS


def read(body: bytes, asked: Asked) -> Told:
    """The entries of a feed."""
    if root(body) not in ROOTS:
        raise FormatError("This is no Atom; check the address, or let the format be told itself.")
    document = read_xml(body, WANTED, asked.url, asked.check)
    raws = (_raw(entry, asked) for entry in _latest(document.items))
    return gathered(raws, _shown(document.head, TITLE), asked.url)


def _latest(entries: list[Bundle]) -> list[Bundle]:
    """The entries, of those with one id the one that was updated last."""
    by_id: dict[str, Bundle] = {}
    for place, entry in enumerate(entries):
        key = entry.words(*ID) or f"{place}\0"
        if key not in by_id or _edition(by_id[key]) < _edition(entry):
            by_id[key] = entry
    return list(by_id.values())


def _edition(entry: Bundle) -> str:
    return moment(entry.words(*EDITION))


def _raw(entry: Bundle, asked: Asked) -> Raw:
    asked.check()
    pages = [
        *((part, "href") for part in _links(entry)),
        *((part, "src") for part in entry.all(*CONTENT)),
    ]
    starts = [p.attributes.get("startTime", p.text) for p in entry.all(*STARTS)]
    return Raw(
        id=entry.words(*ID),
        title=_shown(entry, TITLE),
        text=_shown(entry, TEXT),
        link=first_link((part.attributes.get(name, ""), part.base) for part, name in pages),
        published=entry.words(*DATE),
        start=next(filter(None, starts), ""),
    )


def _links(entry: Bundle) -> list[Part]:
    """Where one can read it, the best first; pages before other files."""
    found = [part for part in entry.all(*LINK) if _relation(part) in RELATIONS]
    return sorted(found, key=lambda part: (RELATIONS.index(_relation(part)), not _is_page(part)))


def _is_page(link: Part) -> bool:
    return "html" in link.attributes.get("type", "html")


def _relation(link: Part) -> str:
    return link.attributes.get("rel", "").removeprefix(REGISTERED) or "alternate"


def _shown(entry: Bundle, names: tuple[str, ...]) -> str:
    """What a reader sees of the first of these that shows anything."""
    return next(filter(None, map(_text, entry.all(*names))), "")


def _text(part: Part) -> str:
    """A text construct (§3.1) or content (§4.1.3) as plain text; "" where it is none."""
    kind = part.attributes.get("type", "text").lower()
    if part.html or part.attributes.get("mode") == "escaped" or kind in HTML:
        return plain(part.html or part.text)
    return part.text if kind in PLAIN else ""
