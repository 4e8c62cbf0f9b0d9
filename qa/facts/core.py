"""The sentences of a span that a claim is held against, and whose voice they are in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from qa.facts.names import names
from qa.facts.scope import negated
from qa.facts.source import Source, entities_of
from store.meanings import key_of, nearness
from store.words import content_stems, content_tokens, language_of

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

_ASKING = re.compile(
    r"^.{0,300}\b(?:(?:could|can|would|will|do|did) you|I (?:wonder|want(?:ed)? to know)|asked)\b.*?\b(?:if|whether|"
    r"that)\s",
    re.I,
)
"""What a question has besides what it asks, which is certain once it is affirmed."""
_NO = re.compile(
    r"^(?:[A-Z.’' ]+:\s+)?(?:no\b|not (?:yet|at all|that|to)\b|never\b|"
    r"(?:I|we|they|he|she|it) (?:\w+ )?(?:(?:do|did|have|has|was|were|would|is|are)(?:n[’']t| not)|can(?:not|[’']t))|"
    r"нет\b|nein\b|아니)",
    re.IGNORECASE,
)
LIKE = 0.4
"""Nearness in meaning from which a word of one language counts as one of another's."""
IN_COMMON = 2
"""Words of a claim that an answer has which is what the claim tells, rather than the question."""


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
    shared = [_in_common(claim, s, language_of(s)) for s in source.sentences]
    answered = [_is_answered(claim, source, i) for i in range(len(source.sentences))]
    asked = [_is_question(source, i) and not answered[i] for i in range(len(source.sentences))]
    nearest = max(range(len(shared)), key=lambda i: (shared[i], not asked[i]))
    if asked[nearest] and (answers := [i for i in _said_by_whom(claim, source) if shared[i] >= IN_COMMON]):
        nearest = max(answers, key=lambda i: shared[i])
    if asked[nearest]:
        chosen = [nearest]
    else:
        chosen = [i for i, n in enumerate(shared) if not asked[i] and n >= 0.5 * max(shared[nearest], 1)] or [nearest]
    chosen = sorted({*chosen, *(i + 1 for i in chosen if answered[i])})
    spoken = (source.voices[i] for i in chosen if i < len(source.voices) and not answered[i])
    return Core(
        " ".join(_ASKING.sub("", source.sentences[i]) if answered[i] else source.sentences[i] for i in chosen),
        tuple(dict.fromkeys(v for v in spoken if v)),
        asked[nearest],
        source.sentences[nearest],
    )


@lru_cache(maxsize=8192)
def _in_common(claim: str, sentence: str, other: str) -> int:
    """How many content words of a claim a sentence has, in `other` language also names and words that mean the same."""
    own = language_of(claim)
    stems = set(content_stems(claim))
    if own == other:
        return len(stems.intersection(content_stems(sentence)))
    keys, theirs = (
        [key_of(t.text, x) for _, t in content_tokens(text, x)] for text, x in ((claim, own), (sentence, other))
    )
    alike = nearness(keys, theirs).max(axis=1, initial=0.0) >= LIKE if keys and theirs else np.zeros(0)
    return int(alike.sum()) + len(entities_of(claim) & entities_of(sentence))


def _is_question(source: Source, index: int) -> bool:
    """Whether a sentence is a question, or a reporter's."""
    reporter = index < len(source.voices) and source.voices[index] == REPORTER
    return reporter or _asks(source.sentences[index])


def _is_answered(claim: str, source: Source, index: int) -> bool:
    """Whether the next sentence of the span affirms a question, or denies one whose "no" the claim tells."""
    if index + 1 >= len(source.sentences) or not _is_question(source, index):
        return False
    following = source.sentences[index + 1]
    return bool(_YES.match(following) or (_NO.match(following) and negated(claim)))


def _said_by_whom(claim: str, source: Source) -> list[int]:
    """The sentences of a transcript that those say whom the claim names."""
    named = {word.lower() for name in names(claim) for word in name.words()}
    return [
        i for i, voice in enumerate(source.voices)
        if voice and voice != REPORTER and named & set(voice.lower().split()) and i < len(source.sentences)
    ]  # fmt: skip


@lru_cache(maxsize=8192)
def _asks(sentence: str) -> bool:
    return bool(_ASKS.search(sentence))


@lru_cache(maxsize=4096)
def relevant_clauses(claim: str, text: str) -> str:
    """The clauses that share the claim's words, and those between them."""
    clauses = [c for c in _CLAUSE.split(text) if c and c.strip()]
    shared = [_in_common(claim, clause, language_of(text)) for clause in clauses]
    if len(clauses) < 2 or not any(shared):
        return text
    least = 0.5 if language_of(claim) == language_of(text) else 0.75  # names alone are soon in common
    chosen = [i for i, n in enumerate(shared) if n >= max(1, least * max(shared))]
    return " , ".join(clauses[min(chosen) : max(chosen) + 1])
