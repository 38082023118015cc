"""What the palette finds: actions of the registry, and records of every kind."""

from collections.abc import Sequence
from functools import partial
from typing import cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from store.search import search
from store.text import shorten
from tui.actions import ACTIONS, Action
from tui.fit import clean
from tui.screens.dashboard import Dashboard

MOST = 40  # records found at a time
FOUND = [action for action in ACTIONS if action.id not in ("actions", "everything")]


def palette(providers: Sequence[type[Provider]], placeholder: str) -> CommandPalette:
    """The palette over these."""
    return CommandPalette(providers=providers, placeholder=placeholder)


class ActionCommands(Provider):
    """The actions; one that cannot be done now says why."""

    @property
    def _dashboard(self) -> Dashboard:
        return cast(Dashboard, self.screen)

    async def discover(self) -> Hits:
        for action in FOUND:
            yield DiscoveryHit(self._told(action), self._do(action), _words(action), action.shown)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action in FOUND:
            score = matcher.match(_words(action))
            if score > 0:
                yield Hit(score, self._told(action), self._do(action), _words(action), action.shown)

    def _do(self, action: Action) -> "partial[None]":
        return partial(self._dashboard.action_act, action.id)

    def _told(self, action: Action) -> Content:
        why_not = action.why_not(self._dashboard.situation)
        if why_not:
            return Content.styled(f"{_words(action)} {why_not}", "$text-disabled")
        return Content(_words(action))


class RecordCommands(Provider):
    """Every record by its name."""

    async def search(self, query: str) -> Hits:
        dashboard = cast(Dashboard, self.screen)
        hits = search(query, dashboard.desk.names, limit=MOST)
        for place, hit in enumerate(hits):
            title = Content(clean(shorten(hit.title, 200)))
            for start, end in hit.spans:
                title = title.stylize("bold underline", start, end)
            kind = hit.record.kind.name
            yield Hit(
                1 - place / (MOST + 1),
                Content.assemble(title, (f"  {kind}", "$text-muted")),
                partial(dashboard.read, hit.record.id),
                clean(hit.title),
            )


def _words(action: Action) -> str:
    return f"{action.label.capitalize()}: {action.help}"
