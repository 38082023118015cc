"""What a table seems to be: its kind, the field of each column, and why that is thought."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct, structs

from store.fields import Field
from store.kinds import KINDS
from store.mapping.fitting import TELLING, Sample
from store.mapping.headers import Meant, meant_by, plain, words_in
from store.mapping.maps import ID, SEVERAL, Column, Map, fillable
from store.mapping.settling import settled
from store.mapping.sheets import Sheet, words_of
from store.names import Names
from store.record import Record
from store.text import fold

LEAST = 0.38  # of a score for which a column is taken
SURE = 0.62  # of that of a header for a second column of the same field
MISSING = 1.2  # what a kind loses for each field that must be filled and has no column
FIRST = 0.25  # by how much sooner what must be filled is given a column
TITLED = 0.6  # what it wins where the title says its name
WORDY = 25  # characters on average, from which on what is none of our words is a text
HEADER, VALUES = 0.7, 0.3  # what a header and what stands below it weigh


class Because(Struct, frozen=True):
    """How sure a guess is, from 0 to 1, and why it was made."""

    score: float
    why: str


class Guess(Struct, frozen=True):
    """A map, and of each of its columns by header, why it is what it is; `known_by` why rows are
    known again by what they are."""

    map: Map
    because: dict[str, Because]
    known_by: str = ""
    score: float = 0.0


class _Fit(NamedTuple):
    score: float
    header: str
    field: str
    why: str
    by_header: float


def guess(
    sheet: Sheet,
    names: Names,
    *,
    kind: type[Record] | None = None,
    file: str = "",
    first: bool = True,
) -> Guess:
    """The map that a table seems to want. `kind` where it is known; `file` is the name of the file,
    which may say what is in it; `first`: the table is the first of its file."""
    kinds = [kind] if kind else list(KINDS.values())
    title = [*words_in(plain(sheet.title)), *words_in(plain(file.replace("-", " ")))]
    samples = {header: Sample(sheet, header, names) for header in sheet.headers}
    of_each = (_columns(bool(sheet.head), samples, each, title) for each in kinds)
    best = max(of_each, key=lambda found: found[0])
    score, chosen, fits = best
    made = Map(
        kind=chosen.kind.name,
        columns=tuple(Column(h, fits[h].field if h in fits else "") for h in sheet.headers),
        sheet="" if first else sheet.title,
        head=sheet.head,
    )
    key, known_by = key_of(made, sheet)
    made = settled(structs.replace(made, key=key), sheet, names)
    because = {header: Because(fit.score, fit.why) for header, fit in fits.items()}
    return Guess(made, because, known_by, score)


def _columns(
    headed: bool, samples: Mapping[str, Sample], kind: type[Record], title: Sequence[str]
) -> tuple[float, type[Record], dict[str, _Fit]]:
    """How well a table fits a kind, and the field of each of its columns."""
    known = fillable(kind)
    every: list[_Fit] = []
    for sample in samples.values():
        every += _fits(sample, headed, kind, known)
    taken = _taken(every, known)
    filled = {fit.field for fit in taken.values()}
    lacking = sum(field.required and name not in filled for name, field in known.items())
    score = sum(fit.score for fit in taken.values()) - MISSING * lacking
    called = {kind.kind.name, *kind.kind.plural.split(), *_CALLED.get(kind.kind.name, ())}
    score += TITLED * bool(called & set(title))
    return score, kind, taken


_CALLED = {
    "commitment": ("actions", "action", "suivi", "follow-up", "tracker", "tasks", "engagements"),
    "member": ("membership", "membres", "countries", "mitglieder"),
    "meeting": ("calendar", "events", "reunions", "agenda"),
    "group": ("groupes", "committees"),
}


def _fits(
    sample: Sample, headed: bool, kind: type[Record], known: Mapping[str, Field]
) -> list[_Fit]:
    """The fields that a column may fill, by its header and by what stands in it."""
    header = sample.header
    meant = meant_by(header, kind) if headed else {}
    found: list[_Fit] = []
    if ID in meant and sample.tells_rows():
        found.append(_Fit(meant[ID].score, header, ID, meant[ID].why, meant[ID].score))
    for name, field in known.items():
        said = meant.get(name, Meant(0.0, ""))
        if not said.score and (field.type not in TELLING or not field.main):
            continue
        fits = sample.fits(kind.kind.name, field)
        if fit := _weighed(header, field, said, fits, sample):
            found.append(fit)
    if not headed and (title := _title_field(kind)):
        found.append(_Fit(0.3 + _worded(sample), header, title, "it holds the most words", 0))
    return found


def _worded(sample: Sample) -> float:
    """How much a column without a header looks like what a record is called."""
    if sample.days > 0.5 or not sample.cells:
        return 0.0
    several = len(sample.different) / len(sample.cells)
    return 0.3 * several * min(1.0, sample.length / 40)


def _title_field(kind: type[Record]) -> str:
    """The text that names a record of the kind."""
    known = fillable(kind)
    return next((n for n in reversed(kind.kind.heading) if known[n].type == "text"), "")


def _weighed(header: str, field: Field, said: Meant, fits: float, sample: Sample) -> _Fit | None:
    first = 0.002 * (10 - field.main) if field.main else 0.0  # of two alike the one that matters
    told_at_length = field.type == "choice" and sample.length > WORDY and fits < 0.25
    if said.score and not told_at_length:
        score = HEADER * said.score + VALUES * fits + first
        if field.type in TELLING and sample.cells and fits < 0.25:
            score *= 0.8 if field.type in ("refs", "ref", "choice") else 0.55
        elif fits < 0.25 and sample.cells:
            score *= 0.7
        return _Fit(score, header, field.name, said.why, said.score)
    if told_at_length or fits < 0.7 or len(sample.different) < 2:
        return None
    what = {"date": "days", "when": "days", "links": "web addresses", "country": "countries"}
    holds = what.get(field.type, "its words" if field.type == "choice" else "names known here")
    return _Fit(0.3 + 0.2 * fits + first, header, field.name, f"it holds {holds}", 0.0)


def _taken(every: Sequence[_Fit], known: Mapping[str, Field]) -> dict[str, _Fit]:
    """The best field of each column, each field once but for those that take several. What must be
    filled has the first choice of what may fill it."""
    taken: dict[str, _Fit] = {}
    filled: set[str] = set()
    first = {name: FIRST for name, field in known.items() if field.required}
    for fit in sorted(every, key=lambda fit: -fit.score - first.get(fit.field, 0)):
        if fit.score < LEAST or fit.header in taken:
            continue
        if fit.field in filled:
            several = fit.field != ID and known[fit.field].type in SEVERAL
            if not (several and fit.by_header >= SURE):
                continue
        taken[fit.header] = fit
        filled.add(fit.field)
    return taken


def key_of(made: Map, sheet: Sheet) -> tuple[tuple[str, ...], str]:
    """The headers of the columns by which a row is known again, and why: as few as tell all rows
    apart, beginning with what the record is called."""
    by_field: dict[str, str] = {}
    for column in made.used:
        by_field.setdefault(column.field, column.header)
    if ID in by_field:
        return (), f"rows are known again by “{by_field[ID]}”"
    kind = made.record
    about = kind.kind
    newest = (about.order.removesuffix("-"),) if about.order.endswith("-") else ()
    wanted = (*about.heading, *newest)
    more = (about.doers, *(name for span in about.spans[-1:] for name in span))
    first = tuple(dict.fromkeys(by_field[name] for name in wanted if name in by_field))
    key = first or tuple(column.header for column in made.used)
    for name in more:
        if _tells_apart(key, sheet):
            break
        if name in by_field and by_field[name] not in key:
            key = (*key, by_field[name])
    told = " and ".join(f"“{header}”" for header in key)
    return key, f"rows are known again by {told}" if key else ""


def _tells_apart(key: Sequence[str], sheet: Sheet) -> bool:
    places = [sheet.at(header) for header in key]
    seen: set[tuple[str, ...]] = set()
    for _, row in sheet.rows:
        words = tuple(fold(words_of(row[at])) if at < len(row) else "" for at in places)
        if words in seen:
            return False
        seen.add(words)
    return True
