"""What belongs to a record is one step away, over roles, statements and updates."""

import pytest

from store.desk import Desk
from store.kinds import Meeting, Role
from tui.listing import Lister
from tui.scope import belonging


def of(desk: Desk, id: str) -> dict[str, frozenset[str]]:
    record = desk.store.get(id)
    assert record is not None
    return belonging(desk, record)


def test_a_group_s_members_are_those_of_its_roles(desk: Desk) -> None:
    holders = {r.member for r in desk.store.of(Role) if r.group == "africa-focus-group"}
    assert of(desk, "africa-focus-group")["member"] == holders == {"IT", "MA", "NE", "SA", "US"}


def test_a_group_s_meetings_and_commitments_point_at_it(desk: Desk) -> None:
    found = of(desk, "africa-focus-group")
    met = {m.id for m in desk.store.of(Meeting) if "africa-focus-group" in m.groups}
    assert met <= found["meeting"]
    assert len(found["commitment"]) == 15


def test_a_meeting_s_members_host_it_or_spoke_there(desk: Desk) -> None:
    found = of(desk, "2021-12-02-brussels")
    assert {"BE", "US"} <= found["member"]
    assert len(found["commitment"]) == 9


@pytest.mark.parametrize("id_", ["coalition", "IT", "C05", "2014-09-11-jeddah"])
def test_it_is_never_its_own_belonging(desk: Desk, id_: str) -> None:
    assert all(id_ not in ids for ids in of(desk, id_).values())


def test_a_listing_keeps_to_every_set_it_is_narrowed_to(desk: Desk) -> None:
    within = [of(desk, "IT")["commitment"], of(desk, "cifg")["commitment"]]
    told = Lister(desk, "commitment").list("", within)
    assert set(told.rows) == within[0] & within[1]
    assert (told.shown, told.total) == (len(told.rows), 71)
