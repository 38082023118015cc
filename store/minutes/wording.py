"""What an item says, in one line for reading."""

from collections.abc import Iterable

from store import dates
from store.minutes.items import Due, Item, Kind, Who
from store.names import Names

TITLES: dict[Kind, str] = {
    "topic": "Topic",
    "chair": "Chair",
    "scribe": "Scribe",
    "present": "Present",
    "regrets": "Regrets",
    "resolution": "Resolution",
    "action": "Action",
    "commitment": "Commitment",
    "progress": "Progress",
    "statement": "Statement",
}


def told(item: Item, names: Names) -> str:
    """The item as it was understood; what is not known stands in quotation marks."""
    match item.kind:
        case "action" | "commitment":
            return _joined(
                f"{named(item.who, names)}: {item.what}".lstrip(": "), until(item.due, names)
            )
        case "progress":
            target = names.name(item.commitment) if item.commitment else f"“{item.target}”"
            score = "" if item.score is None else f"{item.score:+d}".replace("+0", "0")
            return _joined(target, named(item.who, names), item.status or score, item.what)
        case "statement" if item.act:
            return f"{named(item.who, names)} {item.act}: {item.what}".strip()
        case "present" | "regrets" if item.who:
            return ("not " if item.less else "") + named(item.who, names)
        case "chair" | "scribe":
            return named(item.who, names)
        case _:
            return item.what


def named(who: Iterable[Who], names: Names) -> str:
    """Those named, by what they are called here."""
    return ", ".join(dict.fromkeys(_name(one, names) for one in who))


def until(due: Due, names: Names) -> str:
    """The day or the meeting that something is due at."""
    if due.date:
        return f"due {dates.spell(due.date)}"
    return f"due at {names.name(due.meeting)}" if due.meeting else ""


def _name(one: Who, names: Names) -> str:
    if one.id:
        return names.name(one.id)
    return one.words if one.kept else f"“{one.words}”"


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
