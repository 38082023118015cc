"""Which records have changed lately, so that what follows is worked out for these alone."""

from collections.abc import Iterable

MOST = 50_000  # changes of a kind that are remembered


class Lately:
    """How often the records of each kind have changed, and the ids of the last that did."""

    def __init__(self, kinds: Iterable[str]) -> None:
        # how many are no longer remembered, and the ids of the others: replaced together, for
        # other threads read it
        self._known: dict[str, tuple[int, list[str]]] = {kind: (0, []) for kind in kinds}

    def version(self, kind: str) -> int:
        """A number that grows with every change."""
        before, ids = self._known[kind]
        return before + len(ids)

    @property
    def versions(self) -> dict[str, int]:
        """The version of every kind."""
        return {kind: self.version(kind) for kind in self._known}

    def note(self, kind: str, id: str) -> None:
        """A record has changed. What is no kind of record is passed over."""
        if kind in self._known:
            _, ids = self._known[kind]
            if len(ids) >= MOST:
                ids = []
                self._known[kind] = self.version(kind), ids
            ids.append(id)

    def all_anew(self) -> None:
        """Anything may have changed."""
        self._known = {kind: (self.version(kind) + 1, []) for kind in self._known}

    def since(self, kind: str, version: int) -> list[str] | None:
        """The ids of the records that changed after that version, each once; None where that is
        not known any more."""
        before, ids = self._known[kind]
        return list(dict.fromkeys(ids[version - before :])) if version >= before else None
