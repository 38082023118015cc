"""What desks that share records tell each other beside the records."""

from collections.abc import Mapping

from msgspec import Struct

from store.formats.source import Tombstone
from store.versions import Stamp


class Versions(Struct, frozen=True):
    """Whose versions they are ("": there are none), those of records and of what is gone, by id,
    and what is gone as far as it is known why."""

    desk: str = ""
    stamps: Mapping[str, Stamp] = {}
    gone: Mapping[str, Tombstone] = {}


NO_VERSIONS = Versions()
