"""What the palette finds: actions of the registry, and records of every kind."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from store.search import search
from store.text import fold, shorten
from tui.actions import ACTIONS, Action
from tui.fit import clean
from tui.keymap import keys_of
from tui.screens.dashboard import Dashboard
from tui.screens.once import Once

MOST = 40  # records found at a time
FAR = 0.4  # what a hit is worth whose words are scattered over the name: less than any action
FOUND = [action for action in ACTIONS if action.id not in ("actions", "everything")]


class Palette(Once, CommandPalette):
    """Textual's palette, which closes once."""


def palette(providers: Sequence[type[Provider]], placeholder: str) -> Palette:
    """The palette over these."""
    return Palette(providers=providers, placeholder=placeholder)


class ActionCommands(Provider):
    """The actions; one that cannot be done now says why."""

    @property
    def _dashboard(self) -> Dashboard:
        return cast(Dashboard, self.screen)

    async def discover(self) -> Hits:
        for action in FOUND:
            keys = keys_of(self.app).shown(action.id)
            yield DiscoveryHit(self._told(action), self._do(action), _words(action), keys)

    async def search(self, query: str) -> Hits:
        for action in FOUND:
            if score := said(query, action):
                keys = keys_of(self.app).shown(action.id)
                yield Hit(score, self._told(action), self._do(action), _words(action), keys)

    def _do(self, action: Action) -> "partial[None]":
        return partial(self._dashboard.act, action.id)

    def _told(self, action: Action) -> Content:
        why_not = keys_of(self.app).told(action.why_not(self._dashboard.situation))
        if why_not:
            return Content.styled(f"{_words(action)} {why_not}", "$text-disabled")
        return Content(_words(action))


class RecordCommands(Provider):
    """Every record by its name."""

    async def search(self, query: str) -> Hits:
        dashboard = cast(Dashboard, self.screen)
        hits = search(query, dashboard.desk.names, limit=MOST)
        named = [hit for hit in hits if _names(query, hit.title) or not hit.spans]
        far = [hit for hit in hits if hit not in named]
        for place, hit in enumerate([*named, *far]):
            title = Content(clean(shorten(hit.title, 200)))
            for start, end in hit.spans:
                title = title.stylize("bold underline", start, end)
            kind = hit.record.kind.name
            yield Hit(
                (1 if place < len(named) else FAR) * (1 - place / (MOST + 1)),
                Content.assemble(title, (f"  {kind}", "$text-muted")),
                partial(dashboard.read, hit.record.id),
                clean(hit.title),
            )


def said(query: str, action: Action) -> float:
    """How well an action answers to the words: 0 where one of them begins none of its own."""
    label, words = fold(action.label), fold(_words(action)).replace(":", "").split()
    if not all(any(word.startswith(typed) for word in words) for typed in fold(query).split()):
        return 0
    return 0.99 if label.startswith(fold(query.strip())) else 0.5


def _names(query: str, title: str) -> bool:
    """Whether the words stand in the title as they were typed, not scattered over it."""
    folded = fold(title)
    return all(word in folded for word in fold(query).split())


def _words(action: Action) -> str:
    return f"{action.label.capitalize()}: {action.help}"
