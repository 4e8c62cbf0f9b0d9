"""Who does what to whom, as far as word order, prepositions and possessives tell.

No parser: a name that opens its clause, owns what follows (“Russia’s decision”) or stands behind *by* is the doer; one
behind the verb, or behind *to, into, against, on …*, is the target; one behind *from* the origin. A passive turns the
opening name into the target. That is enough to see that two names have changed places beside the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations
from typing import Literal

from qa.facts.lexicon import part_of_speech
from qa.facts.mismatch import Mismatch
from qa.facts.names import Name, is_title, names, plain_stems
from store.names import gazetteer
from store.words import Token, content_tokens, is_function_word, tokens

Part = Literal["doer", "target", "origin"]

_CLAUSE = re.compile(
    r"[.;:!?—–]\s|,\s|\s(?:that|which|who|whose|while|because|when|where|whether|if|before|rather than|and then|but)\s",
    re.IGNORECASE,
)
_PARTS: dict[str, Part | None] = dict.fromkeys(("to", "into", "against", "on", "onto", "toward", "towards"), "target")
_PARTS |= {"from": "origin", "by": "doer"}
_PARTS |= dict.fromkeys(
    "of in at for with as between among about via through near over under than since until within without during "
    "alongside including like after across concerning regarding inside outside around".split()
)
_PASSIVE = re.compile(
    r"(?:[\w’'-]+\s+){0,3}?(?:is|are|was|were|been|be|being)\s+(?:\w+ly\s+|also\s+|not\s+|now\s+)?"
    r"(?:\w+ed|\w+wn|given|taken|sent|sold|told|built|made|held|brought|bought|paid|put|shot|led|hit|struck|driven)\b",
    re.IGNORECASE,
)
_WAY = re.compile(r"\b(?P<way>to|into|from)\s+(?:the\s+)?$", re.IGNORECASE)
_CLEFT = re.compile(r"\b[Ii]t (?:is|was) (?P<who>(?:the )?[A-Z][^,.;]{1,60}?) (?:who|that|which) ")
"""The capital tells a name from "it was agreed that"."""
MUTUAL = frozenset(
    "meet met talk negoti agre cooper border neighbor neighbour discuss share exchang sign exercis held hold".split()
)
"""Stems of what two sides do together: whoever is named first, it is the same."""


@dataclass(frozen=True, slots=True)
class Played:
    """A name in its part.

    `verbs` are the stems between a doer and the next name, or before an origin; `owned` what a possessor owns.
    """

    who: str
    part: Part
    verbs: frozenset[str]
    owned: str | None = None
    does: str | None = None
    """The first of the verbs, for a doer that owns nothing."""


def swapped(claim: str, source: Sequence[str]) -> Iterator[Mismatch]:
    """Pairs of names that play each other's parts in a sentence of the source that speaks of the same."""
    mine = _played(claim)
    stems = {stem for stem, _ in content_tokens(claim)}
    for one, other in permutations({p.who for p in mine}, 2):
        comparable = kind_of(one) == kind_of(other) or {kind_of(one), kind_of(other)} == {"country", "body"}
        if one < other and comparable and (places := _changed_places(mine, one, other, source, stems)):
            yield Mismatch("roles", f"the source has {label_of(one)} and {label_of(other)} {places}", contradicts=True)
            return
    yield from _turned_round(claim, source)
    yield from _replaced(mine, source)
    yield from _sent_back(mine, source)


def uncleft(text: str) -> str:
    """A sentence without the "it was … who" around its subject: "It was Xi who called" is "Xi called"."""
    return _CLEFT.sub(r"\g<who> ", text)


def _changed_places(
    mine: Sequence[Played], one: str, other: str, source: Sequence[str], stems: set[str]
) -> Literal["the other way round"] | None:
    crossed = False
    for sentence in source:
        theirs = _played(sentence)
        if not {one, other} <= {p.who for p in theirs}:
            continue
        shared = stems & {stem for stem, _ in content_tokens(sentence)}
        for a in (p for p in mine if p.who == one):
            for b in (p for p in mine if p.who == other):
                if a.part == b.part and not (a.owned and b.owned and a.owned != b.owned):
                    continue
                verbs = a.verbs | b.verbs
                if verbs & MUTUAL or (verbs and not verbs & shared):
                    continue
                if _stand(theirs, a, one, b, other):
                    return None
                crossed = crossed or _stand(theirs, a, other, b, one)
    return "the other way round" if crossed else None


def _stand(theirs: Sequence[Played], a: Played, first: str, b: Played, second: str) -> bool:
    """Whether `first` plays a's part and `second` b's part in a sentence."""
    return any(_same(p, a, first) for p in theirs) and any(_same(p, b, second) for p in theirs)


def _same(played: Played, model: Played, who: str) -> bool:
    owned = model.owned is None or played.owned is None or played.owned == model.owned
    does = not model.verbs or bool(played.verbs & model.verbs)
    return played.who == who and played.part == model.part and owned and does


def _turned_round(claim: str, source: Sequence[str]) -> Iterator[Mismatch]:
    """What goes to a name in the claim and comes from it in the source, or the reverse, while the doer is the same."""
    mine = _ways(claim)
    doers = {p.who for p in _played(claim) if p.part == "doer"} - set(mine)
    stems = plain_stems(claim)
    told = [_ways(s) for s in source
            if doers & {p.who for p in _played(s) if p.part == "doer"} and stems & plain_stems(s)]  # fmt: skip
    for who, way in mine.items():
        if {ways[who] for ways in told if who in ways} == {"from" if way == "to" else "to"}:
            reason = f"the source says {'from' if way == 'to' else 'to'} {label_of(who)}"
            yield Mismatch("roles", reason, contradicts=True)
            return


@lru_cache(maxsize=8192)
def _ways(text: str) -> dict[str, Literal["to", "from"]]:
    """The names of a text that something goes to or comes from, those joined to such a name included."""
    found: dict[str, set[Literal["to", "from"]]] = {}
    previous: Name | None = None
    for name in names(text):
        way = _WAY.search(text[max(0, name.start - 12) : name.start])
        if way:
            found.setdefault(key_of(name), set()).add("from" if way["way"].lower() == "from" else "to")
        elif previous and key_of(previous) in found and _joined(text[previous.end : name.start]):
            found.setdefault(key_of(name), set()).update(found[key_of(previous)])
        previous = name
    return {who: next(iter(ways)) for who, ways in found.items() if len(ways) == 1}


def _replaced(mine: Sequence[Played], source: Sequence[str]) -> Iterator[Mismatch]:
    """A doer that stands in the source only as the target of what another of its kind does."""
    for doer in (p for p in mine if p.does and p.does not in MUTUAL):
        for sentence in source:
            theirs = _played(sentence)
            same = [p for p in theirs if p.who == doer.who]
            does = [p for p in theirs if p.does == doer.does and kind_of(p.who) == kind_of(doer.who)]
            if same and all(p.part == "target" for p in same) and does:
                reason = f"the source says {label_of(does[0].who)}, not {label_of(doer.who)}"
                yield Mismatch("roles", reason, contradicts=True)
                return


def _sent_back(mine: Sequence[Played], source: Sequence[str]) -> Iterator[Mismatch]:
    """One who gets something from another in the claim, and whom in the source it comes from."""
    for doer in (p for p in mine if p.part == "doer"):
        for giver in (p for p in mine if p.part == "origin" and p.who != doer.who and p.verbs & doer.verbs):
            for sentence in source:
                theirs = [p for p in _played(sentence) if p.part == "origin" and p.verbs & giver.verbs]
                givers = {p.who for p in theirs}
                if doer.who in givers and giver.who not in givers:
                    reason = f"the source says this comes from {label_of(doer.who)}"
                    yield Mismatch("roles", reason, contradicts=True)
                    return


def kind_of(who: str) -> str:
    """The gazetteer's kind of a name by `key_of`; "person" for what it does not know."""
    return gazetteer()[who].kind if who in gazetteer() else "person"


def label_of(who: str) -> str:
    """A name by `key_of` as a reader knows it."""
    return gazetteer()[who].names[0] if who in gazetteer() else who.title()


@lru_cache(maxsize=8192)
def _played(text: str) -> tuple[Played, ...]:
    """Every name of a sentence with a part, clause by clause."""
    words = tokens(text)
    stems = {token.start: stem for stem, token in content_tokens(text)}
    found = names(text)
    played: list[Played] = []
    start = 0
    for end in [*(m.end() for m in _CLAUSE.finditer(text)), len(text)]:
        clause = [n for n in found if start <= n.start < end]
        played += _in_clause(text, clause, [w for w in words if start <= w.start < end], stems)
        start = end
    return tuple(played)


def _in_clause(text: str, clause: list[Name], words: list[Token], stems: dict[int, str]) -> Iterator[Played]:
    inside = [(n.start, n.end) for n in clause]
    plain = [w for w in words if w.start in stems and not any(s <= w.start < e for s, e in inside)]
    previous: Part | None = None
    for i, name in enumerate(clause):
        behind = clause[i + 1].start if i + 1 < len(clause) else (words[-1].end if words else name.end)
        owner = re.match(r"[’'](?:s\b|\s)", text[name.end : name.end + 3]) is not None
        following = [w for w in plain if name.end <= w.start < behind]
        while following and i + 1 < len(clause) and part_of_speech(following[-1].text) == "modifier":
            following.pop()  # it belongs to what is next: "objections to coercive Chinese behaviour"
        part = previous if i and _joined(text[clause[i - 1].end : name.start]) else _part(text, name, words, plain)
        if owner:
            part = "doer"
        elif part == "doer" and _PASSIVE.match(text[name.end :].lstrip()):
            part = "target"
        previous = part
        if part is not None:
            leading = [w for w in plain if w.end <= name.start and (not i or w.start >= clause[i - 1].end)]
            beside = following[:4] if part == "doer" else leading[-4:] if part == "origin" else []
            verbs = frozenset(stems[w.start] for w in beside)
            owned = stems[following[0].start] if owner and following else None
            does = next((stems[w.start] for w in following if not w.text.endswith("ly")), None)
            yield Played(key_of(name), part, verbs, owned, does if part == "doer" and not owner else None)


def _part(text: str, name: Name, words: list[Token], plain: list[Token]) -> Part | None:
    """By the nearest preposition before the name; without one, by whether something was said before it."""
    before = [w for w in words if w.end <= name.start]
    for word in reversed(before[-4:]):
        lowered = word.text.lower()
        if lowered in _PARTS:
            return _PARTS[lowered]
        skipped = is_title(word.text) or is_function_word(lowered, "en") or word.text[0].isupper()
        if not (skipped or word.text[0].isdigit() or word is before[-1]):
            break
    said = [w for w in plain if w.end <= name.start and not w.text.endswith("ly") and not is_title(w.text)]
    return "target" if said else "doer"


def _joined(glue: str) -> bool:
    return glue.strip().lower() in ("and", "or", ",", "and the", "-", "–")


def key_of(name: Name) -> str:
    """The name's entity, a government for its seat; else its last word."""
    if name.entity is None:
        return name.words()[-1].lower()
    return gazetteer()[name.entity].speaks_for or name.entity
