"""What can go wrong with a source: each a sentence that says what to do about it."""

from store.errors import StoreError


class SyncError(StoreError):
    """The base. `again` says whether trying once more may help, `after` in how many seconds the
    server wants to be asked again (None: it does not say)."""

    again = False

    def __init__(self, told: str, after: float | None = None) -> None:
        super().__init__(told)
        self.after = after


class BadSource(SyncError):
    """A definition that cannot be: name, address, format."""


class Unreachable(SyncError):
    """There is no way to the server, or the file cannot be read."""


class NoConnection(Unreachable):
    """The server did not take the connection."""

    again = True


class Untrusted(SyncError):
    """The server's certificate, or an address that may not be followed."""


class TooSlow(SyncError):
    """It took longer than it may."""


class BrokenOff(SyncError):
    """The connection ended before the answer did."""

    again = True


class Denied(SyncError):
    """The server wants a token, or another one."""


class NotThere(SyncError):
    """The server has nothing at this address."""


class Expired(SyncError):
    """The server no longer knows the cursor (410)."""


class Busy(SyncError):
    """The server cannot answer now (429, 502, 503, 504)."""

    again = True


class Failed(SyncError):
    """The server failed with an error of its own (500). It would fail again: what was asked for
    was whole, so asking once more at once only adds to its trouble."""


class ConditionRefused(SyncError):
    """The server will not hear of our conditions (412)."""


class Unexpected(SyncError):
    """An answer that is none of those that a feed gives."""


class TooLarge(SyncError):
    """More bytes, pages or records than may be."""


class BadPage(SyncError):
    """A next page that must not be followed."""


class Cancelled(SyncError):
    """The person in front of it said stop."""
