"""Where a claim says that something was done: not in another place than where its source says the very same was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.mismatch import Mismatch
from qa.facts.source import Source
from store.names import gazetteer, mentions, wholes
from store.words import is_function_word, language_of, stem

_IN = re.compile(r"(?P<word>[a-z]{3,})\s(?:in|at)\s(?:the\s)?$")
"""Before a place, with the word for what was done there: "signed in the Russian capital"."""

_DONE = re.compile(r"sign|held|hold|met|meet|took|take|open|conclud|complet|announc|born|built|agre|adopt|ratif\w+")
"""Stems of what is done in some place."""
_BETWEEN = re.compile(r"\b(?:between|of) (?:[\w’'-]+ and )?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+[A-Z]")
"""Around two capitals that deal with each other: "exchanges between Moscow and Pyongyang"."""


def elsewhere(claim: str, source: Source) -> Iterator[Mismatch]:
    """What the claim has done in one place and the source in another; English only.

    A place that holds the other is the same; so is one where the source has it done as well. A capital that the source
    names for its government only ("between Moscow and Pyongyang") is no place where anything was done.
    """
    if language_of(claim) != "en" or source.language != "en":
        return
    theirs = _done_in(source.text)
    for word, place, written in _done_in(claim):
        there = {other: told for done, other, told in theirs if done == word}
        if there and not any(place in wholes(other) or other in wholes(place) for other in there):
            yield Mismatch("place", f"the source says {next(iter(there.values()))}, not {written}", contradicts=True)
        elif not there and _DONE.fullmatch(word) and gazetteer()[place].speaks_for and _governs_only(place, source):
            yield Mismatch("place", f"the source does not say that this was in {written}")


def _governs_only(place: str, source: Source) -> bool:
    """Whether the span names a capital, and each time as one of two governments that deal with each other."""
    named = [m for m in mentions(source.text) if m.entity == place]
    return bool(named) and all(_deals(source.text, m.start, m.end) for m in named)


def _deals(text: str, start: int, end: int) -> bool:
    between = _BETWEEN.search(text, max(0, start - 40), start)
    return between is not None and (" and " in between.group() or _AND.match(text, end) is not None)


@lru_cache(maxsize=8192)
def _done_in(text: str) -> tuple[tuple[str, str, str], ...]:
    """Each word right before "in" and the name of a place: its stem, the place, the place as written."""
    found = []
    for mention in mentions(text):
        done = _IN.search(text, max(0, mention.start - 40), mention.start)
        if (
            done
            and gazetteer()[mention.entity].kind in ("place", "country")
            and not is_function_word(done["word"], "en")
        ):
            found.append((stem(done["word"], "en"), mention.entity, text[mention.start : mention.end]))
    return tuple(found)
