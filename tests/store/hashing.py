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

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.full(DIMENSION, 1e-3)
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % DIMENSION] += 1
        return [float(x) for x in vector]


def hashing(name: str = "hash") -> Embedder:
    return Embedder(name, HashEmbeddings())
