"""Who stands before a word of a sentence as the one who does, has or says it, and whether it is a passive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.facts.items import PREPOSITIONS, Item
from qa.facts.lexicon import part_of_speech
from qa.facts.names import is_title

_LINKS = frozenset(
    "has have had is are was were be been being will would did does do also not never to may might could can should "
    "and then still already again now first once the a an".split()
)
_VOICING = frozenset("express voic rais reiter reaffirm convey".split())
"""Stems of verbs whose object is the doer's own: who voiced a concern has it."""
_OFFICES = frozenset("ministry embassy service agency police military navy parliament forces".split())
_LANDS = frozenset("state states region territory river university".split())
"""Words that `is_title` knows which are no offices: a "Pacific island state" holds none."""
_ITS = frozenset(("its", "their", "his", "her", "our", "my"))
_GIVING = frozenset("give gave given send sent offer grant lend lent sell sold show hand pay paid award deni".split())
"""Stems of verbs behind which stands first who gets it, then what."""
_BE = frozenset("is are was were be been being".split())
_FELT = frozenset("interest concern worri commit prepar determin convinc dedic engag involv alarm disappoint".split())
"""Stems of participles that say how somebody is, not what is done to him."""


def subjects_of(mine: Sequence[Item], at: int) -> list[Item]:
    """What stands right before a pivot, but for auxiliaries and adverbs; names joined by "and" together."""
    clause = mine[at].clause
    i = at - 1
    if i > 0 and mine[i].text.lower() in ("a", "an", "the") and mine[i - 1].text.lower() in ("and", "or"):
        return []  # "a president and a leader"
    while i >= 0 and mine[i].clause == clause and _links(mine[i]):
        i -= 1
    if _BE & {x.text.lower() for x in mine[i + 1 : at]} and not mine[at].text.endswith("ing"):
        return []  # "Okafor is the first astronaut" and "the deal was signed" have no doer before the word
    i = _head(mine, i)
    if i < 0 or mine[i].clause != clause or mine[i].kind not in ("name", "word") or passive(mine, at):
        return []
    holder = _holder(mine, i)
    if holder is not None:
        return [holder]
    if mine[i].kind == "word":
        bare = at + 1 < len(mine) and mine[at + 1].text.lower() in PREPOSITIONS  # "sharpshooters placed in"
        return [mine[i]] if not mine[i].governed and mine[at].text.endswith("ed") and not bare else []
    if mine[i].kind == "name" and not mine[i].owner and _gets(mine, i):
        return []  # "gave Ukraine $100 million"
    owned = i > 0 and mine[i - 1].text.lower() in _ITS  # "its Security Council veto"
    if (mine[i].governed or owned) and not mine[i].owner:
        return []
    found = [mine[i]]
    while i >= 2 and mine[i - 1].text.lower() in ("and", "or") and mine[i - 2].kind == "name":
        i -= 2
        found.append(mine[i])
    return found


def _links(item: Item) -> bool:
    return item.text.lower() in _LINKS or item.text.endswith("ly") or item.key in _VOICING


def _gets(mine: Sequence[Item], i: int) -> bool:
    """Whether a name stands right behind a verb of giving, with its adjectives: "gave the poorest Koreans aid"."""
    j = i - 1
    while j > 0 and (mine[j].text.lower() in ("the", "most") or part_of_speech(mine[j].text) == "modifier"):
        j -= 1
    return j >= 0 and mine[j].key in _GIVING


def _head(mine: Sequence[Item], i: int) -> int:
    """Back over a place behind a preposition: "the government in Maputo" is headed by the government."""
    if i >= 2 and mine[i].kind == "name" and mine[i].governed and mine[i - 1].text.lower() in ("in", "of"):
        return i - 2
    return i


def _holder(mine: Sequence[Item], i: int) -> Item | None:
    """The name whose office a word is: Estonia in "Estonia’s interior minister"."""
    if (
        mine[i].kind != "word"
        or mine[i].text.lower() in _LANDS
        or not (is_title(mine[i].text) or mine[i].text.lower() in _OFFICES)
    ):
        return None
    j = i - 1
    while j >= 0 and mine[j].clause == mine[i].clause and mine[j].kind in ("word", "glue") and i - j <= 3:
        if mine[j].kind == "glue":
            return None
        j -= 1
    if j >= 0 and mine[j].kind == "name" and not mine[j].owner and _gets(mine, j):
        return None  # "giving Russia military equipment"
    found = j >= 0 and mine[j].kind == "name" and not mine[j].governed and mine[j].clause == mine[i].clause
    return replace(mine[j], owner=False) if found else None


def passive(items: Sequence[Item], at: int) -> bool:
    """Whether a pivot is a passive: behind a form of *be* and no *-ing*, or with *by* right behind it."""
    if items[at].text.endswith("ing") or items[at].key in _FELT:
        return False
    j = at - 1
    while j >= 0 and (items[j].text.endswith("ly") or items[j].text.lower() in ("not", "also", "now")):
        j -= 1
    ahead = [x.text.lower() for x in items[at + 1 : at + 3]]
    return (j >= 0 and items[j].text.lower() in _BE) or (items[at].text.endswith(("ed", "en")) and "by" in ahead)
