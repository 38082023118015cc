"""The line at the top: whose data this is, what is focused on, and the day."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.fit import ELLIPSIS, cells, clean, clip
from tui.keymap import keys_of

COPY = "throw-away copy"
GAP = 3


class Header(Widget):
    """One line, and a second one while the panels are narrowed to what belongs to a record."""

    title: reactive[str] = reactive("")
    """The title of throw-away data; "" for the user's own."""
    heading: reactive[str] = reactive("")
    """What is seen, on a screen that shows one thing."""
    day: reactive[str] = reactive("")
    waits: reactive[int] = reactive(0)
    """How much waits for a decision."""
    crumbs: reactive[tuple[str, ...]] = reactive((), layout=True)

    def render(self) -> Content:
        width = self.content_size.width
        line = self._heading(width)
        if not self.crumbs:
            return line
        return line + Content("\n") + self._breadcrumb(width)

    def watch_crumbs(self, crumbs: tuple[str, ...]) -> None:
        self.set_class(bool(crumbs), "-narrowed")

    def _heading(self, width: int) -> Content:
        if self.heading:
            return self._named(width)
        made_up = "made up" in self.title
        name = clean(self.title) or "Smallgroup"
        copy = f" · {COPY}" if self.title else ""
        if cells(name + copy, width + 1) > width:
            if made_up:
                copy = ""
            name = _words(name, width - len(copy))
        badge = keys_of(self.app).told(f"! {self.waits} wait {{waits}}") if self.waits else ""
        taken = cells(name + copy, width) + (len(badge) + GAP if badge else 0)
        if taken > width:
            badge, taken = "", cells(name + copy, width)
        day = self.day if taken + len(self.day) + GAP <= width else ""
        gap = " " * GAP if badge and day else ""
        right = badge + gap + day
        space = " " * (width - cells(name + copy + right, width)) if right else ""
        return Content.assemble(
            (name, "bold $text-primary"),
            " " * bool(copy),
            (copy.lstrip(), "$text-warning"),
            space,
            (badge, "bold $text-warning"),
            gap,
            (day, "$text-muted"),
        )

    def _named(self, width: int) -> Content:
        room = width - (len(self.day) + GAP if width >= 2 * len(self.day) else 0)
        name = clip(self.heading, room)
        day = self.day if room < width else ""
        space = " " * (width - cells(name + day, width))
        return Content.assemble((name, "bold $text-primary"), space, (day, "$text-muted"))

    def _breadcrumb(self, width: int) -> Content:
        start, end = "Focus: ", keys_of(self.app).told("  {leave} widens")
        trail = _words(
            " › ".join(map(clean, self.crumbs)),
            width - len(start + end),
        )
        return Content.assemble(
            (start, "$text-muted"), (trail, "$text-accent"), (end, "$text-muted")
        )


def _words(text: str, width: int) -> str:
    """The text, cut between two words where it is too long."""
    if cells(text, width + 1) <= width:
        return text
    kept = ""
    for word in text.split(" "):
        longer = f"{kept} {word}".strip()
        if cells(longer + ELLIPSIS, width + 1) > width:
            break
        kept = longer
    return kept + ELLIPSIS
