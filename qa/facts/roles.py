"""Whether names have changed parts between a claim and its source, beside the same words.

Who plays which part in a sentence is told by `qa.facts.parts`; here the parts of both sides are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Literal

from qa.facts.mismatch import Mismatch
from qa.facts.names import plain_stems
from qa.facts.parts import Played, kind_of, label_of, played, ways
from store.names import gazetteer, wholes
from store.words import content_tokens

_CLEFT = re.compile(
    r"\b[Ii]t (?:is|was) (?P<who>(?:the )?[A-Z][^,.;]{1,60}?) (?:who|that|which) |"
    r"(?P<one>(?:\bthe )?\b[A-Z][^,.;]{1,60}?) (?:is|was) the one (?:who|that|which) "
)
"""The capital tells a name from "it was agreed that"."""
MUTUAL = frozenset(
    "meet met talk negoti agre cooper border neighbor neighbour discuss share exchang sign exercis held hold".split()
)
"""Stems of what two sides do together: whoever is named first, it is the same."""


def swapped(claim: str, source: Sequence[str]) -> Iterator[Mismatch]:
    """Pairs of names that play each other's parts in a sentence of the source that speaks of the same.

    `source` holds one sentence each. All contradict the claim; of each way to be wrong the first found is told.
    """
    mine = played(claim)
    stems = {stem for stem, _ in content_tokens(claim)}
    for one, other in permutations({p.who for p in mine}, 2):
        comparable = kind_of(one) == kind_of(other) or {kind_of(one), kind_of(other)} == {"country", "body"}
        if (
            one < other
            and comparable
            and not _within(one, other)
            and (places := _changed_places(mine, one, other, source, stems))
        ):
            yield Mismatch("roles", f"the source has {label_of(one)} and {label_of(other)} {places}", contradicts=True)
            return
    yield from _turned_round(claim, source)
    yield from _replaced(mine, source)
    yield from _sent_back(mine, source)


def _within(one: str, other: str) -> bool:
    """Whether one is a part of the other: a country's agency is told of beside its country."""
    known = gazetteer()
    return one in known and other in known and (one in wholes(other) or other in wholes(one))


def uncleft(text: str) -> str:
    """A sentence without the "it was … who" around its subject: "It was Xi who called" is "Xi called"."""
    return _CLEFT.sub(lambda m: f"{m['who'] or m['one']} ", text)


def _changed_places(
    mine: Sequence[Played], one: str, other: str, source: Sequence[str], stems: set[str]
) -> Literal["the other way round"] | None:
    crossed = False
    for sentence in source:
        theirs = played(sentence)
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


def _same(own: Played, model: Played, who: str) -> bool:
    owned = model.owned is None or own.owned is None or own.owned == model.owned
    does = not model.verbs or bool(own.verbs & model.verbs)
    return own.who == who and own.part == model.part and owned and does


def _turned_round(claim: str, source: Sequence[str]) -> Iterator[Mismatch]:
    """What goes to a name in the claim and comes from it in the source, or the reverse, while the doer is the same."""
    mine = ways(claim)
    doers = {p.who for p in played(claim) if p.part == "doer"} - set(mine)
    stems = plain_stems(claim)
    told = [ways(s) for s in source
            if doers & {p.who for p in played(s) if p.part == "doer"} and stems & plain_stems(s)]  # fmt: skip
    for who, way in mine.items():
        if {there[who] for there in told if who in there} == {"from" if way == "to" else "to"}:
            reason = f"the source says {'from' if way == 'to' else 'to'} {label_of(who)}"
            yield Mismatch("roles", reason, contradicts=True)
            return


def _replaced(mine: Sequence[Played], source: Sequence[str]) -> Iterator[Mismatch]:
    """A doer that stands in the source only as the target of what another of its kind does."""
    for doer in (p for p in mine if p.does and p.does not in MUTUAL):
        for sentence in source:
            theirs = played(sentence)
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
                theirs = [p for p in played(sentence) if p.part == "origin" and p.verbs & giver.verbs]
                givers = {p.who for p in theirs}
                if doer.who in givers and giver.who not in givers:
                    reason = f"the source says this comes from {label_of(doer.who)}"
                    yield Mismatch("roles", reason, contradicts=True)
                    return
