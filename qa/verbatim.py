"""Whether a claim is the very words of a span, which need no further proof."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import combinations

from qa.facts.attribution import SAY
from qa.facts.dates import dates
from qa.facts.names import names
from qa.facts.same_names import names_it
from qa.facts.scope import negated
from qa.facts.source import Source
from store.words import content_stems

LONGEST_FRAME = 14
"""Content words that may stand around a quotation: outlet, date, speaker and his office."""
_INTRODUCES = re.compile(rf"(?:^|[:,—–(]|\b(?:{SAY}|that)|보도|말했다)\s*$", re.IGNORECASE)
"""What stands right before a quotation that is somebody's words: a name in quotation marks has none of it."""
_QUOTATION = re.compile(r"[“«\"](?P<words>.+)[”»\"]", re.DOTALL)


def told_whole(claim: str, source: Source) -> bool:
    """Whether a claim is a sentence of the span, or several: words torn out of "whether …" are not what it says."""
    return _folded(claim) in _runs(source.sentences)


@lru_cache(maxsize=1024)
def _runs(sentences: tuple[str, ...]) -> frozenset[str]:
    """Every sentence and every run of sentences, folded."""
    ends = range(len(sentences) + 1)
    return frozenset(_folded(" ".join(sentences[a:b])) for a, b in combinations(ends, 2))


def quotes_verbatim(claim: str, source: Source) -> bool:
    """Whether a claim is a quotation of the span with nothing around it but its outlet, its speaker and its date."""
    match = _QUOTATION.search(claim)
    if not match or len(match["words"]) < 20 or _folded(match["words"]) not in _folded(source.text):
        return False
    if not _INTRODUCES.search(claim[: match.start()]):
        return False
    frame = claim[: match.start()] + claim[match.end() :]
    if len(content_stems(frame)) > LONGEST_FRAME or negated(frame):
        return False
    heard = [t for t in (source.publisher, source.speaker, source.text, *source.nearby) if t]
    named = all(any(names_it(name, text) for text in heard) for name in names(frame))
    own = (*(dates(source.published) if source.published else ()), *dates(source.text, source.published))
    return named and all(any(day.agrees(known) for known in own) for day in dates(frame))


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return " ".join(text.lower().split()).strip(' .“”"«»')
