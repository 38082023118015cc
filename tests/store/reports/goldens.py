"""Comparing a paper with its golden; `SMALLGROUP_GOLDENS=write` writes them anew: then look at what
changed."""

import os
from pathlib import Path

import msgspec
from msgspec import Struct

from store.desk import Desk
from store.reports.render import render

GOLDENS = Path(__file__).parent / "goldens"


def check_paper(name: str, template: str, data: Struct, desk: Desk) -> None:
    """The paper's JSON and Markdown are `name.json` and `name.md`, letter by letter."""
    told = msgspec.json.format(msgspec.json.encode(data), indent=1).decode() + "\n"
    check_text(f"{name}.json", told)
    check_text(f"{name}.md", render(template, "md", data, desk))


def check_text(name: str, text: str) -> None:
    """The text is what the golden of this name has."""
    golden = GOLDENS / name
    if os.environ.get("SMALLGROUP_GOLDENS") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
