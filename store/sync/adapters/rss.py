"""RSS: 2.0 and the 0.9x before it (rssboard.org/rss-specification), and the other branch, 0.90 and
1.0, which are RDF (web.resource.org/rss/1.0/spec), with the modules that add what RSS lacks: Dublin
Core, Content, and Event for when a meeting begins (web.resource.org/rss/1.0/modules). Titles and
descriptions are taken for HTML, as all readers take them."""

from collections.abc import Iterator

from store.formats.items import MOST, Raw, first_link, gathered
from store.formats.markup import plain
from store.formats.source import FormatError, Told
from store.formats.xml import Bundle, Wanted, root
from store.formats.xml import read as read_xml
from store.sync.adapters import Asked
from store.sync.adapters.shape import itself

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns# "
ROOTS = ("rss", f"{RDF}RDF")
SPACES = (
    *("", "http://purl.org/rss/1.0/ ", "http://my.netscape.com/rdf/simple/0.9/ "),
    *("http://channel.netscape.com/rdf/simple/0.9/ ", "http://backend.userland.com/rss2 "),
)
DC, TERMS = "http://purl.org/dc/elements/1.1/ ", "http://purl.org/dc/terms/ "
CONTENT = "http://purl.org/rss/1.0/modules/content/ encoded"
ATOM = "http://www.w3.org/2005/Atom link"
STARTS = ("http://purl.org/rss/1.0/modules/event/ startdate", "urn:ietf:params:xml:ns:xcal dtstart")


def _own(name: str) -> tuple[str, ...]:
    """RSS's own name in each of its branches."""
    return tuple(space + name for space in SPACES)


WANTED = Wanted(items=_own("item"), heads=_own("channel"), most=MOST)
TITLE = (*_own("title"), f"{DC}title")
TEXT = (*_own("description"), CONTENT, f"{DC}description")
LINK = _own("link")
DATE = (*_own("pubDate"), f"{DC}date", f"{TERMS}issued", f"{TERMS}created", f"{TERMS}modified")
ID = (*_own("guid"), f"{DC}identifier")

address = itself  # a feed has what is new, and no cursor


def recognise(body: bytes, media_type: str) -> bool:
    """XML whose outermost element is RSS's."""
    return root(body) in ROOTS


def read(body: bytes, asked: Asked) -> Told:
    """The items of a feed."""
    if root(body) not in ROOTS:
        raise FormatError("This is no RSS; check the address, or let the format be told by itself.")
    document = read_xml(body, WANTED, asked.url, asked.check)
    raws = (_raw(item, asked) for item in document.items)
    return gathered(raws, _shown(document.head, TITLE), asked.url)


def _raw(item: Bundle, asked: Asked) -> Raw:
    asked.check()
    return Raw(
        id=item.words(*ID) or item.attributes.get(f"{RDF}about", "").strip(),
        title=_shown(item, TITLE),
        text=_shown(item, TEXT),
        link=first_link(_links(item)),
        published=item.words(*DATE),
        start=item.words(*STARTS),
    )


def _links(item: Bundle) -> Iterator[tuple[str, str]]:
    """Where one can read it, the best first, each with what it is relative to. A guid is an
    address only where it is a whole one."""
    for part in item.all(*LINK):
        yield part.text, part.base
    for part in item.all(*_own("guid")):
        if part.attributes.get("isPermaLink") != "false":
            yield part.text, ""
    for part in item.all(ATOM):
        yield part.attributes.get("href", ""), part.base
    for part in item.all(*_own("enclosure")):
        yield part.attributes.get("url", ""), part.base


def _shown(item: Bundle, names: tuple[str, ...]) -> str:
    """What a reader sees of the first of these parts that shows anything."""
    found = (plain(part.html or part.text) for part in item.all(*names))
    return next(filter(None, found), "")
