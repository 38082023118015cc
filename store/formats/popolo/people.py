"""Persons, whom Popolo keeps by themselves, and who are names of those who hold roles here."""

from hashlib import sha256
from typing import Any

KEPT = "person"  # in what is kept of a role: the person, of whom more is said than a name


class People:
    """The persons of the roles that are written, each once."""

    def __init__(self) -> None:
        self._found: dict[str, dict[str, Any]] = {}

    def add(self, name: str, member: str, kept: Any) -> str:
        """The id of the person who holds a role for a member; `kept` is what came with them."""
        person = kept if is_of(kept, name) else made(name, member)
        self._found.setdefault(person["id"], person)
        return str(person["id"])

    def objects(self) -> list[dict[str, Any]]:
        """All of them."""
        return [*self._found.values()]


def made(name: str, member: str) -> dict[str, Any]:
    """A person of whom no more is known: the same name for the same member is the same one."""
    told = sha256(f"{member}\n{name}".encode()).hexdigest()[:16]
    return {"id": f"person-{told}", "name": name}


def is_of(person: Any, name: str) -> bool:
    """Whether these are words of a person with this name."""
    return isinstance(person, dict) and bool(person.get("id")) and person.get("name") == name
