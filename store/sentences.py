"""Where sentences begin and end, as offsets into an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from store.article import Sentence

LONGEST = 1500
"""Characters after which something without a full stop is cut anyway: a table, a list, a text without punctuation."""

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_BREAK = re.compile(r"[\s。！？｡]")
"""What a boundary must follow: "DPRK-U.S." holds none."""
_SOFT_BREAKS = ("; ", ", ", " ")
_STOP = re.compile(r"(?P<no>\b[Nn]o)?(?<=\w)\.(?P<behind>\s+)(?=\S)(?P<figure>\d)?")
_INNER = "·"
"""A mark that ends nothing."""


def split_sentences(text: str, language: str = "en", offset: int = 0) -> list[Sentence]:
    """Return the sentences of `text` in order, each with ``text[s.start - offset:s.end - offset] == s.text``.

    A sentence never spans a line break. What holds no letter and no digit ("* * *", "[...]") is no sentence.
    """
    found: list[Sentence] = []
    for line in _LINE.finditer(text):
        for start, end in _spans(line.group(), language):
            sentence = _trimmed(text, line.start() + start, line.start() + end, offset)
            if sentence is not None:
                found.append(sentence)
    return found


@lru_cache(maxsize=8192)
def inner_stops_marked(text: str, language: str = "en") -> str:
    """The text, as long as it was, with another mark for each full stop before a space that ends no sentence: "U.S. ".

    A stop behind "no" is inner only before a figure: "No. 5".
    """
    stops = list(_STOP.finditer(text))
    if not stops:
        return text
    starts = {start for start, _ in _spans(text, language)}
    marked = list(text)
    for stop in stops:
        ends = not starts.isdisjoint(range(stop.start("behind") + 1, stop.end("behind") + 1))
        if not ends and not (stop["no"] and not stop["figure"]):
            marked[stop.start("behind") - 1] = _INNER
    return "".join(marked)


def _spans(line: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of one line, long ones cut."""
    import sentencex

    starts = [int(boundary["start_index"]) for boundary in sentencex.get_sentence_boundaries(language, line)]
    starts = [at for at in starts if at == 0 or _BREAK.search(line[at - 1])]
    for start, end in pairwise([*starts, len(line)]):
        while end - start > LONGEST:
            cut = _cut_before(line, start, start + LONGEST)
            yield start, cut
            start = cut
        yield start, end


def _cut_before(line: str, start: int, limit: int) -> int:
    """Return where to cut at or before `limit`: after a semicolon, else a comma, else a space, else right there."""
    for mark in _SOFT_BREAKS:
        at = line.rfind(mark, start + LONGEST // 2, limit)
        if at > 0:
            return at + len(mark)
    return limit


def _trimmed(text: str, start: int, end: int, offset: int) -> Sentence | None:
    """Return the sentence between two offsets without the whitespace around it, None when it holds no word."""
    piece = text[start:end]
    if not _WORD.search(piece):
        return None
    start += len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Sentence(offset + start, offset + start + len(piece), piece)
