"""Whether two sentences disagree: another figure for the same thing, or a claim and its denial.

Both need the same matter: names that meet, days that do not clash, and words in common beside the figure or the denial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

from qa.facts.attribution import attributions
from qa.facts.dates import dates
from qa.facts.dating import dates_the_saying
from qa.facts.denying import DENIES, NEAR, denies, stems_of
from qa.facts.figures import Alike, Figure, figures
from qa.facts.meant import PLACE_BEFORE
from store.dates import last_day
from store.names import gazetteer, mentions, wholes

Kind = Literal["figure", "denial", "update"]
SHARED = 0.3
"""Share of the shorter sentence's content words that the two must have in common."""
MONTHS_APART = 6
"""Articles further apart, of which one dates nothing, speak of different events."""
_ASKS = re.compile(r"\?[”\"’»]?\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with the day its article came out (ISO 8601, None when unknown)."""

    text: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`one` and `other` are what each side says: the figures with what they count; for a denial, who denies is first.

    An update is a figure that leaves room for the other: "at least 3,000" and later "10,000".
    """

    kind: Kind
    one: str = ""
    other: str = ""
    first_denies: bool = False


def disagreement(one: Said, other: Said, cosine: float = 0.0, alike: Alike | None = None) -> Disagreement | None:
    """What two sentences disagree in, None when they do not; `cosine` is that of their vectors, 0 when not known."""
    if one.text == other.text or _ASKS.search(one.text) or _ASKS.search(other.text) or not _one_matter(one, other):
        return None
    return _figures_differ(one, other, cosine, alike) or _denied(one, other, cosine)


def _figures_differ(one: Said, other: Said, cosine: float, alike: Alike | None) -> Disagreement | None:
    mine, theirs = figures(one.text, one.published), figures(other.text, other.published)
    for a, b in product(mine, theirs):
        if not a.counts_as(b, alike) or _told_by_both(a, b, mine, theirs, alike):
            continue
        if not (_same_predicate(one, other, {*a.nouns, *b.nouns}) or cosine >= NEAR):
            continue
        if not a.leaves_room_for(b):
            return Disagreement("figure", a.text, b.text)
        if _grew(a, one, b, other) or _grew(b, other, a, one):
            return Disagreement("update", a.text, b.text)
    return None


def _grew(a: Figure, one: Said, b: Figure, other: Said) -> bool:
    """Whether `a` is a lower bound that the later `b` goes beyond."""
    earlier, later = last_day(one.published), last_day(other.published)
    return a.bound == "least" and b.number.low > a.number.high and bool(earlier and later and earlier < later)


def _told_by_both(
    a: Figure, b: Figure, mine: tuple[Figure, ...], theirs: tuple[Figure, ...], alike: Alike | None
) -> bool:
    """Whether one side has the other's figure too: "3,000 of the 10,000 soldiers" does not contradict "10,000"."""
    return any(f.counts_as(b, alike) and f.number.agrees(b.number) for f in mine) or any(
        f.counts_as(a, alike) and f.number.agrees(a.number) for f in theirs
    )


def _same_predicate(one: Said, other: Said, counted: set[str]) -> bool:
    """Whether the sentences share a word beside the counted thing and the names, and enough words altogether."""
    mine, theirs = stems_of(one.text), stems_of(other.text)
    shared = mine & theirs
    return bool(shared - counted) and len(shared) >= SHARED * min(len(mine), len(theirs))


def _denied(one: Said, other: Said, cosine: float) -> Disagreement | None:
    for denier, claimer in ((one, other), (other, one)):
        if denies(denier.text, claimer.text, cosine):
            return Disagreement("denial", first_denies=denier is one)
    return None


def _one_matter(one: Said, other: Said) -> bool:
    """Names meet where both have some of a kind, and the days that both give do not clash."""
    for kinds in (("country",), ("person",), ("place", "body")):
        mine, theirs = _entities(one.text, kinds), _entities(other.text, kinds)
        if mine and theirs and not mine & theirs:
            return False
    return _one_time(one, other)


def _entities(text: str, kinds: tuple[str, ...]) -> set[str]:
    """What a sentence names of some kinds but its speakers and, in a denial, the one who denies."""
    spoken = [text.find(a.who) for a in attributions(text)]
    speakers = [(at, at + len(a.who)) for at, a in zip(spoken, attributions(text), strict=True) if at >= 0]
    denial = DENIES.search(text)
    found: set[str] = set()
    for mention in mentions(text):
        speaks = any(start <= mention.start < end for start, end in speakers)
        acts = gazetteer()[mention.entity].speaks_for and not PLACE_BEFORE.search(text[: mention.start])
        if not speaks and not (denial and mention.start < denial.start()):
            found |= wholes(mention.entity) - ({mention.entity} if acts else set())
    return {e for e in found if gazetteer()[e].kind in kinds}


def _one_time(one: Said, other: Said) -> bool:
    mine, theirs = (
        [d for d in dates(s.text, s.published) if not dates_the_saying(s.text, d.start, d.end)] for s in (one, other)
    )
    if mine and theirs:
        return any(not a.clashes(b) for a, b in product(mine, theirs))
    days = [last_day(s.published) for s in (one, other)]
    if days[0] is None or days[1] is None:
        return True
    apart = abs((_day(days[0]) - _day(days[1])).days)
    return apart <= 30 * MONTHS_APART


def _day(number: int) -> date:
    return date(number // 10000, number // 100 % 100, number % 100)
