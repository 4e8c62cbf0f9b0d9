"""Copies of one story among what a search found: the earliest copy stands for all that print the same words.

Passage by passage, so that what only one copy says is still found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from store import copies
from store.article import Passage
from store.catalog import Catalog
from store.sketching import shingles

_COVERED = 0.5
"""Part of the shingles, of what a passage was found by, that an earlier copy must have to stand for it."""
_COVERS = 0.2
"""Part of them that one of these passages must have to be among them."""


def collapse(catalog: Catalog, ranked: Mapping[int, str], found_by: Mapping[str, int]) -> dict[int, int]:
    """Return the keys of the passages to show, best first, each with the key of the passage whose rank it takes.

    `ranked` holds the ids of what a search found by key, best first; `found_by` the number of the sentence of a
    passage that is nearest to the question, where it is known: a passage gives way to those that have it, else to those
    that have most of its words.
    """
    article_of = {key: name.rsplit("-", 2)[0] for key, name in ranked.items()}
    earlier = copies.earlier(catalog.connection, set(article_of.values()))
    if not earlier:
        return {key: key for key in ranked}
    concerned = earlier.keys() | {name for names in earlier.values() for name in names}
    passages = catalog.passages_by_key([key for key, name in article_of.items() if name in concerned])
    wording: dict[str, dict[int, set[int]]] = {name: {} for name in concerned}
    for key, passage in passages.items():
        wording[passage.article.id][key] = shingles(passage.text)
    shown: dict[int, int] = {}
    for key, name in ranked.items():
        standing = [key]
        if article_of[key] in earlier:
            said = _sentence(passages[key], found_by.get(name)) or wording[article_of[key]][key]
            standing = _standing_for(said, [wording[copy] for copy in earlier[article_of[key]]]) or [key]
        for other in standing:
            shown.setdefault(other, key)
    return shown


def named(catalog: Catalog, passages: Mapping[int, Passage], until: int | None) -> dict[int, Passage]:
    """Return passages with who else printed their articles by `until` (YYYYMMDD)."""
    outlets = copies.outlets(catalog.connection, (passage.article for passage in passages.values()), until)
    return {
        key: replace(p, also_at=outlets[p.article.id]) if p.article.id in outlets else p for key, p in passages.items()
    }


def _sentence(passage: Passage, at: int | None) -> set[int]:
    """Return the shingles of a sentence of a passage; none where it is not known."""
    return set() if at is None else shingles(passage.sentences[at].text)


def _standing_for(said: set[int], earlier: Sequence[Mapping[int, set[int]]]) -> list[int]:
    """Return the keys of the passages that have most of what is `said`, of the earliest copy that does."""
    for wording in earlier:
        covering = [key for key, words in wording.items() if len(said & words) >= _COVERS * len(said)]
        covered = set().union(*(wording[key] for key in covering))
        if covering and len(said & covered) >= _COVERED * len(said):
            return sorted(covering, key=lambda key: -len(said & wording[key]))
    return []
