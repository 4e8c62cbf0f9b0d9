"""The register of a shared library: which articles its machines have put on the server, and which vectors are in use.

One Chroma collection per index. Its metadata holds the epoch in use; each record holds an article, all but the text,
which the passages carry: they tile it. One more record holds a stamp that is another after every change.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from store.article import Article
from store.chunking import revision
from store.server import ChromaServer
from store.vector_ids import stem

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

Record = dict[str, str | int | float | bool]

_BATCH = 300
"""Records of one request; Chroma Cloud takes no more."""
_STAMP = "~stamp"
_POINT = np.array([[1.0, 0.0]], dtype=np.float32)
"""A vector for what is never searched by one."""


@dataclass(frozen=True, slots=True)
class SharedState:
    """What is in use on the server."""

    identity: str
    """Names this register: one that was made after the server lost its files has another."""
    epoch: int
    dimension: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Registered:
    """An article of the register, with an empty text."""

    article: Article
    revision: str
    passages: int
    replaces: tuple[str, ...] = ()
    """Ids of its earlier versions."""


class SharedArticles:
    """The register; all methods raise what `ChromaServer.with_client` raises."""

    def __init__(self, server: ChromaServer, index: str) -> None:
        self._server = server
        self._name = f"articles-{stem(index)}"

    def state(self) -> SharedState | None:
        """Return what is in use, None when no machine has begun."""

        def read(client: Any) -> SharedState | None:
            named = {collection.name: collection for collection in client.list_collections()}
            if self._name not in named:
                return None
            metadata = named[self._name].metadata or {}
            stamps = named[self._name].get(ids=[_STAMP], include=["metadatas"])["metadatas"]
            stamp = str(stamps[0]["stamp"]) if stamps else ""
            return SharedState(str(metadata["identity"]), int(metadata["epoch"]), int(metadata["dimension"]), stamp)

        return self._server.with_client(read)

    def begin(self, dimension: int) -> SharedState:
        """Make the register, unless another machine is faster."""
        metadata = {"identity": secrets.token_hex(8), "epoch": 1, "dimension": dimension}
        configuration = {"hnsw": {"space": "cosine"}}
        self._server.with_client(
            lambda client: client.get_or_create_collection(
                self._name, configuration=configuration, metadata=metadata, embedding_function=None
            )
        )
        state = self.state()
        assert state is not None
        return state

    def register(
        self, article: Article, passages: int, replaces: Sequence[str] = (), replaced: Article | None = None
    ) -> None:
        """Tell the others of an article whose vectors are all there; `replaces` are the ids of its earlier versions.

        The latest of these, `replaced`, stops to count in the same request, and is to be withdrawn then.
        """
        records = {article.id: _record(article, passages, replaces)}
        if replaced:
            records[replaced.id] = _record(replaced, 0, ()) | {"replaced": True}
        points = np.repeat(_POINT, len(records), axis=0)
        self._server.with_collection(
            self._name, lambda c: c.upsert(ids=list(records), embeddings=points, metadatas=[*records.values()])
        )

    def withdraw(self, ids: Sequence[str]) -> None:
        """Tell the others that articles are gone."""
        self._server.with_collection(self._name, lambda c: c.delete(ids=list(ids)))

    def announce(self) -> None:
        """Have the others notice that something has changed."""
        stamp: Record = {"stamp": secrets.token_hex(8)}
        self._server.with_collection(self._name, lambda c: c.upsert(ids=[_STAMP], embeddings=_POINT, metadatas=[stamp]))

    def swap(self, identity: str, epoch: int, dimension: int) -> None:
        """Have all machines use the vectors of another epoch."""
        metadata = {"identity": identity, "epoch": epoch, "dimension": dimension}
        self._server.with_collection(self._name, lambda c: c.modify(metadata=metadata))
        self.announce()

    def current(self) -> dict[str, Registered]:
        """Return every registered article by id, but for those that another has just replaced."""
        found: dict[str, Registered] = {}
        at = 0

        def read(collection: Collection) -> Any:
            return collection.get(include=["metadatas"], limit=_BATCH, offset=at)

        while (rows := self._server.with_collection(self._name, read))["ids"]:
            for name, metadata in zip(rows["ids"], rows["metadatas"], strict=True):
                if name != _STAMP and not metadata.get("replaced"):
                    found[name] = _registered(metadata)
            at += _BATCH
        return found


def _record(article: Article, passages: int, replaces: Sequence[str]) -> Record:
    told = {name: value for name, value in asdict(article).items() if name != "superseded_by"} | {"text": ""}
    return {
        "revision": revision(article),
        "passages": passages,
        "article": json.dumps(told),
        "replaces": json.dumps(list(replaces)),
        "replaced": False,
    }


def _registered(metadata: Record) -> Registered:
    article = Article(**json.loads(str(metadata["article"])))
    replaces = tuple(json.loads(str(metadata.get("replaces", "[]"))))
    return Registered(article, str(metadata["revision"]), int(metadata["passages"]), replaces)
