"""What each type of field can do: parse, format, show, compare, sort, suggest, decode, encode.

One class a type; a record holds plain values (strings, tuples, numbers), and the declared field is
passed to whatever is asked. `parse` takes what a person typed and `format` gives it back:
`parse(format(value)) == value`. `show` is for reading. `decode` stands at the door: it takes a
JSON value from a file or a feed, makes it safe and refuses what does not fit.
"""

from store.types.base import Test, Type
from store.types.lists import Links, Moves, Tags
from store.types.numbers import Int, Priority
from store.types.references import Ref, Refs
from store.types.times import Date, Stamp, When
from store.types.words import Choice, Country, Flag, Line, Long

__all__ = ["TYPES", "Ref", "Refs", "Test", "Type"]

TYPES: dict[str, Type] = {
    "text": Line(),
    "long": Long(),
    "stamp": Stamp(),
    "date": Date(),
    "when": When(),
    "choice": Choice(),
    "country": Country(),
    "ref": Ref(),
    "refs": Refs(),
    "tags": Tags(),
    "links": Links(),
    "moves": Moves(),
    "int": Int(),
    "priority": Priority(),
    "flag": Flag(),
}
