"""What a run has taken so far, held against its limits and told to whoever watches."""

from collections.abc import Callable

from store.sync.errors import TooLarge
from store.sync.transfer.limits import Limits, size_in_words

Progress = Callable[[int, int, int], None]


class Tally:
    """Counts bytes, pages and items; `progress(bytes, pages, items)` hears of each step."""

    def __init__(self, limits: Limits, progress: Progress) -> None:
        self.limits = limits
        self.wire = 0
        self.unpacked = 0
        self.pages = 0
        self.items = 0
        self._most = limits.most
        self._progress = progress

    def allow(self, most: int) -> None:
        """So many bytes may come, unless the run was given a limit of its own."""
        self._most = self.limits.most or most
        self._hold_bytes()

    def received(self, size: int) -> None:
        """Bytes came over the wire."""
        self.wire += size
        self._hold_bytes()
        self._progress(self.wire, self.pages, self.items)

    def spend(self, size: int) -> None:
        """Bytes were unpacked."""
        self.unpacked += size
        self._hold_bytes()

    def page(self, items: int) -> None:
        """A page was read."""
        self.pages += 1
        self.items += items
        self._hold(self.pages, self.limits.pages, "pages")
        self._hold(self.items, self.limits.items, "records")
        self._progress(self.wire, self.pages, self.items)

    def _hold_bytes(self) -> None:
        if max(self.wire, self.unpacked) > self._most:
            raise TooLarge(
                f"The source has more than {size_in_words(self._most)}, the most that is taken; "
                "nothing was changed: ask its publisher for less, or raise its --most."
            )

    def _hold(self, count: int, limit: int, what: str) -> None:
        if count > limit:
            raise TooLarge(
                f"The source has more than {limit:,} {what}, the most that is taken; nothing was "
                "changed: ask its publisher for a smaller feed."
            )
