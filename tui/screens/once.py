"""Screens that close once."""

from typing import TYPE_CHECKING, Any

from textual.await_complete import AwaitComplete

if TYPE_CHECKING:
    from textual.screen import Screen

    Base = Screen[Any]
else:
    Base = object  # a base that is a widget would hide the styles of the one it stands before


class Once(Base):
    """A screen over another. Dismissed a second time, by a double click or two keys that came at
    once, it stays quiet: Textual 8.2.8 would close the screen below."""

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close it, as long as it is the topmost."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
