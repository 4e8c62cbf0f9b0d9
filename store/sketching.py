"""Sketches of texts: two that share much of their wording share a band, so that copies are found without comparing all.

MinHash (Broder, 1997) over shingles of three words, cut into bands for locality-sensitive hashing (Indyk and Motwani,
1998). The constants are written out and not drawn by a library, since sketches are stored.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = "1"
"""Raise it when the sketch of a text would come out different, so that stored ones are made anew."""
BANDS, ROWS = 32, 3
"""Two texts with Jaccard similarity s share a band with probability 1 - (1 - s³)³²: .58 at .3, .99 at .5, .03 at .1."""
SHINGLE = 3

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_\u3040-\u30ff\u3400-\u9fff]+")
"""A word; in scripts without spaces a character."""
_PRIME = 4294967311
"""The first prime beyond the 32 bits of a shingle's checksum."""
_AT_ONCE = 8192
"""Shingles hashed together: bounds the memory a long text takes."""


def words_of(text: str) -> list[str]:
    """Return the words of a text in order, as they are written."""
    return _WORD.findall(text)


def shingles(text: str) -> set[int]:
    """Return a checksum of each run of `SHINGLE` words, in whatever case; of a shorter text of all its words."""
    words = [word.casefold() for word in words_of(text)]
    runs = (words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1)))
    return {zlib.crc32(" ".join(run).encode()) for run in runs if run}


def bands(text: str) -> list[int]:
    """Return the bands of a text, as signed 64-bit numbers; none when it has no word."""
    import numpy as np

    factors, summands, prime = _constants("factor"), _constants("summand"), np.uint64(_PRIME)
    hashes = np.fromiter(shingles(text), dtype=np.uint64)
    if not hashes.size:
        return []
    least = np.full(BANDS * ROWS, prime, dtype=np.uint64)
    for at in range(0, len(hashes), _AT_ONCE):
        mixed = (np.multiply.outer(hashes[at : at + _AT_ONCE], factors) + summands) % prime
        least = np.minimum(least, mixed.min(axis=0))
    rows = least.reshape(BANDS, ROWS)
    return [_number(f"{band} {' '.join(map(str, row))}") for band, row in enumerate(rows.tolist())]


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


@cache
def _constants(name: str) -> NDArray[np.uint64]:
    """Return one number below 2³¹ per permutation, so that a product with 32 bits fits into 64."""
    import numpy as np

    numbers = [(_number(f"{name} {n}") & 0x7FFFFFFE) + 1 for n in range(BANDS * ROWS)]
    return np.array(numbers, dtype=np.uint64)
