"""On which page of a PDF a passage stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def page_starts(raw: str, pages: Sequence[int], body: str) -> tuple[int, ...]:
    """Carry the offsets at which pages begin over from `raw` to `body`, which is `raw` without some of its lines."""
    if not pages:
        return ()
    kept = body.split("\n")
    raw_starts, body_starts = [0], [0]
    at = place = offset = 0
    for line in raw.split("\n"):
        if place < len(kept) and line.rstrip() == kept[place]:
            raw_starts.append(at)
            body_starts.append(offset)
            offset += len(kept[place]) + 1
            place += 1
        at += len(line) + 1
    nearest = [bisect_right(raw_starts, page) - 1 for page in pages]
    moved = (body_starts[near] + page - raw_starts[near] for near, page in zip(nearest, pages, strict=True))
    return tuple(min(start, len(body)) for start in moved)


def page_of(pages: Sequence[int], offset: int) -> int | None:
    """Return the number, from 1, of the page that holds `offset` of the text; None where there are no pages."""
    return max(bisect_right(pages, offset), 1) if pages else None
