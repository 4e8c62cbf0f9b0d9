"""Proofs that catalog, keywords and vectors agree, row by row. Each returns its complaints, none when it holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from store import sketching
from store.catalog import Catalog
from store.collection import ChromaCollection
from store.locations import Locations
from store.sentence_collection import SentenceCollection
from store.vector_file import VectorFile
from store.vector_ids import metadata_of, sentence_ids
from store.vectors import VectorStore

MEND = "run `tumen rebuild`"
Metadata = Mapping[str, str | int]
Vector = NDArray[np.float32]

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


def wrong_sounds(catalog: Catalog) -> list[str]:
    """Prove that the names of every passage are found by their sound; those of articles that are gone may be, too."""
    from store.sounds import terms_by_sound

    filed = {
        (str(s), str(i), str(t)) for s, i, t in catalog.connection.execute("SELECT sound, script, term FROM sounds")
    }
    missing = 0
    for article_id in catalog.article_ids():
        passages = catalog.passages_of(article_id)
        missing += sum(not filed.issuperset(terms_by_sound(p.text, p.article.language)) for p in passages)
    return [f"the names of {missing} passages are not found by their sound: {MEND}"] if missing else []


def differences(catalog: Catalog, store: VectorStore, *, shared: bool = False) -> list[str]:
    """Compare the vectors that the catalog should have with what is there; noted leftovers may be there for a while.

    What is more on a server that is `shared` may be what another machine is just adding.
    """
    noted = tuple(f"{name}-" for name in catalog.leftovers())
    dimension = int(catalog.fact("dimension") or 0)
    beside, counts = _expected(catalog)
    passages, sentences = store.passages.ids(), store.rows.counts()
    problems = _counted("passages", dict.fromkeys(beside, 1), dict.fromkeys(passages, 1), noted, shared=shared)
    if wrong := _wrong_rows(store.passages, beside, passages & beside.keys(), dimension):
        problems.append(f"{wrong} vectors of passages are not what was written (length, date or article): {MEND}")
    problems += _counted("sentences", counts, sentences, noted, shared=shared)
    whole = {name: count for name, count in counts.items() if sentences.get(name) == count}
    if wrong := _wrong_sentences(store.rows, beside, whole, dimension):
        problems.append(f"{wrong} vectors of sentences are not what was written (length, date or article): {MEND}")
    return problems


def _expected(catalog: Catalog) -> tuple[dict[str, Metadata], dict[str, int]]:
    """Return what belongs beside each passage's vector, and how many sentences each has."""
    beside: dict[str, Metadata] = {}
    counts: dict[str, int] = {}
    for article_id in catalog.article_ids():
        for passage in catalog.passages_of(article_id):
            beside[passage.id] = metadata_of(passage)
            counts[passage.id] = len(passage.sentences)
    return beside, counts


def _counted(
    kind: str, expected: Mapping[str, int], there: Mapping[str, int], noted: tuple[str, ...], *, shared: bool
) -> list[str]:
    """Compare how many vectors of each passage there are with how many there should be."""
    missing = sum(max(0, count - there.get(name, 0)) for name, count in expected.items())
    total = sum(expected.values())
    problems = [f"{missing} of {total} vectors of {kind} are missing: {MEND}"] if missing else []
    extra = {name: count - expected.get(name, 0) for name, count in there.items() if not name.startswith(noted)}
    stray = 0 if shared else sum(max(0, count) for count in extra.values())
    return [*problems, f"{stray} vectors of {kind} belong to no article: {MEND}"] if stray else problems


def _wrong_sentences(
    kept: VectorFile | SentenceCollection, beside: Mapping[str, Metadata], counts: Mapping[str, int], dim: int
) -> int:
    """Count the vectors that are wrong among those read by passage; what is kept beside them must be right too."""
    if isinstance(kept, SentenceCollection):
        own = {name: beside[passage] for passage, n in counts.items() for name in sentence_ids(passage, n)}
        return _wrong_rows(kept.collection, own, own, dim)
    wrong, known = 0, sorted(counts)
    for at in range(0, len(known), _BATCH):
        some = {name: counts[name] for name in known[at : at + _BATCH]}
        wrong += sum(not _unit(row, dim) for rows in kept.fetch(some).values() for row in rows)
    return wrong


def _wrong_rows(
    collection: ChromaCollection, expected: Mapping[str, Metadata], ids: Collection[str], dimension: int
) -> int:
    """Count the vectors that are no unit vectors of the right dimension, or whose metadata is another's."""
    wrong, known = 0, sorted(ids)
    for at in range(0, len(known), _BATCH):
        some = known[at : at + _BATCH]
        vectors, metadata = collection.fetch(some), collection.metadata(some)
        for name in some:
            beside = metadata[name]
            wrong += not _unit(vectors[name], dimension) or any(beside.get(k) != v for k, v in expected[name].items())
    return wrong


def _unit(row: Vector, dimension: int) -> bool:
    return row.shape == (dimension,) and abs(float(np.linalg.norm(row)) - 1) < 1e-2
