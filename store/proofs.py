"""Proofs that catalog, keywords and vectors agree, row by row. Each returns its complaints, none when it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from store import sketching
from store.catalog import Catalog
from store.locations import Locations
from store.vector_ids import KINDS, Kind, metadata_of, sentence_id
from store.vectors import VectorStore

MEND = "run `tumen rebuild`"
Metadata = Mapping[str, str | int]

_BATCH = 2000
"""Vectors looked at together."""


def damaged_catalog(locations: Locations, catalog: Catalog) -> list[str]:
    """Have SQLite check its own file."""
    (verdict,) = catalog.connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict == "ok":
        return []
    return [f"the catalog {locations.catalog} is damaged ({verdict}): restore it from a backup"]


def wrong_passages(catalog: Catalog) -> list[str]:
    """Prove that the passages of each article tile its text, without a gap or an overlap."""
    broken = 0
    for article_id in catalog.article_ids():
        text, passages = catalog.article(article_id).text, catalog.passages_of(article_id)
        edges = [0, *(passage.end for passage in passages)]
        tiled = edges[-1] == len(text) or not (passages or text.strip())
        broken += not tiled or any(p.start != edge for p, edge in zip(passages, edges, strict=False))
    return [f"the passages of {broken} articles do not tile their text: {MEND}"] if broken else []


def wrong_versions(catalog: Catalog) -> list[str]:
    """Prove that each earlier version is of an article that is there, under an id that no article has."""
    (stray,) = catalog.connection.execute(
        "SELECT count(*) FROM versions WHERE newest NOT IN (SELECT id FROM articles) OR id IN (SELECT id FROM articles)"
    ).fetchone()
    return [f"{stray} earlier versions belong to no article: restore the library from a backup"] if stray else []


def wrong_copies(catalog: Catalog) -> list[str]:
    """Prove that each article has been compared with the others, and that links between copies lead both ways."""
    if catalog.fact("sketches") != sketching.VERSION:
        return []  # the next question makes them
    unsketched = catalog.connection.execute(
        "SELECT text FROM articles WHERE key NOT IN (SELECT article FROM sketches)"
    ).fetchall()
    missing = sum(bool(sketching.bands(text)) for (text,) in unsketched)
    held = "SELECT key FROM articles"
    (stray,) = catalog.connection.execute(
        f"SELECT count(*) FROM copies WHERE one NOT IN ({held}) OR other NOT IN ({held})"
        " OR NOT EXISTS (SELECT 1 FROM copies AS back WHERE back.one = copies.other AND back.other = copies.one)"
    ).fetchone()
    lines = [f"{missing} articles have not been compared with the others: {MEND}"] if missing else []
    return [*lines, f"{stray} links between copies lead nowhere: {MEND}"] if stray else lines


def wrong_terms(catalog: Catalog) -> list[str]:
    """Prove that every passage is filed under its own terms, and nothing else is filed."""
    from store.terms import index_terms

    connection = catalog.connection
    filed = {int(row[0]): str(row[1]) for row in connection.execute("SELECT rowid, terms FROM keywords")}
    wrong = 0
    for article_id in catalog.article_ids():
        for key, passage in catalog.keyed_passages(article_id).items():
            wrong += filed.pop(key, None) != " ".join(index_terms(passage.text, passage.article.language))
    lines = [f"{wrong} passages are missing from the keyword index or filed wrongly: {MEND}"] if wrong else []
    return [*lines, f"{len(filed)} keyword rows belong to no passage: {MEND}"] if filed else lines


def differences(catalog: Catalog, store: VectorStore, *, shared: bool = False) -> list[str]:
    """Compare what the catalog should have in Chroma with what is there; noted leftovers may be there for a while.

    What is more on a server that is `shared` may be what another machine is just adding.
    """
    noted = tuple(f"{name}-" for name in catalog.leftovers())
    dimension = int(catalog.fact("dimension") or 0)
    problems = []
    for kind, expected in _expected(catalog).items():
        ids = store.ids(kind)
        if missing := expected.keys() - ids:
            problems.append(f"{len(missing)} of {len(expected)} vectors of {kind} are missing: {MEND}")
        stray = [] if shared else [i for i in ids - expected.keys() if not i.startswith(noted)]
        if stray:
            problems.append(f"{len(stray)} vectors of {kind} belong to no article: {MEND}")
        if wrong := _wrong_rows(store, kind, expected, ids & expected.keys(), dimension):
            problems.append(f"{wrong} vectors of {kind} are not what was written (length, date or article): {MEND}")
    return problems


def _expected(catalog: Catalog) -> dict[Kind, dict[str, Metadata]]:
    """Return what belongs beside each vector, by kind and id."""
    expected: dict[Kind, dict[str, Metadata]] = {kind: {} for kind in KINDS}
    for article_id in catalog.article_ids():
        for passage in catalog.passages_of(article_id):
            metadata = metadata_of(passage)
            expected["passages"][passage.id] = metadata
            expected["sentences"].update((sentence_id(passage, i), metadata) for i in range(len(passage.sentences)))
    return expected


def _wrong_rows(
    store: VectorStore, kind: Kind, expected: Mapping[str, Metadata], ids: Collection[str], dimension: int
) -> int:
    """Count the vectors that are no unit vectors of the right dimension, or whose metadata is another's."""
    wrong = 0
    known = sorted(ids)
    for at in range(0, len(known), _BATCH):
        some = known[at : at + _BATCH]
        vectors, metadata = store.fetch(kind, some), store.metadata(kind, some)
        for vector_id in some:
            row = vectors[vector_id]
            fits = row.shape == (dimension,) and abs(float(np.linalg.norm(row)) - 1) < 1e-2
            wrong += not fits or any(metadata[vector_id].get(k) != v for k, v in expected[vector_id].items())
    return wrong
