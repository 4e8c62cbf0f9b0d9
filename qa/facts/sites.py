"""Where a claim says that something was done: not in another place than where its source says the very same was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.mismatch import Mismatch
from store.names import gazetteer, mentions, wholes
from store.words import is_function_word, language_of, stem

_IN = re.compile(r"(?P<word>[a-z]{3,})\s(?:in|at)\s(?:the\s)?$")
"""Before a place, with the word for what was done there: "signed in the Russian capital"."""


def elsewhere(claim: str, text: str) -> Iterator[Mismatch]:
    """What the claim has done in one place and the text in another; English only.

    A place that holds the other is the same; so is one where the text has it done as well.
    """
    if language_of(claim) != "en" or language_of(text) != "en":
        return
    theirs = _done_in(text)
    for word, place, written in _done_in(claim):
        there = {other: told for done, other, told in theirs if done == word}
        if there and not any(place in wholes(other) or other in wholes(place) for other in there):
            yield Mismatch("place", f"the source says {next(iter(there.values()))}, not {written}", contradicts=True)


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
