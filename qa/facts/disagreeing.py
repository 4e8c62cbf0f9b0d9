"""Whether two sentences disagree: another figure for the same thing, or a claim and its denial.

Both need the same matter: names that meet, days that do not clash, and words in common beside the figure or the denial.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Literal

from qa.facts.dates import dates
from qa.facts.dating import dates_the_saying
from qa.facts.figures import Alike, Figure, figures
from qa.facts.naming import PLACE_BEFORE
from qa.facts.scope import negated
from qa.facts.stance import attributions, stances
from store.dates import last_day
from store.names import gazetteer, mentions, wholes
from store.words import content_tokens

Kind = Literal["figure", "denial", "update"]
NEAR = 0.9
"""Cosine of two sentences (multilingual-e5-small) from which they speak of one matter even without shared words."""
SHARED = 0.3
"""Share of the shorter sentence's content words that the two must have in common."""
MONTHS_APART = 6
"""Articles further apart, of which one dates nothing, speak of different events."""
REACH = 10
"""Content words that a denial reaches."""
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)\b(?!(?:\s[\w’'-]+){0,5}?\s(?:access|entry|visas?|loans?|means|use|ability|"
    r"opportunit\w+|permission|safe))|reject(?:s|ed|ing)?|refut\w+|dismiss\w+|disput(?:e|es|ed|ing)|debunk\w+|"
    r"опроверг\w*|отрица\w+|отверг\w*|dementier\w+|bestreit\w+|bestritt\w*)\b",
    re.IGNORECASE,
)
_DENIES_KO = re.compile(r"부인|부정했|반박")
_ASKS = re.compile(r"\?[”\"’»]?\s*$")
_OPEN = re.compile(
    r"\b(?:if|whether|would|should|unless|in case|если|бы|wenn|falls|ob|würde\w*)\b|만약|다면|한다면|는지",
    re.IGNORECASE,
)
"""What is only supposed is neither claimed nor, by another, denied."""
_UNKNOWN = re.compile(
    r"(?:\b(?:not|cannot|не|nicht|no)\b|n[’']t\b)\s+(?:\w+\s+)?(?:know\w*|sure|clear|certain|confirm\w*|say|said|comment\w*|"
    r"specif\w+|aware|information|indication\w*|signs?|знае\w+|уточн\w+|подтверд\w+|bekannt|sicher)|"
    r"\b(?:unclear|unconfirmed|unknown|unspecified)\b",
    re.IGNORECASE,
)
"""Not to know, confirm or specify is no denial."""
_CLAIM_NOUNS = frozenset(
    "report claim accus alleg charg rumor rumour suggest assert media it stori stateme inform сообщен обвинен "
    "утвержден bericht vorwurf".split()
)


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


def denies_what_precedes(text: str) -> bool:
    """Whether a sentence denies something without saying what: "Moscow rejected the report"."""
    for cue in _DENIES.finditer(text):
        scope = [stem for stem, t in content_tokens(text) if t.start >= cue.end() and not _named(text, t.start)]
        if not scope or set(scope) <= _CLAIM_NOUNS:
            return True
    return False


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
    mine, theirs = _stems(one.text), _stems(other.text)
    shared = mine & theirs
    return bool(shared - counted) and len(shared) >= SHARED * min(len(mine), len(theirs))


def _denied(one: Said, other: Said, cosine: float) -> Disagreement | None:
    for denier, claimer in ((one, other), (other, one)):
        if _denies(denier.text, claimer.text, cosine):
            return Disagreement("denial", first_denies=denier is one)
    return None


def _denies(denier: str, claimer: str, cosine: float) -> bool:
    if bool("future" in stances(claimer)) != bool("future" in stances(denier)) and not _DENIES.search(denier):
        return False
    if _OPEN.search(claimer):
        return False
    claimed = _stems(claimer)
    for scope, names in _scopes(denier):
        shared = scope & claimed
        enough = len(shared) >= 2 and len(shared) >= 0.5 * len(scope)
        if not enough and not (shared and cosine >= NEAR):
            continue
        against = any(len(s & shared) >= min(2, len(shared)) for s, _ in _scopes(claimer))
        if not against and _same_direction(names, claimer):
            return True
    return False


def _scopes(text: str) -> list[tuple[frozenset[str], tuple[str, ...]]]:
    """What a sentence denies: the stems in reach of each denial, and the names there in order."""
    found = []
    words = [(stem, t) for stem, t in content_tokens(text) if not _named(text, t.start)]
    for cue in (*_DENIES.finditer(text), *_DENIES_KO.finditer(text)):
        korean = bool(_DENIES_KO.match(cue.group()))
        near = [s for s, t in words if t.end <= cue.start()][-REACH:] if korean else []
        near = near or [s for s, t in words if t.start >= cue.end()][:REACH]
        ahead = [m.entity for m in mentions(text) if korean or m.start >= cue.end()]
        found.append((frozenset(near) - _CLAIM_NOUNS, tuple(ahead)))
    everyone = tuple(m.entity for m in mentions(text))
    names = _name_stems(text)
    if not _UNKNOWN.search(text):
        found += [(scope - names, everyone) for scope in negated(text)]
    return [(scope, ahead) for scope, ahead in found if scope]


def _same_direction(names: tuple[str, ...], claimer: str) -> bool:
    """Whether the states that both name stand in one order: who supplied whom. A passive turns it round."""
    theirs = [_state(m.entity) for m in mentions(claimer)]
    mine = [s for s in dict.fromkeys(_state(n) for n in names) if s and s in theirs]
    order = [s for s in dict.fromkeys(theirs) if s in mine]
    return mine == order or bool(re.search(r"\b(?:by|from|von|из)\b|에서", claimer))


def _state(entity: str) -> str | None:
    return next((w for w in wholes(entity) if gazetteer()[w].kind == "country"), None)


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
    denial = _DENIES.search(text)
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


def _named(text: str, offset: int) -> bool:
    return any(m.start <= offset < m.end for m in mentions(text))


def _name_stems(text: str) -> frozenset[str]:
    return frozenset(stem for stem, t in content_tokens(text) if _named(text, t.start))


def _stems(text: str) -> frozenset[str]:
    """Stems of the content words that are neither names nor numbers."""
    return frozenset(stem for stem, t in content_tokens(text) if not t.text[0].isdigit() and not _named(text, t.start))
