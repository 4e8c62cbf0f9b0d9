"""Who plays which part in a sentence, as far as word order, prepositions and possessives tell.

No parser: a name that opens its clause, owns what follows (“Russia’s decision”) or stands behind *by* is the doer; one
behind the verb, or behind *to, into, against, on …*, is the target; one behind *from* the origin. A passive turns the
opening name into the target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.facts.lexicon import part_of_speech
from qa.facts.names import Name, is_title, names
from store.names import gazetteer
from store.sentences import inner_stops_marked
from store.words import Token, content_tokens, is_function_word, language_of, tokens

Part = Literal["doer", "target", "origin"]
Way = Literal["to", "from"]

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
_WHOSE = re.compile(
    r"\b(?:(?:ambassador|envoy|embassy|advis[eo]r)s?\s+to|"
    r"(?:ambassador|envoy|advis[eo]r|counterpart|official|minister|colleague|analyst|expert|"
    r"scholar)s?\s+from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a name that tells where somebody is from, or at whose court: nothing goes there."""


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


@lru_cache(maxsize=8192)
def played(text: str) -> tuple[Played, ...]:
    """Every name of a sentence that has a part, clause by clause, in order; one named twice is there twice."""
    words = tokens(text)
    stems = {token.start: stem for stem, token in content_tokens(text)}
    found = names(text)
    parts: list[Played] = []
    start = 0
    for end in [*(m.end() for m in _CLAUSE.finditer(inner_stops_marked(text, language_of(text)))), len(text)]:
        clause = [n for n in found if start <= n.start < end]
        parts += _in_clause(text, clause, [w for w in words if start <= w.start < end], stems)
        start = end
    return tuple(parts)


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


@lru_cache(maxsize=8192)
def ways(text: str) -> dict[str, Way]:
    """By `key_of`, the names of a text that something goes to or comes from, those joined to such a name included.

    One that is told both ways is left out.
    """
    found: dict[str, set[Way]] = {}
    previous: Name | None = None
    for name in names(text):
        way = _WAY.search(text[max(0, name.start - 12) : name.start])
        if way and _WHOSE.search(text[max(0, name.start - 40) : name.start]):
            way = None
        if way:
            found.setdefault(key_of(name), set()).add("from" if way["way"].lower() == "from" else "to")
        elif previous and key_of(previous) in found and _joined(text[previous.end : name.start]):
            found.setdefault(key_of(name), set()).update(found[key_of(previous)])
        previous = name
    return {who: next(iter(told)) for who, told in found.items() if len(told) == 1}


def kind_of(who: str) -> str:
    """The gazetteer's kind of a name by `key_of`; "person" for what it does not know."""
    return gazetteer()[who].kind if who in gazetteer() else "person"


def label_of(who: str) -> str:
    """A name by `key_of` as a reader knows it."""
    return gazetteer()[who].names[0] if who in gazetteer() else who.title()


def key_of(name: Name) -> str:
    """The name's entity, a government for its seat; else its last word."""
    if name.entity is None:
        return name.words()[-1].lower()
    return gazetteer()[name.entity].speaks_for or name.entity
