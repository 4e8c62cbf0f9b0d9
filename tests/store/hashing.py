"""A small, quick embedding for tests that are not about meaning: words hashed into 64 dimensions."""

from __future__ import annotations

import re
import zlib

import numpy as np
from langchain_core.embeddings import Embeddings

from store.embedding import Embedder

DIMENSION = 64


class HashEmbeddings(Embeddings):
    """Texts with the same words get the same vector; texts that share words get near ones."""

    def __init__(self, dimension: int = DIMENSION) -> None:
        self.dimension = dimension

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        places = [zlib.crc32(word.encode()) % self.dimension for word in re.findall(r"\w+", text.lower())]
        vector: list[float] = (np.bincount(places, minlength=self.dimension) + 1e-3).tolist()
        return vector


def hashing(name: str = "hash", dimension: int = DIMENSION) -> Embedder:
    return Embedder(name, HashEmbeddings(dimension))
