"""What keeps a source from carrying a claim: every number, date, name, quotation and stance, compared one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.attribution import SAY
from qa.facts.backdrop import backdrop
from qa.facts.certainty import certainty_mismatches
from qa.facts.core import core_of
from qa.facts.dates import dates
from qa.facts.days import date_mismatches
from qa.facts.durations import percents, roughly, same_length, unit_behind, years_between
from qa.facts.exclusive import shared_out
from qa.facts.institutions import other_institution
from qa.facts.lists import another_item
from qa.facts.magnitudes import other_magnitude
from qa.facts.mismatch import Mismatch
from qa.facts.names import plain_stems
from qa.facts.naming import unnamed
from qa.facts.numbers import Number, numbers
from qa.facts.opposites import opposite
from qa.facts.pivots import misplaced
from qa.facts.polarity import polarity_mismatches
from qa.facts.roles import swapped, uncleft
from qa.facts.saying import saying_mismatches
from qa.facts.sites import elsewhere
from qa.facts.source import Source
from qa.facts.unsourced import unsourced
from store.names import mentions
from store.words import content_tokens, language_of

TELLING = 3
"""Plain words of a claim from which it tells something that no shared word is there; two may both be put otherwise."""
COUNTED = 3
"""Content words behind a number that may be what it counts."""
_ONE = re.compile(r"\b(?:an?|one|another)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:the|these|those|both|all|its|his|her|their)\s$", re.IGNORECASE)
"""Before a number of what is known from elsewhere."""
SMALL = 5
"""Up to here a number may be counted off the source rather than copied from it."""
LONGEST_TITLE = 4
"""Words in quotation marks, in another language than the source's, that may be a name or a title."""
_TIME = re.compile(r"\s(?:times?|straight|consecutive)\b", re.IGNORECASE)
"""Behind a number that a writer does not count off one sentence: "for the fourth time", "three times"."""
_INTRODUCTORY = re.compile(
    r"\b(?:introductory|inaugural|maiden) (?:call|meeting|visit|talks?|session|flight|voyage|trip|summit)\b",
    re.IGNORECASE,
)
"""How a source may say that it was the first."""
_TITLES = re.compile(r"[\s:,—–-]+[“«\"][^”»\"]{2,60}[”»\"](?:,? (?:and )?[“«\"][^”»\"]{2,60}[”»\"])+")
_TITLE = re.compile(r"[“«\"][^”»\"]{2,60}[”»\"]")
_SAYING = re.compile(SAY, re.IGNORECASE)
_WORD_BEHIND = re.compile(r"\s[a-z]")
_LETTER_BEFORE = re.compile(r"[^\W\d_]-$")
"""The number of a name ("Bio-5", "Su-27") counts nothing."""
_QUOTED = re.compile(r"[\"“«„]([^\"”»“]{12,}?)[\"”»“]")


def mismatches(claim: str, source: Source) -> Iterator[Mismatch]:
    """Everything that keeps `source` from carrying `claim`, most telling first; none when all hard facts agree.

    `claim` is one sentence in any of the four languages, `source` a span of consecutive sentences of one article. One
    that is not `soft` refuses the claim or is a doubt about it (`qa.weighing`), one that `contradicts` says that the
    source has it otherwise; several may be of one kind. Each is looked for when it is asked for, so that who stops at
    the first pays for no other. No text raises.
    """
    yield from _numbers(claim, source)
    yield from other_magnitude(claim, source.text)
    yield from date_mismatches(claim, source)
    yield from unnamed(claim, source)
    yield from other_institution(claim, source)
    yield from elsewhere(claim, source)
    yield from another_item(claim, source.text)
    yield from backdrop(claim, source.sentences)
    plain = uncleft(claim)
    yield from list(swapped(plain, source.sentences)) or misplaced(plain, source.sentences)
    yield from _quotations(claim, source)
    core = core_of(claim, source)
    yield from polarity_mismatches(claim, core.text, source.text)
    yield from saying_mismatches(plain, core, source)
    yield from unsourced(plain, core)
    yield from certainty_mismatches(claim, core, source)
    yield from opposite(claim, core.text)
    yield from shared_out(claim, core.text)
    yield from _nothing_but_names(claim, source)


def _nothing_but_names(claim: str, source: Source) -> Iterator[Mismatch]:
    """A source that shares no word with the claim but names: of these it may say anything."""
    said = plain_stems(claim) - plain_stems(" ".join(_SAYING.findall(claim)))
    if len(said) >= TELLING and language_of(claim) == language_of(source.text) and not said & plain_stems(source.text):
        yield Mismatch("words", "the source shares nothing with this but names")


@lru_cache(maxsize=8192)
def _plain_numbers(text: str, anchor: str | None) -> tuple[Number, ...]:
    """Numbers that are no part of a date or of a name (COVID-19)."""
    taken = [(d.start, d.end) for d in dates(text, anchor)] + [(m.start, m.end) for m in mentions(text)]
    plain = [n for n in numbers(text) if not any(start < n.end and n.start < end for start, end in taken)]
    return tuple(n for n in plain if not _LETTER_BEFORE.match(text, max(0, n.start - 2), n.start))


def _numbers(claim: str, source: Source) -> Iterator[Mismatch]:
    there = _plain_numbers(source.text, source.published)
    years = {d.year for d in dates(source.text, source.published)}
    mine = _plain_numbers(claim, source.published)
    for number in mine:
        turn = _TIME.match(claim, number.end) is not None
        alike = [
            other for other in there
            if (number.agrees(other) or roughly(claim, number, other))
            and not (turn and other.kind == "count" and unit_behind(source.text, other))
        ]  # fmt: skip
        if same_length(claim, number, source.text) or years_between(claim, number, source.text):
            continue
        unit, units = unit_behind(claim, number), {unit_behind(source.text, other) for other in alike}
        if unit and unit not in units and _counts_so(there, unit, source.text):
            # "two countries" are not the two years that are four there
            alike = [other for other in alike if not _WORD_BEHIND.match(source.text, other.end)]
            units = {unit_behind(source.text, other) for other in alike}
        if unit and units and None not in units and unit not in units:
            yield Mismatch("number", f"the source says {alike[0].text} {units.pop()}s", contradicts=True)
        if number.kind == "ordinal" and number.low == 1 and _INTRODUCTORY.search(source.text):
            continue
        if number.low < number.high and _ends_there(number, there):
            continue
        if alike or number.low in years or (number.kind == "percent" and number.low in percents(source.text)):
            continue
        small = number.high <= SMALL and number.kind != "percent" and unit is None and not turn
        rivals = [n for n in there if n.kind == number.kind and not any(c.agrees(n) for c in mine)]
        if small and not any(n.low <= SMALL for n in rivals):
            # "the three leaders", "for the first time": writers count what the source lists
            if listed := _counted_off(claim, number, source.text):
                yield Mismatch("number", f"the source lists {listed}, not {number.text}", contradicts=True)
            elif number.kind == "count" and number.low > 1 and (single := _told_as_one(claim, number, source.text)):
                yield Mismatch("number", f"the source says {single}, not {number.text}", contradicts=True)
            elif number.kind == "count" and number.low > 2:
                yield Mismatch("number", f"the source does not say {number.text}", soft=True)
            continue
        if rivals:
            place = number.start / max(len(claim), 1)
            nearest = min(rivals, key=lambda n: abs(n.start / max(len(source.text), 1) - place))
            yield Mismatch("number", f"the source says {nearest.text}, not {number.text}", contradicts=True)
        else:
            yield Mismatch("number", f"the source does not say {number.text}")


def _ends_there(number: Number, there: tuple[Number, ...]) -> bool:
    """Whether a text gives both ends of a "from nine to 23" one after the other: "nine paid it; now it’s 23"."""
    low = [n.start for n in there if n.low == n.high == number.low]
    return any(n.low == n.high == number.high and low and n.start > low[0] for n in there)


def _counts_so(there: tuple[Number, ...], unit: str, text: str) -> bool:
    """Whether one of these numbers of a text counts this unit of time."""
    return any(unit_behind(text, other) == unit for other in there)


def _counted_off(claim: str, number: Number, text: str) -> int:
    """How many titles in quotation marks the source lists of what a claim counts otherwise; 0 where it lists none."""
    behind = [own for own, token in content_tokens(claim) if token.start >= number.end][:1]
    for own, token in content_tokens(text):
        if own in behind and (listed := _TITLES.match(text, token.end)):
            count = len(_TITLE.findall(listed.group()))
            return count if count != number.low else 0
    return 0


def _told_as_one(claim: str, number: Number, text: str) -> str | None:
    """What the source has one of where the claim counts several: "an official dinner", not "three official dinners".

    "The two leaders" counts those that the source names one by one.
    """
    if language_of(claim) != "en" or _LISTED.search(claim, 0, number.start):
        return None
    behind = [(own, token) for own, token in content_tokens(claim) if token.start >= number.end][:COUNTED]
    counted = next((own for own, token in behind if token.text.endswith("s")), None)
    told = [token for own, token in content_tokens(text) if own == counted]
    ones = [article for token in told if (article := _ONE.search(text, max(0, token.start - 40), token.start))]
    if len(told) != 1 or not ones or told[0].text.endswith("s"):
        return None
    return text[ones[0].start() : told[0].end].strip()


def _quotations(claim: str, source: Source) -> Iterator[Mismatch]:
    there = _folded(source.text)
    abroad = language_of(claim) != language_of(source.text)
    for match in _QUOTED.finditer(claim):
        if abroad and len(match.group(1).split()) <= LONGEST_TITLE:
            continue
        if _folded(match.group(1)) not in there:
            yield Mismatch("quotation", "the quoted words are not the source's")


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.lower()).strip()
