"""What a server's answer means: each a sentence that says what to do about it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from store.sync.errors import (
    Busy,
    ConditionRefused,
    Denied,
    Expired,
    Failed,
    NotThere,
    SyncError,
    Unexpected,
)

BUSY = (429, 502, 503, 504)
SECONDS = re.compile(r"\s*([0-9]{1,9})\s*")


def check_status(status: int, headers: Mapping[str, str], url: str) -> None:
    """`SyncError` for every status but 200; `url` as it may be shown."""
    if status == 200:
        return
    if status in BUSY:
        after = retry_after(headers)
        when = f" before {_in_words(after)} have passed" if after and after >= 60 else ""
        raise Busy(f"{url} cannot answer now{when} ({status}); try again later.", after)
    refusal, told = _REFUSALS.get(status, (None, ""))
    if refusal is None and status >= 500:
        refusal, told = Failed, "failed by a fault of its own ({}); tell whoever runs it."
    if refusal is None:
        refusal, told = Unexpected, "answered {}, which is no feed; check the address."
    raise refusal(f"{url} {told.format(status)}")


_TOKEN = "wants a valid token ({}); give one with --token-env, --token-command or --token-file."
_REFUSALS: dict[int, tuple[type[SyncError], str]] = {
    401: (Denied, _TOKEN),
    403: (Denied, _TOKEN),
    404: (NotThere, "has nothing for us ({}); check the address."),
    410: (Expired, "is gone for good ({}); ask its publisher for the new address."),
    412: (ConditionRefused, "will not be asked whether it has changed ({}); tell whoever runs it."),
}


def retry_after(headers: Mapping[str, str]) -> float | None:
    """In how many seconds the server wants to be asked again (RFC 9110 §10.2.3); None: it does not
    say. A date is measured against the server's own clock where it tells it, for ours may be off.
    """
    said = headers.get("retry-after", "")
    if seconds := SECONDS.fullmatch(said):
        return float(seconds[1])
    wanted = _moment(said)
    if wanted is None:
        return None
    here = _moment(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (wanted - here).total_seconds())


def _moment(said: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(said)
    except (ValueError, OverflowError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _in_words(seconds: float) -> str:
    for size, name in ((86_400, "days"), (3600, "hours")):
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {name}"
    return f"{seconds / 60:.0f} minutes"
