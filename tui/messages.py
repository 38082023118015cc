"""What the dashboard is told, by the store from any thread and by the filter bar."""

from textual.message import Message

from store.errors import StoreError
from tui.listing import Listing


class StoreChanged(Message):
    """Records changed, here or in another process."""

    def can_replace(self, message: Message) -> bool:
        """Several that wait are as good as one."""
        return isinstance(message, StoreChanged)


class Listed(Message):
    """What a line asked of a panel came to, in a thread; `ticket` tells whether that is still
    wanted."""

    def __init__(self, kind: str, line: str, listing: Listing, ticket: object) -> None:
        super().__init__()
        self.kind = kind
        self.line = line
        self.listing = listing
        self.ticket = ticket


class Arrived(Message):
    """The records of a kind that were still being read are there, or cannot be had."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind


class Linked(Message):
    """Who refers to whom is known."""


class Lost(Message):
    """Records cannot be read, so that there is nothing to go on with."""

    def __init__(self, error: StoreError) -> None:
        super().__init__()
        self.error = error


class Done(Message):
    """A change was written: `text` is a sentence for a person."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Failed(Message):
    """Something could not be done: `text` is the sentence that says why."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class FilterTried(Message):
    """Another filter line is being tried."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line


class FilterKept(Message):
    """The filter line is what is wanted."""

    def __init__(self, line: str) -> None:
        super().__init__()
        self.line = line


class FilterRestored(Message):
    """The filter line from before is wanted back."""
