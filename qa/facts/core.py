"""The sentences of a span that a claim is held against, and whose voice they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.facts.source import Source
from store.words import content_stems

REPORTER = "Q"
"""The label of a reporter's words in a transcript."""
_CLAUSE = re.compile(r"[,;:—–()]\s|\s(?=(?:but|and|while|whereas|although|however|но|а|и|aber|und)\s)")
_ASKS = re.compile(
    r"(?<![—–] right)\?[”\"]?\s*$|"  # "they see losses — right?" asks nobody
    r"\b(?:I(?:’|')?m wondering|wonder(?:ing)? (?:if|whether)|do you|can you|could you|asked (?:if|whether))\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"^(?:[A-Z.’' ]+:\s+)?(?:yes|yeah|correct|right|that(?:’|')s (?:right|correct|true)|exactly|indeed|"
    r"they (?:have|did)|(?:he|she|it|we) (?:has|did|have)\.|да\b|верно|네|그렇|ja\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Core:
    """What a claim is held against: `text` of the sentences that matter, who speaks them, whether they only ask."""

    text: str
    voices: tuple[str, ...]
    asked: bool
    nearest: str
    """The one sentence that shares most with the claim."""


def core_of(claim: str, source: Source) -> Core:
    """The sentences of a span that speak of what the claim speaks of: a denial next door must not count."""
    stems = set(content_stems(claim))
    shared = [len(stems.intersection(content_stems(s))) for s in source.sentences]
    asked = [_only_asks(source, i) for i in range(len(source.sentences))]
    nearest = max(range(len(shared)), key=lambda i: (shared[i], not asked[i]))
    if asked[nearest]:
        chosen = [nearest]
    else:
        chosen = [i for i, n in enumerate(shared) if not asked[i] and n >= 0.5 * max(shared[nearest], 1)] or [nearest]
    spoken = (source.voices[i] for i in chosen if i < len(source.voices))
    return Core(
        " ".join(source.sentences[i] for i in chosen),
        tuple(dict.fromkeys(v for v in spoken if v)),
        asked[nearest],
        source.sentences[nearest],
    )


def _only_asks(source: Source, index: int) -> bool:
    """Whether a sentence is a question, or a reporter's, that nobody affirms in the span."""
    reporter = index < len(source.voices) and source.voices[index] == REPORTER
    if not reporter and not _asks(source.sentences[index]):
        return False
    following = source.sentences[index + 1] if index + 1 < len(source.sentences) else ""
    return not _YES.match(following)


@lru_cache(maxsize=8192)
def _asks(sentence: str) -> bool:
    return bool(_ASKS.search(sentence))


@lru_cache(maxsize=4096)
def relevant_clauses(claim: str, text: str) -> str:
    """The clauses that share the claim's words, and those between them."""
    stems = set(content_stems(claim))
    clauses = [c for c in _CLAUSE.split(text) if c and c.strip()]
    shared = [len(stems.intersection(content_stems(clause))) for clause in clauses]
    if len(clauses) < 2 or not any(shared):
        return text
    chosen = [i for i, n in enumerate(shared) if n >= max(1, 0.5 * max(shared))]
    return " , ".join(clauses[min(chosen) : max(chosen) + 1])
