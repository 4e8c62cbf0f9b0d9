"""The nearest vectors of one collection of Chroma's, of all or of those that pass a filter."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from store.narrowing import Wanted

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import QueryResult
    from chromadb.base_types import Where

Matrix = NDArray[np.float32]

_MORE = 4
"""Times as many are asked for where some will not pass a filter."""


def nearest(collection: Collection, query: Matrix, n: int, wanted: Wanted) -> dict[str, float]:
    """Return the cosines of the nearest by id, nearest first.

    Chroma makes a list of all ids that pass a filter before it searches, which in a large library takes a hundred times
    as long as the search: so it is asked without, for more, and with it only where too few of these pass.
    """
    where = wanted.where()
    if where is None:
        return _cosines(collection.query(query_embeddings=query[np.newaxis], n_results=n, include=["distances"]))
    found = collection.query(
        query_embeddings=query[np.newaxis], n_results=_MORE * n, include=["distances", "metadatas"]
    )
    passing = [wanted.passes(fields) for fields in (found["metadatas"] or [[]])[0]]
    if sum(passing) >= n:
        return dict(itertools.islice(itertools.compress(_cosines(found).items(), passing), n))
    return _cosines(
        collection.query(
            query_embeddings=query[np.newaxis], n_results=n, where=cast("Where", where), include=["distances"]
        )
    )


def _cosines(found: QueryResult) -> dict[str, float]:
    distances = (found["distances"] or [[]])[0]
    return {i: 1.0 - float(distance) for i, distance in zip(found["ids"][0], distances, strict=True)}
