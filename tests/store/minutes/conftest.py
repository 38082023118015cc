"""Minutes of the Niamey meeting of March 2023, on the Coalition's records."""

import pytest

from store.kinds import Meeting
from store.minutes.sitting import Sitting
from store.store import Store

NIAMEY = "2023-03-01-niamey-afg"


def meeting_of(store: Store) -> Meeting:
    """The meeting as it stands."""
    found = store.get(NIAMEY)
    assert isinstance(found, Meeting)
    return found


@pytest.fixture
def sitting(coalition: Store) -> Sitting:
    """The Niamey meeting."""
    return Sitting(coalition, meeting_of(coalition))
