"""Names in a claim, and whether the source names the same people, places and bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from qa.facts.dates import dates
from qa.facts.script import same_name
from store.names import gazetteer, mentions, wholes
from store.words import Token, is_function_word, stem, tokens

_ROLES = frozenset(
    "president minister chairman chairwoman chairperson leader premier prime secretary general ambassador governor "
    "director deputy foreign defense defence interior press spokesman spokesperson spokeswoman mr mrs ms dr professor "
    "associate chief senior official state government delegation summit forum council department agency news committee "
    "university institute academy river territory region republic federation administration army party national "
    "security adviser advisor admiral according however meanwhile additionally furthermore moreover earlier later both "
    "several according although while during following since after before this that these those his her their its the "
    "north south east west northern southern eastern western military armed forces north-south human rights".split()
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|to|from|at|near|through|via|into|for|left|visit\w*|в|из|до|от|к)\s+(?:the\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: a gazetteer entity, or the words of a name the gazetteer does not know."""

    text: str
    start: int
    end: int
    entity: str | None = None


@lru_cache(maxsize=8192)
def names(text: str) -> tuple[Name, ...]:
    """Names in order of appearance. Words capitalised only because a sentence begins with them are left out."""
    known = [Name(text[m.start : m.end], m.start, m.end, m.entity) for m in mentions(text)]
    taken = [(n.start, n.end) for n in known] + [(d.start, d.end) for d in dates(text)]
    return tuple(sorted(known + _unknown(text, taken), key=lambda n: n.start))


def _unknown(text: str, taken: list[tuple[int, int]]) -> list[Name]:
    """Runs of capitalised words that are neither known names, dates, roles nor the first word of a sentence."""
    runs: list[list[Token]] = []
    previous: Token | None = None
    for token in tokens(text):
        inside = any(start <= token.start < end for start, end in taken)
        if token.text[0].isupper() and not inside and not _is_common(token, text):
            if runs and previous is runs[-1][-1] and text[previous.end : token.start] in (" ", "-", ". ", "’", "'"):
                runs[-1].append(token)
            else:
                runs.append([token])
        previous = token
    kept = [run for run in runs if len(run) > 1 or not _opens_sentence(text, run[0])]
    return [Name(text[r[0].start : r[-1].end], r[0].start, r[-1].end) for r in kept]


def _is_common(token: Token, text: str) -> bool:
    word = token.text.lower()
    return len(word) < 2 or word in _ROLES or is_function_word(word, "en") or is_function_word(word, "ru")


def _opens_sentence(text: str, token: Token) -> bool:
    return not re.search(r"[\w,;][\s\"“«(‘'-]*$", text[: token.start])


def carried(name: Name, claim: str, source: str, context: str) -> bool:
    """Whether `source` (the span) names what `name` names; `context` is the article around it.

    A part carries its whole (Vladivostok, Russia) and a government its capital (Moscow denied, Russia denied). A
    surname in the span stands for a full name that the context gives.
    """
    if name.entity is not None:
        return _entity_carried(name, claim, source, context)
    words = [t.text for t in tokens(name.text) if not _is_common(t, name.text)]
    present = _capitalised(source)
    missing = [w for w in words if not _has(w, present, source)]
    if not missing:
        return True
    surname_there = len(words) > 1 and words[-1] not in missing
    return surname_there and all(_has(w, _capitalised(context), context) for w in missing)


def _entity_carried(name: Name, claim: str, source: str, context: str) -> bool:
    assert name.entity is not None
    there = {m.entity for m in mentions(source)}
    if any(name.entity in wholes(entity) for entity in there):
        return True
    entry = gazetteer()[name.entity]
    governments = there | {gazetteer()[e].speaks_for for e in there}
    if entry.speaks_for in governments and entry.speaks_for and not _PLACE_BEFORE.search(claim[: name.start]):
        return True
    if entry.kind == "country" and any(gazetteer()[e].speaks_for == name.entity for e in there):
        return True
    around = {m.entity for m in mentions(context)}
    if entry.kind == "person" and name.entity in around and _surname_in(entry.names, source):
        return True
    return any(_has(word, _capitalised(source), source) for word in [name.text] if " " not in word)


@lru_cache(maxsize=4096)
def _surname_in(forms: tuple[str, ...], source: str) -> bool:
    """Whether the span has a family name alone: the first word of a Korean or Chinese name, the last of others."""
    present = _capitalised(source)
    parts = {word for form in forms for word in (form.split()[0], form.split()[-1]) if word[0].isupper()}
    return any(same_name(part, word) for part in parts for word in present)


@lru_cache(maxsize=4096)
def _capitalised(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.text for t in tokens(text) if t.text[0].isupper() or not t.text.isascii()))


def _has(word: str, present: Iterable[str], source: str) -> bool:
    return any(same_name(word, other) or stem(word, "en") == stem(other, "en") for other in present)
