"""Following other bodies from a shell: what they publish, over a real connection."""

from collections.abc import Iterator

import pytest

from tests.cli.shell import Shell
from tests.sync.adapters.reading import body
from tests.sync.server import Server, asked_for, send, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def ietf(server: Server) -> Server:
    """The datatracker's lists at their addresses; that of groups in two pages."""
    pages = asked_for(
        ("offset=2", send(body("datatracker/groups-2.json"))),
        ("", send(body("datatracker/groups-1.json"))),
    )
    server.at("/api/v1/group/group/", pages)
    server.at("/api/v1/group/role/", send(body("datatracker/roles.json")))
    server.at("/api/v1/person/person/", send(body("datatracker/persons.json")))
    return server


def test_a_page_of_the_datatracker(empty: Shell, ietf: Server) -> None:
    """Roles, then the people and groups that they are of: three sources, and they join."""
    lists = {"a-roles": "group/role", "b-people": "person/person", "c-groups": "group/group"}
    for name, path in lists.items():
        url = f"{ietf.url}/api/v1/{path}/"
        empty("source", "add", name, url, "--format", "datatracker", "--insecure-http")
    empty.run("sync")
    assert empty.run("sync", "a-roles").code == 0
    roles = empty("list", "roles", "member:ada", "group.parent:rivers", "--json").json
    assert [(role["member"], role["group"], role["label"]) for role in roles] == [
        ("ietf:person:501", "ietf:group:41", "chair")
    ]
