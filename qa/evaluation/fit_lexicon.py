"""Write the list that `qa.facts.lexicon` reads: ``python -m qa.evaluation.fit_lexicon``.

Taken from the lexicon of Brill's tagger as the package ``textblob`` carries it (needed here only): every form of small
Latin letters, under the part of speech it most often is.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from importlib import resources

from qa.facts.lexicon import PARTS, Part, lexicon_path

_WORD = re.compile(r"[a-z]{2,}")
_TAGS: dict[str, Part] = {"NN": "noun", "VB": "verb", "MD": "verb", "JJ": "modifier", "RB": "modifier"}
"""Parts of speech by the first two letters of the Penn Treebank's tags."""


def listed(lines: Iterator[str]) -> dict[str, Part]:
    """Each word with its part, from lines of a word and its tags, the commonest tag first."""
    found: dict[str, Part] = {}
    for line in lines:
        word, _, tags = line.rstrip("\n").partition(" ")
        if _WORD.fullmatch(word) and tags:
            found[word] = _TAGS.get(tags[:2], "other")
    return found


def main() -> None:
    """Write the list: a line for each part, its words in alphabetical order."""
    lexicon = resources.files("textblob").joinpath("en", "en-lexicon.txt").read_text("utf-8")
    words = listed(iter(lexicon.splitlines()))
    lines = (" ".join(sorted(word for word, its in words.items() if its == part)) for part in PARTS)
    lexicon_path().write_bytes(gzip.compress("\n".join(lines).encode("ascii"), 9, mtime=0))


if __name__ == "__main__":
    main()
