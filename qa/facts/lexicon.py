"""What part of speech an English word mostly is, from a list of 43,000 forms.

The list, ``lexicon.txt.gz``, is made by ``python -m qa.evaluation.fit_lexicon`` from the lexicon of a tagger (Brill
1992, A simple rule-based part of speech tagger; MIT license, copyright 1993 by the Massachusetts Institute of
Technology and the University of Pennsylvania).
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path
from typing import Literal

Part = Literal["noun", "verb", "modifier", "other"]
PARTS: tuple[Part, ...] = ("noun", "verb", "modifier", "other")
"""The parts in the order of the list's lines; a modifier is an adjective or an adverb."""
_ENDINGS: tuple[tuple[tuple[str, ...], Part], ...] = (
    (("ly", "ous", "ive", "ful", "less", "able", "ible"), "modifier"),
    (("ing", "ed"), "verb"),
)


def lexicon_path() -> Path:
    """Where the list is."""
    return Path(__file__).with_name("lexicon.txt.gz")


@lru_cache(maxsize=1)
def _listed() -> dict[str, Part]:
    lines = gzip.decompress(lexicon_path().read_bytes()).decode("ascii").split("\n")
    return {word: part for part, line in zip(PARTS, lines, strict=True) for word in line.split()}


def is_common_word(word: str) -> bool:
    """Whether an English word, whatever its capitals, is one that dictionaries have, and so need not be a name."""
    folded = word.lower()
    roots = (folded.removesuffix(ending) for ending in ("", "s", "er", "ers"))
    return folded.endswith(("ly", "ing", "ed")) or any(root in _listed() for root in roots)


def part_of_speech(word: str) -> Part:
    """What an English word mostly is; one that is not listed by its ending, else a noun."""
    folded = word.lower()
    by_ending: Part = next((part for endings, part in _ENDINGS if folded.endswith(endings)), "noun")
    return _listed().get(folded, by_ending)
