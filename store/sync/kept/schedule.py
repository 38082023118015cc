"""When a source is to be synced next by itself: a pure function of the last run, of how often it
failed since it last went well, and of a seed.

After a failure the pause doubles, up to a day. A little is added to each pause, so that a thousand
desks that were opened at nine do not all ask at half past; nothing is ever asked sooner than the
user said.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from store.sync.kept.sources import Reached, Source

SPREAD = 0.2  # of a pause, the most that is added to it
LONGEST = timedelta(days=1)  # that failures make a pause, unless the user wants a longer one
DOUBLED = 11  # times at the most: a minute is more than a day then


def next_run(last: datetime, every: timedelta, failures: int, seed: str) -> datetime:
    """The moment of the next run. The same arguments always give the same moment."""
    pause = every * 2 ** min(failures, DOUBLED) if failures else every
    pause = min(pause, max(every, LONGEST))
    return last + pause * (1 + SPREAD * Random(seed).random())


def next_of(source: Source, reached: Reached) -> datetime | None:
    """When a source is to be synced by itself next (UTC): now (the oldest of times) where it never
    was; None where it never will be."""
    if not source.every:
        return None
    last = moment(reached.at)
    if last is None:
        return datetime.min.replace(tzinfo=UTC)
    seed = f"{source.name} {reached.at}"
    return next_run(last, timedelta(minutes=source.every), reached.failures, seed)


def is_due(source: Source, reached: Reached, now: datetime) -> bool:
    """Whether it is time. It is, too, where the last run lies ahead: the clock was set back."""
    next_ = next_of(source, reached)
    last = moment(reached.at)
    return next_ is not None and (next_ <= now or (last is not None and last > now))


def moment(at: str) -> datetime | None:
    """A stamp of ours as a moment; None where there is none, or it is not one."""
    try:
        read = datetime.fromisoformat(at)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)
