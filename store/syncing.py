"""A library on a server that other machines share: what they added comes into this catalog, what it held goes there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from store.article import Article
from store.catalog import Catalog
from store.chunking import revision, split_passages
from store.indexing import Writer
from store.loading import article_id
from store.reports import Progress, make_advance
from store.server import VectorServerError
from store.sharing import Registered
from store.vectors import VectorStore


def join(writer: Writer, progress: Progress | None) -> None:
    """Begin to share: take over what is on the server, then put there what only this catalog holds.

    The catalog states the server as its place only at the end, so that joining that was cut off is begun again.
    """
    shared = writer.shared
    assert shared is not None
    state = shared.state() or shared.begin(writer.dimension())
    vectors = writer.open_epoch(state.epoch, state.dimension)
    known = shared.current()
    taken = _take_over(writer.catalog, vectors, known)
    own = [a for a in writer.catalog.articles() if a.id not in known]
    total, done = sum(len(a.text) for a in own), 0
    for article in own:
        passages = split_passages(article)
        writer.embed(vectors, passages, make_advance(progress, done, len(article.text), total, article.title))
        shared.register(article, len(passages), writer.earlier_ids(article))
        done += len(article.text)
    if own:
        shared.announce()
    with writer.catalog.writing():
        for name in writer.catalog.leftovers():  # of the place before
            writer.catalog.forget_leftover(name)
        writer.state(state.epoch, state.dimension)
        writer.catalog.set_fact("stamp", state.stamp)
        writer.catalog.set_fact("register", state.identity)
        if taken:
            writer.catalog.set_fact("seeded", "yes")


def pull(writer: Writer) -> None:
    """Bring the catalog up to what the machines share now.

    An article that is not in the register was removed by another machine, if this is the register that it was in.
    """
    shared = writer.shared
    assert shared is not None
    state = shared.state()
    if state is None:
        raise VectorServerError("the Chroma server has lost what it held: run `tumen rebuild` to fill it again")
    if writer.catalog.fact("register") != state.identity:
        join(writer, None)
        return
    vectors = writer.open_epoch(state.epoch, state.dimension)
    known = shared.current()
    _take_over(writer.catalog, vectors, known)
    with writer.catalog.writing():
        for name in set(writer.catalog.article_ids()) - known.keys() - _replaced(known):
            writer.catalog.remove(name)
        writer.state(state.epoch, state.dimension)
        writer.catalog.set_fact("stamp", state.stamp)
        writer.catalog.set_fact("register", state.identity)


def _replaced(known: Mapping[str, Registered]) -> set[str]:
    """Return the ids of all earlier versions."""
    return {name for entry in known.values() for name in entry.replaces}


def _take_over(catalog: Catalog, vectors: VectorStore, known: Mapping[str, Registered]) -> int:
    """Take in the articles whose text this catalog does not have. Returns how many."""
    held = {article.id: revision(article) for article in catalog.articles()}
    missing = [entry for name, entry in known.items() if held.get(name) != entry.revision]
    for entry in missing:
        earlier = (catalog.find("id", name) for name in entry.replaces if name not in known)
        _take_in(catalog, entry, vectors, next((article for article in earlier if article), None))
    return len(missing)


def _take_in(catalog: Catalog, entry: Registered, vectors: VectorStore, old: Article | None) -> None:
    """Put an article together from its passages; one that another machine is just replacing waits for the next pull.

    `old`, the text that this catalog has of it, becomes an earlier version here too.
    """
    parts = vectors.passages.texts(entry.revision)
    numbered = sorted(parts, key=lambda name: int(name.rpartition("-")[2]))
    article = replace(entry.article, text="".join(parts[name] for name in numbered))
    if len(parts) != entry.passages or revision(article) != entry.revision:
        return
    with catalog.writing():
        catalog.put(article, article_id(article.text), split_passages(article), old)
        if old:
            catalog.note_leftover(revision(old))
