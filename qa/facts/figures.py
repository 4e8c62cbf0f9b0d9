"""Figures with what they count and how exactly: "at least 3,000 soldiers" leaves room for 10,000, "3,000" does not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.facts.dates import dates
from qa.facts.numbers import Number, numbers
from store.names import mentions
from store.words import content_tokens, is_function_word, language_of, tokens

Bound = Literal["exact", "about", "least", "most"]
Alike = Callable[[str, str], bool]
"""Whether one noun can stand for the other (troops, soldiers)."""

ROUNDING = 0.15
"""How far, as a share, two figures may lie apart of which one is said to be a rough one."""
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    ("least", re.compile(r"\b(?:at least|more than|over|above|no (?:fewer|less) than|upwards of|exceed\w*|не менее|"
                         r"более|больше|свыше|mindestens|mehr als|über)\s+(?:\w+\s)?$|최소\s?$", re.IGNORECASE)),
    ("most", re.compile(r"\b(?:up to|at most|fewer than|less than|under|as many as|no more than|до|менее|меньше|"
                        r"не более|höchstens|bis zu|weniger als)\s+(?:\w+\s)?$|최대\s?$", re.IGNORECASE)),
    ("about", re.compile(r"\b(?:about|around|some|roughly|nearly|almost|approximately|an estimated|close to|около|"
                         r"почти|примерно|порядка|etwa|rund|fast|ungefähr)\s+(?:\w+\s)?$|약\s?$", re.IGNORECASE)),
)  # fmt: skip
_ADDED = re.compile(
    r"\b(?:another|additional|further|extra|other|remaining|first|next|last|each|every|per|eine? weitere\w*|weitere\w*|"
    r"ещё|еще|дополнительн\w+|по)\s+(?:\w+\s)?$|추가\s?$",
    re.IGNORECASE,
)
"""A part or an addition, which says nothing of the whole."""
_PART_OF = re.compile(
    r"^\s+(?:more|other|additional|(?:out )?of (?:the|them|these|those|its|his|their))\b", re.IGNORECASE
)
_OR_MORE = re.compile(r"^(?:[\s-]plus\b|\+| or more\b)", re.IGNORECASE)
_SPANS = frozenset("second minut hour day week month year decad centuri".split())
"""Stems of units of time, which count nothing but time."""
_MONEY = re.compile(r"[$€£¥₽₩]\s?$")
_GAP = re.compile(r"[.!?,;:()“”\"«»—–]")
_BEFORE = 3
"""Content words before a figure among which the counted thing stands when nothing follows: "a population of"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a sentence, `nouns` the stems of what it counts, `whose` the names that stand with them."""

    number: Number
    bound: Bound
    nouns: tuple[str, ...]
    words: tuple[str, ...]
    """The same nouns as written, in lower case."""
    whose: frozenset[str]
    text: str
    """Number and counted thing as written: ``at least 3,000 North Korean soldiers``."""

    def counts_as(self, other: Figure, alike: Alike | None = None) -> bool:
        """Whether both count the same kind of thing."""
        if self.number.kind != other.number.kind or (self.whose and other.whose and not self.whose & other.whose):
            return False
        if set(self.nouns) & set(other.nouns):
            return True
        if not _SPANS.isdisjoint(self.nouns) or not _SPANS.isdisjoint(other.nouns):
            return False
        return alike is not None and any(alike(a, b) for a in self.words for b in other.words)

    def leaves_room_for(self, other: Figure) -> bool:
        """Whether both can be true of the same thing."""
        mine, theirs = self.number, other.number
        if mine.agrees(theirs) or theirs.agrees(mine) or (mine.low <= theirs.high and theirs.low <= mine.high):
            return True
        small, large = (self, other) if mine.high < theirs.low else (other, self)
        if small.bound == "least" or large.bound == "most":
            return True
        rough = "about" in (small.bound, large.bound)
        return rough and small.number.high >= (1 - ROUNDING) * large.number.low


@lru_cache(maxsize=8192)
def figures(text: str, published: str | None = None) -> tuple[Figure, ...]:
    """The figures of a text that stand for a whole: no dates, ordinals, times, additions ("another 500") and shares."""
    taken = [(d.start, d.end) for d in dates(text, published)] + [(m.start, m.end) for m in mentions(text)]
    found = []
    for number in numbers(text):
        inside = any(start < number.end and number.start < end for start, end in taken)
        before, behind = text[: number.start], text[number.end :]
        if inside or number.kind not in ("count", "percent") or _ADDED.search(before) or _PART_OF.match(behind):
            continue
        figure = _figure(text, number)
        if figure is not None:
            found.append(figure)
    return tuple(found)


def _figure(text: str, number: Number) -> Figure | None:
    before = text[: number.start]
    bounded = ((name, m.start()) for name, pattern in _BOUNDS if (m := pattern.search(before)))
    bound, start = next(bounded, ("exact", number.start))
    more = _OR_MORE.match(text[number.end :])
    counted_from = number.end + (more.end() if more else 0)
    bound = "least" if more else bound
    end = _phrase_end(text, counted_from)
    inside = [(stem, t) for stem, t in content_tokens(text) if counted_from <= t.start < end]
    if not inside:
        gap = max((m.end() for m in _GAP.finditer(before)), default=0)
        inside = [(stem, t) for stem, t in content_tokens(text) if gap <= t.start < number.start][-_BEFORE:]
    named = [m for m in mentions(text) if any(m.start <= t.start < m.end for _, t in inside)]
    nouns = [(stem, t.text.lower()) for stem, t in inside if not any(m.start <= t.start < m.end for m in named)]
    nouns = [(stem, word) for stem, word in nouns if not word[0].isdigit()]
    if _MONEY.search(before):
        nouns = [("$", "money")]
    if not nouns:
        return None
    return Figure(
        number,
        bound,
        tuple(stem for stem, _ in nouns),
        tuple(word for _, word in nouns),
        frozenset(m.entity for m in named),
        " ".join(text[start : max(end, number.end)].split()),
    )


def _phrase_end(text: str, start: int) -> int:
    """Where the words that a number counts end: at a function word but "of", a mark, or after five words."""
    end, language = start, language_of(text)
    for count, token in enumerate(t for t in tokens(text) if t.start >= start):
        breaks = is_function_word(token.text, language) and token.text.lower() not in ("of", "the")
        if count >= 5 or breaks or _GAP.search(text[end : token.start]):
            break
        end = token.end
    return end
