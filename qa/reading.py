"""How a sentence takes up a question: which words come back, and how near to them stands what is asked for.

A number must stand beside what is counted, a date beside what happened: "1,900 passengers" is no answer to how many
cabins a ship has, however much the rest of the sentence speaks of the ship.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

import numpy as np

from qa.alike import Array, alike, words_of
from qa.candidates import candidates
from qa.question import Question
from store.meanings import has_meaning, rarity

REACH = 5.0
"""Words over which the nearness of a word to a candidate falls to 1/e."""
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


class Reader:
    """Reads sentences for one question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self._asked = words_of(question.text)
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
        near = alike(self._asked, words_of(text))
        own = near.max(axis=1, initial=0.0)
        around = np.maximum(own, alike(self._asked, words_of(before)).max(axis=1, initial=0.0))
        weights = self._known_in(words_of(text).language, own)
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

    def _known_in(self, language: str, own: Array) -> Array:
        """The weights of the question's words; none for one that is not there and whose meaning the table lacks.

        It is misspelt, or, when the sentence is in another language, has no counterpart to be compared by. A name in
        the sentence's language keeps its weight.
        """
        same = language == self._asked.language
        known = [
            bool(near) or has_meaning(key) or (same and word[0].isupper())
            for near, key, word in zip(own, self._asked.keys, self._asked.written, strict=True)
        ]
        return np.asarray(self._weights * np.array(known, dtype=np.float64), dtype=np.float64)

    def _slot(self, text: str, near: Array, weights: Array, candidates: list[tuple[int, int]]) -> tuple[float, float]:
        if not candidates or not near.size:
            return 0.0, 0.0
        words = words_of(text)
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
