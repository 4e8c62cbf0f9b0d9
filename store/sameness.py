"""Whether two articles are one story: the same text printed twice, under another headline, with another beginning.

A copy repeats whole sentences as they are, and differs in whole blocks. A form that is filled in anew each year repeats
its sentences with other numbers and names in them: these divergent sentences tell the two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from store.sketching import words_of

LEAST_WORDS = 30
"""Words that must be shared: less is a phrase that many articles have."""
OF_SHORTER, OF_LONGER = 0.55, 0.4
"""Parts of the shorter and of the longer article that must be shared; a digest of ten stories is a copy of none."""
MOST_DIVERGENT, MOST_DIVERGENT_TOGETHER = 0.08, 0.25
"""Part of the shorter article that may be the other's sentences with other facts; the latter of two articles published
within `TOGETHER` days: one may correct the other."""
TOGETHER = 14
_LEAST_SENTENCE = 4
"""Words of a sentence; less is a label, and tells nothing."""
_VARIANT = 0.6
"""Part of their words that two sentences share when one is a variant of the other."""
_EXACT_FIRST = 0.2
"""Part of the shorter article in whole sentences below which variants are not looked for."""
_MOST_COMPARED = 80


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it is compared: its sentences in words, and the day of publication where one is known."""

    sentences: tuple[tuple[str, ...], ...]
    published: str | None = None

    @classmethod
    def of(cls, sentences: Sequence[str], published: str | None) -> Story:
        """Make a story of sentences; labels are left out."""
        cut = (tuple(words_of(sentence)) for sentence in sentences)
        return cls(tuple(words for words in cut if len(words) >= _LEAST_SENTENCE), published)


def same_story(one: Story, other: Story) -> bool:
    """Tell whether two articles are copies of one another, or of a third."""
    lengths = sorted(sum(map(len, story.sentences)) for story in (one, other))
    shared, rest_one, rest_other = _in_common(one, other)
    if shared < max(1.0, _EXACT_FIRST * lengths[0]):
        return False
    alike, divergent = _variants(rest_one, rest_other)
    shared += alike
    enough = max(LEAST_WORDS, OF_SHORTER * lengths[0], OF_LONGER * lengths[1])
    most = MOST_DIVERGENT_TOGETHER if _together(one.published, other.published) else MOST_DIVERGENT
    return shared >= enough and divergent <= most * lengths[0]


def _in_common(one: Story, other: Story) -> tuple[int, list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return how many words the equal sentences of both have, and the sentences of each that are left."""
    folded = [[tuple(word.casefold() for word in sentence) for sentence in s.sentences] for s in (one, other)]
    common = set(folded[0]) & set(folded[1])
    rest_one, rest_other = (
        [sentence for sentence, key in zip(story.sentences, keys, strict=True) if key not in common]
        for story, keys in zip((one, other), folded, strict=True)
    )
    return sum(map(len, common)), rest_one, rest_other


def _variants(ones: list[tuple[str, ...]], others: list[tuple[str, ...]]) -> tuple[int, int]:
    """Return how many words stand in sentences that were edited, and in sentences that state other facts."""
    alike = divergent = 0
    free = [(sentence, Counter(word.casefold() for word in sentence)) for sentence in _longest(others)]
    for sentence in _longest(ones):
        counts = Counter(word.casefold() for word in sentence)
        scored = [(_overlap(counts, other), at) for at, (_, other) in enumerate(free)]
        best, at = max(scored, default=(0.0, -1))
        if best < _VARIANT:
            continue
        variant, _ = free.pop(at)
        if _facts(sentence) - _facts(variant) and _facts(variant) - _facts(sentence):
            divergent += len(sentence)
        else:
            alike += len(sentence)
    return alike, divergent


def _longest(sentences: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return sorted(sentences, key=len, reverse=True)[:_MOST_COMPARED]


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    """Return the part of the words of both that they share (Jaccard, of multisets)."""
    shared = (one & other).total()
    return shared / (one.total() + other.total() - shared)


def _facts(sentence: tuple[str, ...]) -> set[str]:
    """Return the numbers and names of a sentence; an initial is none ("U.S." may be written in full)."""
    return {
        word.casefold()
        for at, word in enumerate(sentence)
        if any(c.isdigit() for c in word) or (at and word[0].isupper() and len(word) > 1)
    }


def _together(one: str | None, other: str | None) -> bool:
    """Tell whether both days are known to the day and close."""
    days = [date.fromisoformat(day) for day in (one, other) if day and len(day) == len("2019-04-01")]
    return len(days) == 2 and abs((days[0] - days[1]).days) <= TOGETHER
