"""What reading a calendar may take."""

from msgspec import Struct

MIB = 1024 * 1024


class Limits(Struct, frozen=True):
    """What reading may take: bytes of the calendar, components in it, records that come of it,
    seconds of processor time and of the clock, bytes of memory and of what comes of it."""

    input: int = 16 * MIB
    components: int = 50_000
    records: int = 20_000
    cpu: int = 30
    wall: float = 60.0
    memory: int = 1024 * MIB
    output: int = 64 * MIB

    @property
    def too_much_memory(self) -> str:
        """The sentence for the last but one."""
        return (
            f"This calendar takes more than {self.memory // MIB:,} MB of memory to read; ask its "
            "publisher for a smaller one."
        )


LIMITS = Limits()  # of what somebody publishes

# of a file that a person chose, such as an export of all that is here
OF_A_FILE = Limits(
    input=512 * MIB,
    components=1_000_000,
    records=500_000,
    cpu=600,
    wall=900.0,
    memory=4096 * MIB,
    output=1024 * MIB,
)
