"""Cutting texts into the pieces that e5 knows, in the likeliest way (unigrams: Kudo 2018, arXiv 1804.10959).

No piece reaches over the begin of a word, so each word is cut by itself, once. The library ``tokenizers`` cuts alike,
but takes most of a second to begin, and ``tumen --ask`` has two for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

BEGIN = "▁"
"""What stands for the space before a word."""
UNKNOWN = 10.0
"""How much less likely than the least likely piece a letter is that no piece has."""


class Pieces:
    """The pieces of a vocabulary, and how likely they are.

    Args:
        ids: the number of each piece.
        scores: the log odds of each, by number.
        unknown: the number of what stands for letters that no piece has.
    """

    def __init__(self, ids: Mapping[str, int], scores: Sequence[float], unknown: int) -> None:
        self._ids, self._scores, self._unknown = ids, scores, unknown
        self._longest = max(map(len, ids))
        self._least = min(scores) - UNKNOWN
        self._cut = lru_cache(maxsize=8192)(self._cut_word)

    def cut(self, text: str) -> list[int]:
        """The numbers of the pieces of a text in which `BEGIN` stands for spaces."""
        first, *words = text.split(BEGIN)
        found = list(self._cut(first)) if first else []
        for word in words:
            found += self._cut(BEGIN + word)
        return found

    def _cut_word(self, word: str) -> tuple[int, ...]:
        """Viterbi's way: the likeliest cut of each beginning of the word, from the shortest on."""
        best = [(0.0, 0, 0)] + [(float("-inf"), 0, 0)] * len(word)
        for begin in range(len(word)):
            so_far = best[begin][0]
            for end in range(begin + 1, min(begin + self._longest, len(word)) + 1):
                piece = self._ids.get(word[begin:end])
                if piece is not None and so_far + self._scores[piece] > best[end][0]:
                    best[end] = so_far + self._scores[piece], begin, piece
            if best[begin + 1][0] < so_far + self._least and word[begin] not in self._ids:
                best[begin + 1] = so_far + self._least, begin, self._unknown
        return self._back(best)

    def _back(self, best: Sequence[tuple[float, int, int]]) -> tuple[int, ...]:
        """The pieces on the way to the end; letters side by side that no piece has are one."""
        found: list[int] = []
        at = len(best) - 1
        while at > 0:
            _, at, piece = best[at]
            if piece != self._unknown or not found or found[-1] != self._unknown:
                found.append(piece)
        return tuple(reversed(found))
