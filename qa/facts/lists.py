"""Whether what a claim says of somebody stands in his own item of a list: "- Julie Turner, Nominee for …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.mismatch import Mismatch
from qa.facts.names import names, plain_stems
from qa.facts.same_names import names_it

_ITEM = re.compile(r"(?:^|\n)\s*(?:[-•*–]|\d{1,2}[.)])\s+(?P<text>[^\n]+(?:\n(?!\s*(?:[-•*–]|\d{1,2}[.)])\s)[^\n]+)*)")
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
    return tuple(match["text"] for match in _ITEM.finditer(text))


def _opening(item: str) -> str:
    return item.partition(",")[0].strip()
