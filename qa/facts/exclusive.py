"""What a source says of one thing only and a claim of more: "open only for residents", "open for tourists as well"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.facts.core import relevant_clauses
from qa.facts.mismatch import Mismatch
from qa.facts.names import plain_stems
from store.words import content_tokens, language_of

_ONLY = re.compile(r"(?<!\bnot )(?<!\bif )(?<!n[’']t )\b(?:only|solely|exclusively)\b(?! one of\b)", re.IGNORECASE)
_MORE = re.compile(
    r"\bnot (?:only|just|merely|solely)\b|\bonly one of\b|\bone of (?:several|many|a number|various|multiple)\b|"
    r"\bне только\b|\bnicht (?:nur|mehr nur)\b|뿐(?:만)?\s?아니라|"
    r"\b(?:no longer|not any ?more) (?:just |only |solely )|\bas well(?: as)?\b|\bnot restricted\b|\bnot limited\b",
    re.IGNORECASE,
)
_ONLY_FOR = re.compile(r"\b(?:only|solely|exclusively) (?:for|to|by|with)\b", re.IGNORECASE)
SHARED = 2
"""Of these so many must be words of the claim."""
AROUND = 3
"""Content words on either side of an "only" among which stands what it is said of."""


def shared_out(claim: str, core: str) -> Iterator[Mismatch]:
    """An "only" of the source's where the claim says that there is more of it; of a source in English."""
    if language_of(core) != "en" or not _MORE.search(claim) or _MORE.search(core):
        return
    if language_of(claim) != "en":
        if _ONLY_FOR.search(relevant_clauses(claim, core)):
            yield Mismatch("negation", "the source says this of one thing only", contradicts=True)
        return
    mine = plain_stems(claim)
    words = content_tokens(core)
    for only in _ONLY.finditer(core):
        before = [stem for stem, token in words if token.end <= only.start()][-AROUND:]
        behind = [stem for stem, token in words if token.start >= only.end()][:AROUND]
        if len(mine & {*before, *behind}) >= SHARED:
            yield Mismatch("negation", "the source says this of one thing only", contradicts=True)
            return
