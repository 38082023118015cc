"""Words that Markdown reads as words, whatever marks are in them."""

import re

from store.text import clean_line

# CommonMark 0.31 §2.4, §4: what marks anything wherever it stands, and what does at the beginning
_MARKS = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_AT_START = re.compile(r"(?=[#>])|(?=[-+=](?:[\s=-]|$))|(?=:-)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escaped(text: str) -> str:
    """One line that Markdown (CommonMark, with the tables of GFM) reads as these very words."""
    return marked(clean_line(text), fresh=True)


def marked(text: str, *, fresh: bool) -> str:
    """The text with a backslash before whatever marks anything; `fresh`: it begins a line."""
    line = _MARKS.sub(r"\\\g<0>", text)
    if not fresh:
        return line
    if line[:1].isdigit():
        return _NUMBER.sub(r"\1\\\2", line, count=1)
    return f"\\{line}" if _AT_START.match(line) else line
