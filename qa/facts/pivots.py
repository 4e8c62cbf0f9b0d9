"""Whether a word that claim and source share is done, owned or said by the same one in both.

A shared word is a pivot: what stands right before it in the claim ("Wagner delivered", "Sweden’s approval", "the guards
bribed") must not be the other side of it in the source ("North Korea delivered … to Wagner"), nor have another of its
kind in its place. Passives are turned round; a pronoun may be anybody but those named beside it in its own clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from qa.facts.attribution import SAY
from qa.facts.items import PREPOSITIONS, Item, items_of
from qa.facts.lexicon import part_of_speech
from qa.facts.mismatch import Mismatch
from qa.facts.names import is_title
from qa.facts.parts import kind_of, label_of
from qa.facts.roles import MUTUAL
from qa.facts.same_names import of_one_people
from qa.facts.subjects import passive, subjects_of
from store.names import gazetteer, wholes
from store.words import language_of

BESIDE = 3
"""Content words behind a pivot among which a subject that is no name counts as its object."""
_HOSTING = frozenset(("host", "stage", "welcom", "receiv"))
_AMOUNTS = frozenset("sever hundr thousand million billion dozen half includ".split())
"""Stems of words for how much and for a part, which nobody does."""
_OWNING = frozenset(("of", "from", "by"))
_PLACING = frozenset(("over", "in", "at", "near", "on", "across"))
"""Behind a noun these tell whose it is as well: "the bridge over the Tumen" is the Tumen bridge."""
_SAYING = re.compile(SAY, re.IGNORECASE)


def misplaced(claim: str, source: Sequence[str]) -> Iterator[Mismatch]:
    """The first pivot whose subject in the claim is not its subject in any sentence of the source that has it."""
    if language_of(claim) != "en":
        return
    for at, subjects in _pivots(claim):
        found = [
            _other(subjects, items_of(claim), at, sentence) for sentence in source if language_of(sentence) == "en"
        ]
        told = [other for others in found for other in others]
        if told and all(told):
            other = next(o for o in told if o)
            reason = f"the source says this of {other}, not of {_named(subjects[0])}"
            yield Mismatch("roles", reason, contradicts=True)
            return


@lru_cache(maxsize=256)
def _pivots(claim: str) -> tuple[tuple[int, tuple[Item, ...]], ...]:
    """The place of every pivot of a claim that has subjects, with these."""
    mine = items_of(claim)
    words = [at for at, item in enumerate(mine) if item.kind == "word" and item.key not in MUTUAL | _AMOUNTS]
    return tuple((at, tuple(subjects)) for at in words if (subjects := subjects_of(mine, at)))


def _other(subjects: Sequence[Item], mine: Sequence[Item], at: int, sentence: str) -> Iterator[str]:
    """For each place of the pivot in a sentence, who stands in the subject's stead; "" when it may be the subject."""
    theirs = items_of(sentence)
    for i, item in enumerate(theirs):
        adverb = item.text.endswith("ly") and not mine[at].text.endswith("ly")  # "extremely" is nobody's extreme
        if item.kind == "word" and item.key == mine[at].key and not adverb and _same_head(mine, at, theirs, i):
            turned = passive(mine, at) != passive(theirs, i)
            yield _instead(subjects, theirs, i, turned)


def _same_head(mine: Sequence[Item], at: int, theirs: Sequence[Item], i: int) -> bool:
    """Whether two places of an adjective have the same word behind them: "new director", not "new counterpart"."""
    if part_of_speech(mine[at].text) != "modifier":
        return True
    if at + 1 >= len(mine) or mine[at + 1].kind != "word":  # "the Russian military" is no "military equipment"
        return i + 1 >= len(theirs) or theirs[i + 1].kind != "word" or part_of_speech(theirs[i + 1].text) != "noun"
    return i + 1 < len(theirs) and theirs[i + 1].key == mine[at + 1].key


def _instead(subjects: Sequence[Item], theirs: Sequence[Item], i: int, turned: bool) -> str:
    if _hosts(subjects, theirs, i):
        return ""
    before, behind = list(theirs[:i]), list(theirs[i + 1 :])
    if turned:
        before, behind = behind, before
    elif _SAYING.fullmatch(theirs[i].text):
        said_by = [x for x in behind[:5] if x.kind == "name"]
        before += said_by
    clause = theirs[i].clause
    doers = [x for x in before if x.kind == "name" and (turned or x.owner or not x.governed)]
    doers = [x for x in doers if not _describes(theirs, i, x)]
    if not turned and not _owned(theirs, i):
        doers += _owners_behind(behind, _OWNING if part_of_speech(theirs[i].text) != "noun" else _OWNING | _PLACING)
    if any(_alike(s, x) for s in subjects for x in [*doers, *(x for x in before if x.kind == "word")]):
        return ""
    pronoun = any(x.kind == "pronoun" and x.clause == clause for x in before)
    crossed = [x for x in behind if x.clause == clause and any(_alike(s, x) for s in subjects)]
    own = [x for x in doers if x.clause == clause]
    if all(s.kind == "name" for s in subjects):
        somebody = any(x.kind == "word" and x.clause == clause for x in before)
        if crossed and (doers or pronoun or somebody):
            return _named(own[-1] if own else doers[-1]) if doers else "another"
        rivals = [x for x in own if any(_comparable(s, x) for s in subjects)]
        inside = any(_alike(s, x) for s in subjects for x in before)
        return _named(rivals[-1]) if rivals and not (pronoun or inside) else ""
    words = [x for x in behind if x.kind != "glue"][:BESIDE]
    agents = [x for x in before if x.kind in ("word", "name", "pronoun")]
    if agents and agents[-1].text.lower() in ("we", "i"):
        return ""
    return _named(agents[-1]) if crossed and agents and any(x in words for x in crossed) and not turned else ""


def _describes(items: Sequence[Item], at: int, name: Item) -> bool:
    """Whether a name that no gazetteer has only describes whom a noun names: "the Korean scholar noted"."""
    behind = [items[i + 1] for i in range(at - 1) if items[i] is name]
    return (
        name.key not in gazetteer()
        and len(name.text.split()) == 1
        and any(x.kind == "word" and x.text.islower() and part_of_speech(x.text) == "noun" for x in behind)
    )


def _owned(items: Sequence[Item], at: int) -> bool:
    """Whether a name stands right before a pivot, or before the adjective before it."""
    for item in reversed(items[max(0, at - 2) : at]):
        if item.kind == "name":
            return True
        if item.kind != "word":
            return False
    return False


def _owners_behind(behind: list[Item], owning: frozenset[str]) -> list[Item]:
    """Names behind a pivot by an `owning` preposition: "munitions from North Korea", "the bridge over the Tumen".

    A place may stand between, and an office before the name: "an invitation to Moscow from foreign minister Lavrov".
    """
    rest = list(behind)
    while rest and rest[0].kind == "word" and part_of_speech(rest[0].text) == "noun" and len(behind) - len(rest) < 2:
        rest = rest[1:]
    if len(rest) > 2 and rest[0].text.lower() in ("to", "for") and rest[1].kind == "name":
        rest = rest[2:]
    if not rest or rest[0].text.lower() not in owning:
        return []
    rest = rest[1:]
    while rest and rest[0].kind == "glue" and rest[0].text.lower() not in PREPOSITIONS:
        rest = rest[1:]
    named = list(takewhile(lambda x: x.kind == "name" or is_title(x.text), rest))
    return [x for x in named if x.kind == "name"]


def _alike(one: Item, other: Item) -> bool:
    if one.kind != other.kind:
        return False
    if one.key == other.key or one.kind == "word":
        return one.key == other.key
    entries = gazetteer()
    if one.key in entries and other.key in entries:
        return one.key in wholes(other.key) or other.key in wholes(one.key)
    return one.key in other.key.split("_") or other.key in one.key.split("_") or of_one_people(one.key, other.key)


def _comparable(one: Item, other: Item) -> bool:
    kinds = {kind_of(one.key), kind_of(other.key)}
    return other.kind == "name" and (len(kinds) == 1 or kinds == {"country", "body"}) and not one.owner


def _hosts(subjects: Sequence[Item], theirs: Sequence[Item], at: int) -> bool:
    """Whether the pivot is what a place does for what is held in it: Busan hosts what South Korea hosts in Busan."""
    return theirs[at].key in _HOSTING and any(
        x.text.lower() in ("in", "at") and y.kind == "name" and any(_alike(s, y) for s in subjects)
        for x, y in pairwise(theirs[at + 1 :])
    )


def _named(item: Item) -> str:
    return label_of(item.key) if item.kind == "name" else item.text
