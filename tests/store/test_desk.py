"""Opening a desk."""

import pytest

from store.config import Config
from store.desk import open_throwaway
from store.errors import StoreError


@pytest.mark.parametrize("data", ["demo", "sample"])
def test_what_throwaway_data_came_with_is_not_the_users_to_undo(data: str) -> None:
    with open_throwaway(data, Config(name="anna")) as desk:
        with pytest.raises(StoreError, match="nothing"):
            desk.store.undo()
        assert desk.store.everything()
