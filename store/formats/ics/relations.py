"""What a to-do says of others in its calendar: RELATED-TO (RFC 5545 §3.8.4.5), its DEPENDS-ON
(RFC 9253 §5), and REFID (RFC 9253 §8.3): the meeting that it was made at."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from store.formats.ics.common import identity
from store.formats.ics.lines import Component
from store.formats.ics.said import Item


class Relations:
    """The to-dos and the meetings of a calendar, by UID, and which meetings have a REFID."""

    def __init__(
        self,
        todos: Collection[str],
        meetings: Mapping[str, Sequence[Item]],
        events: Mapping[str, Component],
    ) -> None:
        self._todos = todos
        self._meetings = {uid: items[0] for uid, items in meetings.items() if len(items) == 1}
        self._by_id = {item.data["id"] for items in meetings.values() for item in items}
        self._by_ref: dict[str, set[str]] = defaultdict(set)
        for uid, event in events.items():
            for line in event.all("REFID"):
                self._by_ref[line.text.strip()].add(uid)

    def of(self, todo: Component) -> dict[str, object]:
        """The references of a to-do, each where it is certain what is meant."""
        parents, needed, made_at = [], [], []
        for line in todo.all("RELATED-TO"):
            uid, relation = line.text.strip(), line.param("RELTYPE").upper() or "PARENT"
            if relation == "PARENT" and uid in self._todos:
                parents.append(identity(uid))
            elif relation == "PARENT":
                made_at += self._meeting(uid)
            elif relation == "DEPENDS-ON" and uid in self._todos:
                needed.append(identity(uid))
        for line in todo.all("REFID"):
            ref = line.text.strip()
            sharing = self._by_ref.get(ref) or {ref}
            if len(sharing) == 1:
                made_at += self._meeting(next(iter(sharing)))
        return {
            **_certain("parent", parents),
            **_certain("meeting", made_at),
            **({"depends_on": list(dict.fromkeys(needed))} if needed else {}),
        }

    def _meeting(self, said: str) -> list[str]:
        """The id of the meeting that a UID or an id means."""
        if said in self._meetings:
            return [str(self._meetings[said].data["id"])]
        return [said] if said in self._by_id else []


def _certain(name: str, ids: list[str]) -> dict[str, object]:
    return {name: ids[0]} if len(set(ids)) == 1 else {}
