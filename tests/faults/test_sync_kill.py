"""kill -9 in a sync: all of it or nothing, and the next one ends where an unbroken one would.

`python -m tests.faults.sync_kills` kills 200 times, in syncs of 5,000 changes.
"""

from tests.faults.sync_kills import STRAY, Size, kills

KILLS = 8
SMALL = Size(members=40, before=500, changed=300, gone=100, new=100, page=50)


def test_killed_in_the_middle_of_a_sync() -> None:
    with kills(seed=4, size=SMALL) as work:
        assert len(work.before.records) == 540
        assert len(work.after.records) == 540 - 100 + STRAY + 101
        assert len(work.after.memory.conflicts) == 2 * STRAY
        assert (work.before.cursor, work.after.cursor, work.after.syncs) == ("1", "2", 2)
        for number in range(KILLS):
            work.kill(number)
        assert work.met.total() == KILLS
