"""Whether what a claim says of somebody stands in his own item of a list: "- Julie Turner, Nominee for …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.mismatch import Mismatch
from qa.facts.names import names, plain_stems
from qa.facts.same_names import names_it

_MARK = re.compile(r"(?:^|\s)(?:[-•*–]|\d{1,2}[.)])\s+(?=[A-ZА-ЯЁ\d])", re.MULTILINE)
"""What stands before an item: at the beginning of a line, or, where the lines were joined, anywhere."""
_LINE_MARK = re.compile(r"^\s*(?:[-•*–]|\d{1,2}[.)])\s+(?=[A-ZА-ЯЁ\d])", re.MULTILINE)
_MARKED = re.compile(r"\s*(?:[-•*–]|1[.)])\s")
"""A text that begins as a list; in another a dash is a dash."""
ITEMS = 3
"""Items from which it is a list."""


def another_item(claim: str, text: str) -> Iterator[Mismatch]:
    """What the claim says of one who opens an item of a list, when it stands in the item that another one opens."""
    items = _items(text)
    if len(items) < ITEMS:
        return
    said = plain_stems(claim)
    opened = [(name, [item for item in items if names_it(name, _opening(item))]) for name in names(claim)]
    opened = [(name, own) for name, own in opened if own]
    if len(opened) != 1:
        return  # of several together an item of one may tell
    name, own = opened[0]
    others = [item for item in items if item not in own]
    here = said & frozenset().union(*map(plain_stems, own))
    best = max(others, key=lambda item: len(said & plain_stems(item)), default="")
    if len((said & plain_stems(best)) - here) > len(here):
        yield Mismatch("roles", f"the source says this of {_opening(best)}, not of {name.text}", contradicts=True)


@lru_cache(maxsize=1024)
def _items(text: str) -> tuple[str, ...]:
    marks = list((_MARK if _MARKED.match(text) else _LINE_MARK).finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), *([len(text)] if marks else [])]
    return tuple(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True))


def _opening(item: str) -> str:
    return item.partition(",")[0].strip()
