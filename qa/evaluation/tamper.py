"""Sentences made false by one edit each, which the support check must notice; and true rewordings it must pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal
from zlib import crc32

from qa.facts.attribution import attributions
from qa.facts.dates import dates
from qa.facts.numbers import numbers
from store.names import Entity, Mention, gazetteer, mentions

Kind = Literal["number", "date", "name", "negation", "attribution", "unchanged", "reworded"]
FALSE: tuple[Kind, ...] = ("number", "date", "name", "negation", "attribution")
TRUE: tuple[Kind, ...] = ("unchanged", "reworded")

_MONTHS = (
    "January February March April May June July August September October November December".split(),
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
)
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_OPPOSITES = (
    ("denied", "confirmed"), ("denies", "confirms"), ("confirmed", "denied"), ("rejected", "accepted"),
    ("accepted", "rejected"), ("arrived in", "left"), ("closed", "open"), ("opened", "closed"),
    ("does not supply", "supplies"),
)  # fmt: skip
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|has|have|had|can|could|should|did|does|may|might)\b")
_NEGATED = re.compile(r"\b(?:not|no|never|nor|without)\b|n[’']t\b")
_NOT = re.compile(r"\b(is|are|was|were|will|would|has|have|had|can|could|should|did|does|may|might) not\b")
_QUOTED = re.compile(r"[“\"«][^”\"»]*[”\"»]?")
_REWORDINGS = (
    (re.compile(r"\bNorth Korean\b"), "DPRK"),
    (re.compile(r"\bNorth Korea\b"), "the DPRK"),
    (re.compile(r"\bDPRK\b"), "North Korea"),
    (re.compile(r"\bKim Jong-un\b"), "Kim Jong Un"),
    (re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b"), ""),
)
"""What a true rewording replaces; an empty replacement is the number in figures."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A sentence after one edit. It is true for the kinds in `TRUE`, false for those in `FALSE`."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How a kind of variant fared: `flagged` of `n` were not accepted as supported."""

    kind: Kind
    n: int
    flagged: int


def variants(sentence: str, source: str) -> Iterator[Variant]:
    """Every edit that applies to a proven sentence. Replacements are never taken from `source`, which proves it."""
    edits: dict[Kind, Callable[[str, str], str | None]] = {
        "number": _other_number,
        "date": _other_date,
        "name": _other_name,
        "negation": _negated,
        "attribution": _other_speaker,
        "reworded": _same_name,
    }
    yield Variant("unchanged", sentence)
    for kind, edit in edits.items():
        changed = edit(sentence, source)
        if changed is not None and changed != sentence:
            yield Variant(kind, changed)


def report(tallies: Sequence[Tally]) -> dict[str, object]:
    """Precision, recall and F1 of noticing, over all and by kind, as the run's JSON keeps them under ``tamper``.

    A flagged false variant is a true positive, a flagged true one a false positive. By kind, the false variants of
    the kind stand against all true ones.
    """
    by_kind = {t.kind: t for t in tallies}
    wrongly = sum(by_kind[kind].flagged for kind in TRUE if kind in by_kind)
    false = [by_kind[kind] for kind in FALSE if kind in by_kind]
    return {
        "overall": _rates(sum(t.flagged for t in false), sum(t.n for t in false), wrongly),
        "by_kind": {t.kind: _rates(t.flagged, t.n, wrongly) for t in false},
        "true_rejected": {kind: {"n": t.n, "rejected": t.flagged} for kind in TRUE if (t := by_kind.get(kind))},
    }


def _rates(caught: int, n: int, wrongly: int) -> dict[str, float | int | None]:
    precision = caught / (caught + wrongly) if caught + wrongly else None
    recall = caught / n if n else None
    f1 = 2 * caught / (n + caught + wrongly) if n + caught + wrongly else None
    return {"n": n, "caught": caught, "precision": precision, "recall": recall, "f1": f1}


def _swap(text: str, start: int, end: int, replacement: str) -> str:
    return text[:start] + replacement + text[end:]


def _other_number(text: str, source: str) -> str | None:
    """The first number that is no part of a date or name, changed in kind: digits by digits, a word by a word."""
    taken = [(d.start, d.end) for d in dates(text)] + [(m.start, m.end) for m in mentions(text)]
    there = {n.low for n in numbers(source)}
    for number in numbers(text):
        if any(start < number.end and number.start < end for start, end in taken):
            continue
        written = text[number.start : number.end]
        if digits := re.search(r"\d+", written):
            value = next(v for v in count(int(digits[0]) * 2 + 1) if v not in there)
            changed = _swap(written, digits.start(), digits.end(), str(value))
            return _swap(text, number.start, number.end, changed)
        if written.lower() in _WORDS:
            value = next(v for v in (7, 9, 8, 6, 11) if v not in there and v != number.low)
            return _swap(text, number.start, number.end, _WORDS[value])
    return None


def _other_date(text: str, source: str) -> str | None:
    """The first month, weekday or year of a date, moved to one that neither text nor source names."""
    for mention in dates(text):
        for names in (*_MONTHS, _WEEKDAYS):
            for i, name in enumerate(names):
                if found := re.search(rf"\b{name}\b", mention.text):
                    free = (names[(i + step) % len(names)] for step in (4, 5, 2, 3))
                    other = next((n for n in free if n not in text and n not in source), None)
                    at = mention.start + found.start()
                    return _swap(text, at, at + len(name), other) if other else None
        if year := re.search(r"(?:19|20)\d\d", mention.text):
            other = next(str(y) for y in range(int(year[0]) - 3, 0, -1) if str(y) not in source)
            return _swap(text, mention.start + year.start(), mention.start + year.end(), other)
    return None


def _other_name(text: str, source: str) -> str | None:
    spoken = _speakers(text)
    found = [m for m in mentions(text) if not any(start <= m.start < end for start, end in spoken)]
    return _renamed(text, source, found)


def _other_speaker(text: str, source: str) -> str | None:
    spoken = _speakers(text)
    return _renamed(text, source, [m for m in mentions(text) if any(start <= m.start < end for start, end in spoken)])


def _speakers(text: str) -> list[tuple[int, int]]:
    spans = ((text.find(a.who), len(a.who)) for a in attributions(text))
    return [(at, at + length) for at, length in spans if at >= 0]


def _renamed(text: str, source: str, found: Sequence[Mention]) -> str | None:
    """The first name replaced by another of its kind, in its script, that has nothing to do with the source."""
    present = {m.entity for m in mentions(f"{text} {source}")}
    for mention in found:
        written, entity = text[mention.start : mention.end], gazetteer()[mention.entity]
        forms = [name for other in _strangers(entity, present) if (name := _form_like(written, other))]
        if forms:
            chosen = forms[crc32(text.encode()) % len(forms)]
            return _swap(text, mention.start, mention.end, chosen)
    return None


def _strangers(entity: Entity, present: set[str]) -> list[Entity]:
    """Entities of the same kind that are not named, nor part of, nor speak for, anything named."""
    related = {x for e in present for x in (e, gazetteer()[e].part_of, gazetteer()[e].speaks_for) if x}
    return [
        other
        for other in gazetteer().values()
        if other.kind == entity.kind and other.id not in related and not related & {other.part_of, other.speaks_for}
    ]


def _form_like(written: str, entity: Entity) -> str | None:
    """The entity's first name in the same script, a noun for a noun: names that may be adjectives are left alone."""
    same = [name for name in entity.names if _script(name) == _script(written)]
    return same[0] if same else None


def _script(text: str) -> str:
    letter = next((c for c in text if c.isalpha()), "a")
    return "latin" if letter < "\u0250" else "cyrillic" if letter < "\u0530" else "other"


def _negated(text: str, source: str) -> str | None:
    """A verb turned into its opposite, a "not" taken out, or, in a sentence that denies nothing, a "not" put in."""
    for word, opposite in _OPPOSITES:
        if found := re.search(rf"\b{word}\b", text):
            return _swap(text, found.start(), found.end(), opposite)
    if found := _NOT.search(text):
        return _swap(text, found.start(), found.end(), found[1])
    if not _NEGATED.search(text) and (found := _AUXILIARY.search(text)):
        return _swap(text, found.end(), found.end(), " not")
    return None


def _same_name(text: str, source: str) -> str | None:
    """A true rewording outside quotation marks: a name under another of its forms, or a small number in figures."""
    quoted = [m.span() for m in _QUOTED.finditer(text)]
    for pattern, other in _REWORDINGS:
        for found in pattern.finditer(text):
            if not any(start <= found.start() < end for start, end in quoted):
                replacement = other or str(_WORDS.index(found[0]))
                return _swap(text, found.start(), found.end(), replacement)
    return None
