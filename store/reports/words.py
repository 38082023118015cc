"""Words of records on their way into a paper: whatever they hold, they come out as words."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from store.dates import precision, spell
from store.marked import escaped
from store.text import clean_line, clean_long

Form = Literal["md", "html"]
FORMS: tuple[Form, ...] = ("md", "html")

_PAGE = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def is_page(url: str) -> bool:
    """Whether this is an address that a paper may lead to."""
    return _PAGE.match(url) is not None


def spell_day(value: str) -> str:
    """A date in words, without the time of day; "" for none."""
    return spell(value[:10] if value and precision(value) == "time" else value)


def css_text(text: str) -> str:
    """The inside of a string of CSS (CSS Syntax 3 §4.3.7), safe in a style element too."""
    return "".join(
        char if char.isalnum() or char in " .,·–" else f"\\{ord(char):x} "
        for char in clean_line(text)
    )


def code(lines: Iterable[str], form: Form) -> str:
    """Lines as they stand, each character below the other (CommonMark §4.5)."""
    said = [clean_long(line).replace("\n", " ") for line in lines]
    if form == "html":
        from html import escape

        return f"<pre>{escape(chr(10).join(said))}</pre>"
    longest = max((len(ticks) for line in said for ticks in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((fence, *said, fence))


def link(of: Mapping[str, Any] | str, form: Form) -> str:
    """A page by its title and address, or its words alone where the address is of no page. In HTML
    one without a title is `bare`: its address need not be printed beside it."""
    url, title = (of, "") if isinstance(of, str) else (of["url"], of.get("title") or "")
    if form == "html":
        from html import escape

        words = escape(clean_line(title or url))
        bare = "" if title else ' class="bare"'
        return f'<a href="{escape(url)}"{bare}>{words}</a>' if is_page(url) else words
    if not is_page(url):
        return escaped(title or url)
    return f"[{escaped(title)}](<{address(url)}>)" if title else f"<{address(url)}>"


def address(url: str) -> str:
    """As a link of Markdown takes it between its brackets, in a table too."""
    return re.sub(r"[\s<>|\\\x00-\x1f\x7f]", lambda m: f"%{ord(m[0]):02X}", url)
