"""A library on a server that other machines share: what they added comes into this catalog, what it held goes there."""

from __future__ import annotations

from dataclasses import replace

from store.catalog import Catalog
from store.chunking import revision, split_passages
from store.indexing import Writer
from store.loading import article_id
from store.reports import Progress, make_advance
from store.server import VectorServerError
from store.sharing import Registered, SharedArticles
from store.vectors import VectorStore


def join(writer: Writer, progress: Progress | None) -> None:
    """Begin to share: take over what is on the server, then put there what only this catalog holds.

    The catalog states the server as its place only at the end, so that joining that was cut off is begun again.
    """
    shared = writer.shared
    assert shared is not None
    state = shared.state() or shared.begin(writer.dimension())
    vectors = writer.open_epoch(state.epoch, state.dimension)
    known = shared.revisions()
    taken = _take_over(writer.catalog, shared, vectors, known)
    own = [a for a in writer.catalog.articles() if a.id not in known]
    total, done = sum(len(a.text) for a in own), 0
    for article in own:
        passages = split_passages(article)
        writer.embed(vectors, passages, make_advance(progress, done, len(article.text), total, article.title))
        shared.register(article, len(passages))
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
    known = shared.revisions()
    _take_over(writer.catalog, shared, vectors, known)
    with writer.catalog.writing():
        for name in set(writer.catalog.article_ids()) - known.keys():
            writer.catalog.remove(name)
        writer.state(state.epoch, state.dimension)
        writer.catalog.set_fact("stamp", state.stamp)
        writer.catalog.set_fact("register", state.identity)


def _take_over(catalog: Catalog, shared: SharedArticles, vectors: VectorStore, known: dict[str, str]) -> int:
    """Take in the articles whose text this catalog does not have. Returns how many."""
    held = {article.id: revision(article) for article in catalog.articles()}
    missing = [name for name, text in known.items() if held.get(name) != text]
    for entry in shared.entries(missing).values():
        _take_in(catalog, entry, vectors)
    return len(missing)


def _take_in(catalog: Catalog, entry: Registered, vectors: VectorStore) -> None:
    """Put an article together from its passages; one that another machine is just replacing waits for the next pull."""
    parts = vectors.texts(entry.revision)
    numbered = sorted(parts, key=lambda name: int(name.rpartition("-")[2]))
    article = replace(entry.article, text="".join(parts[name] for name in numbered))
    if len(parts) != entry.passages or revision(article) != entry.revision:
        return
    with catalog.writing():
        catalog.put(article, article_id(article.text), split_passages(article))
