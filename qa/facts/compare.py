"""What keeps a source from carrying a claim: every number, date, name, quotation and stance, compared one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qa.facts.dates import DateMention, dates
from qa.facts.names import Name, carried, names
from qa.facts.numbers import Number, numbers
from qa.facts.stance import Attribution, attributions, is_opinion, negations, stances
from store.names import mentions
from store.words import content_stems

_QUOTED = re.compile(r"[\"“«„]([^\"”»“]{12,}?)[\"”»“]")
_CLAUSE = re.compile(
    r"[,;:—–()]\s|\s(?=(?:but|and|while|whereas|although|however|which|who|that|но|а|и|что|aber|und|dass)\s)"
)
_PRONOUN = re.compile(
    r"^(?:the |a |an )?(?:he|she|they|it|we|i|official|officials|source|sources|expert|analyst|experts|analysts|"
    r"article|"
    r"report|reports|passage|text|media|scholar|spokes\w+|представитель|он|она|они|er|sie)\b",
    re.IGNORECASE,
)

Kind = Literal["number", "date", "name", "quotation", "negation", "hedge", "denial", "attribution", "opinion", "future"]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One thing of a claim that a source does not carry. `contradicts`: the source says otherwise, not just nothing.

    A `soft` mismatch weakens the proof to "partial"; any other makes the claim unsupported by this source.
    """

    kind: Kind
    reason: str
    contradicts: bool = False
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """The text a claim is held against: the span, what stands before it, and the article's publisher and date."""

    text: str
    before: str
    publisher: str | None
    published: str | None


def mismatches(claim: str, source: Passed) -> list[Mismatch]:
    """Everything that keeps `source` from carrying `claim`, most telling first; empty when all hard facts agree."""
    found = list(_numbers(claim, source))
    found += _dates(claim, source)
    found += _names(claim, source)
    found += _quotations(claim, source)
    found += _stances(claim, source)
    found += _attribution(claim, source)
    return found


def _plain_numbers(text: str, anchor: str | None) -> list[Number]:
    """Numbers that are no part of a date or of a name (COVID-19)."""
    taken = [(d.start, d.end) for d in dates(text, anchor)] + [(m.start, m.end) for m in mentions(text)]
    return [n for n in numbers(text) if not any(start < n.end and n.start < end for start, end in taken)]


def _numbers(claim: str, source: Passed) -> Iterator[Mismatch]:
    there = _plain_numbers(source.text, source.published)
    years = {d.year for d in dates(source.text, source.published)}
    for number in _plain_numbers(claim, source.published):
        if any(number.agrees(other) for other in there) or number.low in years:
            continue
        rivals = [n for n in there if n.kind == number.kind and not any(n.agrees(c) for c in numbers(claim))]
        if rivals:
            nearest = min(
                rivals, key=lambda n: abs(n.start / max(len(source.text), 1) - number.start / max(len(claim), 1))
            )
            yield Mismatch("number", f"the source says {nearest.text}, not {number.text}", contradicts=True)
        else:
            yield Mismatch("number", f"the source does not say {number.text}")


def _dates(claim: str, source: Passed) -> Iterator[Mismatch]:
    there = dates(source.text, source.published)
    own = dates(source.published, None) if source.published else []
    for mention in dates(claim, source.published):
        said = _as_said(mention)
        if any(said.agrees(other) for other in there):
            continue
        rivals = [other for other in there if said.clashes(other)]
        if any(said.agrees(day) for day in own) and not any(r.year and r.day for r in rivals):
            continue
        if rivals:
            yield Mismatch("date", f"the source says {rivals[0].text}, not {mention.text}", contradicts=True)
        else:
            yield Mismatch("date", f"the source does not say {mention.text}")


def _as_said(mention: DateMention) -> DateMention:
    """A claim's date with only what it says itself: a year lent by the source must not speak against the source."""
    if not mention.inferred or mention.weekday is not None:
        return mention
    bare = dates(mention.text)
    return bare[0] if bare and bare[0].month is not None else mention


def _names(claim: str, source: Passed) -> Iterator[Mismatch]:
    speakers = " ".join(a.who for a in attributions(claim))
    for name in names(claim):
        if carried(name, claim, source.text, source.before):
            continue
        if _may_be_outside_span(name, speakers, source):
            continue
        rivals = _rivals(name, claim, source)
        if rivals:
            yield Mismatch("name", f"the source says {rivals[0].text}, not {name.text}", contradicts=True)
        else:
            yield Mismatch("name", f"the source does not name {name.text}")


def _may_be_outside_span(name: Name, speakers: str, source: Passed) -> bool:
    """A speaker, or the one a pronoun stands for, may be named just before the span; a publisher, in its heading."""
    if source.publisher and name.text in speakers and carried(name, name.text, source.publisher, ""):
        return True
    nearby = source.before[-400:]
    if not carried(name, name.text, nearby, source.before):
        return False
    refers_back = re.search(
        r"\b(?:he|she|they|his|her|their|him|them|its|it|this|that|these|those|the (?:two|visit|trip|meeting|talks|"
        r"summit|"
        r"minister|leader|president|official|country|countries|agreement|delegation|analyst|expert|ambassador|"
        r"sides?)|both|"
        r"он|она|они|его|ее|её|их|это|эт\w+|er|sie|sein\w*|ihr\w*|dies\w*)\b|그는|그의|이번|양국|두 ",
        source.text,
        re.IGNORECASE,
    )
    return bool(refers_back) or name.text in speakers


def _rivals(name: Name, claim: str, source: Passed) -> list[Name]:
    """Names of the same kind that the source has and the claim lacks: what the claim may have been swapped for."""
    from store.names import gazetteer

    mine = {n.entity or n.text for n in names(claim)}
    kind = gazetteer()[name.entity].kind if name.entity else None
    others = [n for n in names(source.text) if (n.entity or n.text) not in mine]
    return [n for n in others if kind is None or n.entity is None or gazetteer()[n.entity].kind == kind]


def _quotations(claim: str, source: Passed) -> Iterator[Mismatch]:
    there = _folded(source.text)
    for match in _QUOTED.finditer(claim):
        if _folded(match.group(1)) not in there:
            yield Mismatch("quotation", "the quoted words are not the source's", contradicts=False)


def _folded(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.lower()).strip()


def _stances(claim: str, source: Passed) -> Iterator[Mismatch]:
    relevant = relevant_clauses(claim, source.text)
    mine, theirs = stances(claim), stances(relevant)
    denies, denied = "denied" in mine, "denied" in theirs
    whole = stances(source.text)
    if denies and not denied and "denied" not in whole and not negations(relevant):
        yield Mismatch("denial", "the source does not say that this was denied", contradicts=True)
    if denied and not denies and not negations(claim):
        yield Mismatch("denial", "the source says that this was denied", contradicts=True)
    if not denies and not denied:
        odd_claim, odd_source = negations(claim) % 2, negations(relevant) % 2
        if odd_claim and not negations(source.text):
            yield Mismatch("negation", "the source does not negate this", contradicts=True)
        elif odd_source and not negations(claim):
            yield Mismatch("negation", "the source says the opposite", contradicts=True)
    if "hedged" in theirs and "hedged" not in mine and "future" not in mine and not negations(claim):
        yield Mismatch("hedge", "the source says this only as possible or alleged", contradicts="confirmed" in mine)
    if "confirmed" in mine and "confirmed" not in whole:
        yield Mismatch(
            "hedge", "the source does not say that this is confirmed", soft=not ({"hedged", "denied"} & theirs)
        )
    if "future" in theirs and "future" not in mine and "hedged" not in mine:
        yield Mismatch("future", "the source speaks of a plan, not of what happened", soft=True)


def relevant_clauses(claim: str, source: str) -> str:
    """The clauses of a source that speak of what the claim speaks of: a denial next door must not count."""
    stems = set(content_stems(claim))
    clauses = [c for c in _CLAUSE.split(source) if c and c.strip()]
    if len(clauses) < 2 or not stems:
        return source
    shared = [len(stems & set(content_stems(clause))) for clause in clauses]
    most = max(shared)
    if most == 0:
        return source
    chosen = [i for i, n in enumerate(shared) if n >= max(1, 0.5 * most)]
    return " , ".join(clauses[min(chosen) : max(chosen) + 1]) if len(chosen) > 1 else clauses[chosen[0]]


def _attribution(claim: str, source: Passed) -> Iterator[Mismatch]:
    speakers = [a for a in attributions(claim) if not _PRONOUN.match(a.who)]
    said_by = attributions(source.text)
    for speaker in speakers:
        if not _speaks(speaker, said_by, source):
            other = next((a.who for a in said_by if not _PRONOUN.match(a.who)), None)
            reason = (
                f"the source attributes this to {_short(other)}"
                if other
                else f"the source has no such word of {_short(speaker.who)}"
            )
            yield Mismatch("attribution", reason, contradicts=other is not None)
    if not attributions(claim) and is_opinion(source.text) and "hedged" not in stances(claim):
        who = next((a.who for a in said_by), None)
        yield Mismatch(
            "opinion",
            f"the source gives this as the word of {_short(who)}" if who else "the source gives this as an opinion",
            soft=True,
        )


def _speaks(speaker: Attribution, said_by: list[Attribution], source: Passed) -> bool:
    """Whether a claim's speaker is the source's: named where it attributes, its publisher, or named just before."""
    who = names(speaker.who) or names(f"x {speaker.who}")
    if not who:
        return bool(said_by) or '"' in source.text or "“" in source.text
    heard = " ; ".join(a.who for a in said_by)
    pronoun_only = not said_by or all(_PRONOUN.match(a.who) or not names(f"x {a.who}") for a in said_by)
    for name in who:
        if carried(name, name.text, heard, source.before + source.text):
            return True
        if source.publisher and carried(name, name.text, source.publisher, ""):
            return True
        if pronoun_only and carried(name, name.text, source.before[-500:] + source.text, source.before):
            return True
    return False


def _short(who: str | None) -> str:
    words = (who or "somebody else").split()
    return " ".join(words[:8]) + ("…" if len(words) > 8 else "")
