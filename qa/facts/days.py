"""Whether the days that a claim gives are those of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.dates import DateMention, dates
from qa.facts.dating import only_dates_the_article
from qa.facts.durations import other_distance, other_window
from qa.facts.mismatch import Mismatch
from qa.facts.source import Source
from store.names import gazetteer, mentions
from store.words import content_stems

_LEADING = re.compile(r"(?<=\b\d{4}),(?=\s)")
"""The comma behind a year that leads its clause: "In 2001, he came"."""
_AGAIN = re.compile(r"\b(?:again|return\w*|back|second|another|once more)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|left|leaving|departed)\s$", re.IGNORECASE)
_PART = re.compile(r"[,;:—–]\s")
"""Between the parts of a sentence that may each have a year of its own."""


def date_mismatches(claim: str, source: Source) -> Iterator[Mismatch]:
    """Dates and lengths of time of the claim that the source lacks or has otherwise."""
    if window := other_window(claim, source.text):
        yield Mismatch("date", f"the source speaks of a {window}", contradicts=True)
    if distance := other_distance(claim, source.text):
        yield Mismatch("date", f"the source says {distance}", contradicts=True)
    there = dates(source.text, source.published)
    own = dates(source.published) if source.published else ()
    for mention in dates(claim, source.published):
        said = _as_said(mention)
        if place := _place_of_another_year(claim, source, said):
            yield Mismatch("place", f"the source says {place} in {said.year}", contradicts=True)
            continue
        year = mention.text.removesuffix("년")
        if year.isdigit() and _stands_in(year, source.text):
            continue
        if only_dates_the_article(claim, mention.start, source.text):
            yield Mismatch("date", "the source does not say since when")
            continue
        if any(_same_day(said, other) for other in there):
            if other_day := _day_of_what_it_speaks_of(claim, source, said):
                yield Mismatch("date", f"the source says {other_day}, not {mention.text}", contradicts=True)
            continue
        rivals = [other for other in there if said.clashes(other)]
        if any(said.agrees(day) for day in own) and not any(r.year and r.day for r in rivals):
            continue
        if not rivals and _dated_before(source, said):
            yield Mismatch("date", f"the article gives {mention.text} before this", soft=True)
        elif rivals:
            yield Mismatch("date", f"the source says {rivals[0].text}, not {mention.text}", contradicts=True)
        else:
            yield Mismatch("date", f"the source does not say {mention.text}")


def _place_of_another_year(claim: str, source: Source, said: DateMention) -> str | None:
    """The place of the claim's year, in a sentence that gives the claim's place to another: both as they stand there.

    "In 2001 he travelled to Moscow, although in 2011 he only went as far as Ulan Ude."
    """
    places = _places(claim)
    if said.year is None or not places or len({d.year for d in dates(claim)} - {None}) > 1:
        return None
    for sentence in source.sentences:
        if len({d.year for d in dates(sentence)} - {None}) < 2:
            continue
        parts = [(part, {d.year for d in dates(part)} - {None}) for part in _PART.split(_LEADING.sub(" ", sentence))]
        own = [part for part, years in parts if years == {said.year}]
        others = [part for part, years in parts if years and said.year not in years]
        there = frozenset().union(*map(_places, own))
        elsewhere = any(places & _places(part) and not _AGAIN.search(part) for part in others)
        if there and not places & there and elsewhere:
            return next(sentence[m.start : m.end] for m in mentions(sentence) if m.entity in there)
    return None


@lru_cache(maxsize=8192)
def _places(text: str) -> frozenset[str]:
    return frozenset(
        m.entity
        for m in mentions(text)
        if gazetteer()[m.entity].kind == "place" and not _FROM.search(text, max(0, m.start - 20), m.start)
    )


def _dated_before(source: Source, said: DateMention) -> bool:
    """Whether the sentence before the span that last gives a date gives this one: what follows happened then."""
    for piece in reversed(source.nearby):
        if days := dates(piece, source.published):
            return any(_same_day(said, day) for day in days[-1:])
    return False


def _day_of_what_it_speaks_of(claim: str, source: Source, said: DateMention) -> str | None:
    """The day that the one sentence nearest to the claim gives, when it clashes with the claim's and gives no other.

    "At the end of July he came. Then, in August, she left": August is not when he came.
    """
    mine, named = set(content_stems(_undated(claim))), {m.entity for m in mentions(claim)}
    shared = [
        len(mine & set(content_stems(s))) + len(named & {m.entity for m in mentions(s)}) for s in source.sentences
    ]
    if shared.count(max(shared, default=0)) != 1:
        return None
    told = [dates(sentence, source.published) for sentence in source.sentences]
    carries = [any(_same_day(said, day) for day in days) for days in told]
    if any(there and 2 * n >= max(shared) for there, n in zip(carries, shared, strict=True)):
        return None  # that sentence speaks of it too
    clashing = [day.text for day in told[shared.index(max(shared))] if said.clashes(day)]
    return clashing[0] if clashing else None


@lru_cache(maxsize=256)
def _undated(text: str) -> str:
    """The text with spaces in place of its dates."""
    letters = list(text)
    for day in dates(text):
        letters[day.start : day.end] = " " * (day.end - day.start)
    return "".join(letters)


def _same_day(said: DateMention, other: DateMention) -> bool:
    """Whether `other` carries the day said; Thursday is Thursday, whether it lies ahead or behind."""
    both_weekdays = said.inferred and other.inferred and said.weekday is not None
    return said.agrees(other) or (both_weekdays and said.weekday == other.weekday)


def _stands_in(digits: str, text: str) -> bool:
    """Whether a text has these digits, as a year of a name ("the 2019-2020 plan") or as a count ("1,900")."""
    plain = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)", "", text)
    return re.search(rf"(?<!\d){digits}(?!\d|명|개|대|건|원)", plain) is not None


def _as_said(mention: DateMention) -> DateMention:
    """A claim's date with only what it says itself: a year lent by the source must not speak against the source."""
    if not mention.inferred or mention.weekday is not None:
        return mention
    bare = dates(mention.text)
    return bare[0] if bare and bare[0].month is not None else mention
