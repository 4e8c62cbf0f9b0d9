"""What keeps a source from carrying a claim: every number, date, name, quotation and stance, compared one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qa.facts.certainty import certainty_mismatches
from qa.facts.core import core_of
from qa.facts.dates import DateMention, dates
from qa.facts.dating import only_dates_the_article
from qa.facts.durations import other_distance, other_window, percents, roughly, same_length, unit_behind, years_between
from qa.facts.exclusive import shared_out
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
from qa.facts.stance import SAY
from store.names import mentions
from store.words import content_stems, content_tokens, language_of

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
_SAYING = re.compile(SAY, re.IGNORECASE)
_WORD_BEHIND = re.compile(r"\s[a-z]")
_LETTER_BEFORE = re.compile(r"[^\W\d_]-$")
"""The number of a name ("Bio-5", "Su-27") counts nothing."""
_QUOTED = re.compile(r"[\"“«„]([^\"”»“]{12,}?)[\"”»“]")


def mismatches(claim: str, source: Source) -> Iterator[Mismatch]:
    """Everything that keeps `source` from carrying `claim`, most telling first; none when all hard facts agree.

    `claim` is one sentence in any of the four languages, `source` a span of consecutive sentences of one article. One
    that is not `soft` refuses the claim, one that `contradicts` says that the source has it otherwise; several may be
    of one kind. Each is looked for when it is asked for, so that who stops at the first pays for no other. No text
    raises.
    """
    yield from _numbers(claim, source)
    yield from other_magnitude(claim, source.text)
    yield from _dates(claim, source)
    yield from unnamed(claim, source)
    yield from elsewhere(claim, source.text)
    plain = uncleft(claim)
    yield from list(swapped(plain, source.sentences)) or misplaced(plain, source.sentences)
    yield from _quotations(claim, source)
    core = core_of(claim, source)
    yield from polarity_mismatches(claim, core.text, source.text)
    yield from saying_mismatches(plain, core, source)
    yield from certainty_mismatches(claim, core, source)
    yield from opposite(claim, core.text)
    yield from shared_out(claim, core.text)
    yield from _nothing_but_names(claim, source)


def _nothing_but_names(claim: str, source: Source) -> Iterator[Mismatch]:
    """A source that shares no word with the claim but names: of these it may say anything.

    Of the 1,209 labelled claims it refuses two false ones that would pass otherwise, and one true one.
    """
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
        if alike or number.low in years or (number.kind == "percent" and number.low in percents(source.text)):
            continue
        small = number.high <= SMALL and number.kind != "percent" and unit is None and not turn
        rivals = [n for n in there if n.kind == number.kind and not any(c.agrees(n) for c in mine)]
        if small and not any(n.low <= SMALL for n in rivals):
            # "the three leaders", "for the first time": writers count what the source lists
            if number.kind == "count" and number.low > 1 and (single := _told_as_one(claim, number, source.text)):
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


def _counts_so(there: tuple[Number, ...], unit: str, text: str) -> bool:
    """Whether one of these numbers of a text counts this unit of time."""
    return any(unit_behind(text, other) == unit for other in there)


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


def _dates(claim: str, source: Source) -> Iterator[Mismatch]:
    if window := other_window(claim, source.text):
        yield Mismatch("date", f"the source speaks of a {window}", contradicts=True)
    if distance := other_distance(claim, source.text):
        yield Mismatch("date", f"the source says {distance}", contradicts=True)
    there = dates(source.text, source.published)
    own = dates(source.published) if source.published else ()
    for mention in dates(claim, source.published):
        said = _as_said(mention)
        if mention.text.isdigit() and _stands_in(mention.text, source.text):
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
    return re.search(rf"(?<!\d){digits}(?!\d)", re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{{3}}\b)", "", text)) is not None


def _as_said(mention: DateMention) -> DateMention:
    """A claim's date with only what it says itself: a year lent by the source must not speak against the source."""
    if not mention.inferred or mention.weekday is not None:
        return mention
    bare = dates(mention.text)
    return bare[0] if bare and bare[0].month is not None else mention


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
