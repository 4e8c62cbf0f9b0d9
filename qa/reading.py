"""How a sentence takes up a question: which words come back, and how near to them stands what is asked for.

A number must stand beside what is counted, a date beside what happened: "1,900 passengers" is no answer to how many
cabins a ship has, however much the rest of the sentence speaks of the ship.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from qa.candidates import candidates
from qa.facts.script import same_name
from qa.question import Question
from store.meanings import has_meaning, key_of, nearness, rarity
from store.names import mentions, wholes
from store.words import content_tokens, language_of

Array = NDArray[np.float64]
REACH = 5.0
"""Words over which the nearness of a word to a candidate falls to 1/e."""
SYNONYM = 0.6
"""Words as near as this need not be compared as spellings of one name."""
BESIDE = 3
"""Content words on either side of a candidate among which what is counted stands."""
_FOCUS = re.compile(
    r"\b(?:how (?:many|much)|which|what(?: kind of| sort of)?"
    r"(?! (?:is|are|was|were|did|do|does|has|had|will|can|would))|"
    r"(?:who|what) (?:is|was|are|were)(?: the)?|сколько|кто|как(?:ой|ая|ое|ие|ую|ого|ом|ому|им|ов|ова|овы)|wie viele?|"
    r"welche[rsnm]?|(?:wer|was) (?:ist|war|sind|waren)(?: (?:der|die|das))?)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """How one sentence takes up the question. All lie in [0, 1] but `open_weight`."""

    meaning: float
    """Mean over the question's words, by rarity, of how near the sentence's nearest word comes."""
    meaning_around: float
    """The same with what stands before the sentence, and the headline."""
    weakest: float
    """How near the sentence and what stands before it come to the word of the question they miss most."""
    second_weakest: float
    open_weight: float
    """Rarity of the question's words that are missed, added up, over 10."""
    focus: float
    """How near the sentence comes to the noun behind "how many", "which" or "who is"; the mean where there is none."""
    slot: float
    """How near the question's words stand to the best candidate for an answer, by rarity."""
    beside: float
    """How near the words beside the best candidate come to the noun behind "how many" or "which"."""

    def vector(self) -> Array:
        """The features in order of their definition."""
        return np.array([getattr(self, f.name) for f in fields(self)], dtype=np.float64)


TAKEN = tuple(f.name for f in fields(Taken))


@dataclass(frozen=True)
class _Words:
    """Content words of a text: keys, places among the words, entities."""

    language: str
    keys: tuple[str, ...]
    starts: Array
    entities: tuple[str | None, ...]
    capitals: tuple[bool, ...]


@lru_cache(maxsize=4096)
def _words(text: str) -> _Words:
    language = language_of(text)
    known = mentions(text)
    found = content_tokens(text, language)
    entities = tuple(next((m.entity for m in known if m.start <= t.start < m.end), None) for _, t in found)
    keys = tuple(key_of(t.text, language) for _, t in found)
    return _Words(
        language,
        keys,
        np.array([t.start for _, t in found], dtype=np.float64),
        entities,
        tuple(t.text[0].isupper() for _, t in found),
    )


class Reader:
    """Reads sentences for one question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._asked = _words(question.text)
        self._weights = np.array([rarity(key) ** 2 for key in self._asked.keys])
        self._focus = self._find_focus()

    def _find_focus(self) -> int | None:
        match = _FOCUS.search(self.question.text)
        if not match:
            return None
        behind = [i for i, s in enumerate(self._asked.starts) if s >= match.end() and not self._asked.entities[i]]
        return behind[0] if behind else None

    def read(self, text: str, before: str, published: str | None) -> Taken:
        """How the sentence `text` takes up the question; `before` is the headline and what stands before it."""
        near = self._near(text)
        own = near.max(axis=1, initial=0.0)
        around = np.maximum(own, self._near(before).max(axis=1, initial=0.0))
        weights = self._known_in(_words(text).language, own)
        total = max(float(weights.sum()), 1e-9)
        missed = sorted(around[weights > 0]) or [1.0]
        places = candidates(self.question, text, published)
        slot, beside = self._slot(text, near, weights, places)
        return Taken(
            meaning=float(own @ weights) / total,
            meaning_around=float(around @ weights) / total,
            weakest=float(missed[0]),
            second_weakest=float(missed[min(1, len(missed) - 1)]),
            open_weight=float((1 - around) @ weights) / 10,
            focus=float(own[self._focus]) if self._focus is not None else float(own.mean()) if len(own) else 1.0,
            slot=slot / total,
            beside=beside,
        )

    def _near(self, text: str) -> Array:
        """(words of the question, words of the text): 1 for the same word or name, else what the meanings say."""
        words = _words(text)
        near = np.maximum(nearness(self._asked.keys, words.keys), 0).astype(np.float64)
        if not near.size:
            return near
        for i, entity in enumerate(self._asked.entities):
            for j, other in enumerate(words.entities):
                if entity and other and entity in wholes(other):
                    near[i, j] = 1.0
        for row in np.flatnonzero(near.max(axis=1) < SYNONYM):
            near[row, [same_name(self._asked.keys[row], other) for other in words.keys]] = 1.0
        return near

    def _known_in(self, language: str, own: Array) -> Array:
        """The weights of the question's words; none for one that is not there and whose meaning the table lacks.

        It is misspelt, or, when the sentence is in another language, has no counterpart to be compared by. A name in
        the sentence's language keeps its weight.
        """
        same = language == self._asked.language
        known = [
            bool(near) or has_meaning(key) or (same and capital)
            for near, key, capital in zip(own, self._asked.keys, self._asked.capitals, strict=True)
        ]
        return np.asarray(self._weights * np.array(known, dtype=np.float64), dtype=np.float64)

    def _slot(self, text: str, near: Array, weights: Array, candidates: list[tuple[int, int]]) -> tuple[float, float]:
        if not candidates or not near.size:
            return 0.0, 0.0
        words = _words(text)
        best_slot = best_beside = 0.0
        places = np.arange(len(words.starts))
        for start, _ in candidates:
            at = float(np.searchsorted(words.starts, start))
            decay = np.exp(-np.abs(places - at) / REACH)
            best_slot = max(best_slot, float((near * decay).max(axis=1) @ weights))
            if self._focus is not None:
                close = np.abs(places - at) <= BESIDE
                best_beside = max(best_beside, float(near[self._focus][close].max(initial=0.0)))
        return best_slot, best_beside if self._focus is not None else 0.5
