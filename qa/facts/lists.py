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
ITEMS = 3
"""Items from which it is a list."""


def another_item(claim: str, text: str) -> Iterator[Mismatch]:
    """What the claim says of one who opens an item of a list, when it stands in the item that another one opens."""
    items = _items(text)
    if len(items) < ITEMS:
        return
    said = plain_stems(claim)
    for name in names(claim):
        own = [item for item in items if names_it(name, _opening(item))]
        if not own:
            continue
        here = said & frozenset().union(*map(plain_stems, own))
        best = max((item for item in items if item not in own), key=lambda item: len(said & plain_stems(item)))
        if len((said & plain_stems(best)) - here) > len(here):
            yield Mismatch("roles", f"the source says this of {_opening(best)}, not of {name.text}", contradicts=True)
            return


@lru_cache(maxsize=1024)
def _items(text: str) -> tuple[str, ...]:
    marks = list(_MARK.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), *([len(text)] if marks else [])]
    return tuple(text[mark.end() : end].strip() for mark, end in zip(marks, ends, strict=True))


def _opening(item: str) -> str:
    return item.partition(",")[0].strip()
