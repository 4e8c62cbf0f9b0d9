"""The vectors of an index: passages in Chroma to be found, and with their sentences beside it to be read by passage.

All of it is derived from the catalog.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from store.article import Passage
from store.collection import Chroma, ChromaCollection
from store.errors import MEND, LibraryDamagedError
from store.vector_ids import metadata_of

if TYPE_CHECKING:
    from store.sentence_collection import SentenceCollection
    from store.vector_file import VectorFile

Matrix = NDArray[np.float32]


class VectorStore:
    """Passages and their sentences. All methods raise what `Chroma` raises, mostly `VectorsUnreadableError`."""

    def __init__(
        self,
        chroma: Chroma,
        passages: ChromaCollection,
        rows: VectorFile | SentenceCollection,
        *,
        documents: bool = False,
    ) -> None:
        """`passages` are those of `chroma`; with `documents` they carry their text."""
        self._chroma = chroma
        self._documents = documents
        self.passages = passages
        self.rows = rows

    def close(self) -> None:
        """Let go of it."""
        self.rows.close()
        self._chroma.close()

    def reopen(self) -> None:
        """Read anew what another process has written."""
        self.rows.reopen()
        self._chroma.reopen()

    def create(self, dimension: int) -> None:
        """Make what is not there yet."""
        self.passages.create(dimension)
        self.rows.create(dimension)

    def write(self, passages: Sequence[Passage], rows: Matrix, sentence_rows: Matrix) -> None:
        """Write the vectors (n, dimension) of passages and of all their sentences, in place of what is there.

        What a search finds is written last: it has all its vectors.
        """
        ids = [passage.id for passage in passages]
        metadata = {passage.id: metadata_of(passage) for passage in passages}
        ends = np.cumsum([len(passage.sentences) for passage in passages])[:-1]
        groups = zip(ids, rows, np.split(sentence_rows, ends), strict=True)
        self.rows.write({name: np.vstack([own, group]) for name, own, group in groups}, metadata)
        texts = [passage.text for passage in passages] if self._documents else None
        self.passages.upsert(ids, rows, list(metadata.values()), texts)

    def delete_revision(self, revision: str) -> None:
        """Delete the vectors of one text of one article."""
        self.passages.delete_revision(revision)
        self.rows.delete_revision(revision)

    def delete(self, passages: Collection[str]) -> None:
        """Delete the vectors of passages by id; those that are not there need no deleting."""
        self.passages.delete(sorted(passages))
        self.rows.delete(passages)

    def fetch(self, counts: Mapping[str, int]) -> dict[str, Matrix]:
        """Return the unit vectors (1 + sentences, dimension) of passages by id, each one's own first.

        `counts` says how many sentences each has.

        Raises:
            LibraryDamagedError: those of one are not there.
        """
        vectors = self.rows.fetch(counts)
        if lacking := next((name for name in counts if name not in vectors), None):
            raise LibraryDamagedError(f"the vectors lack {lacking}, which the catalog has: {MEND}")
        return vectors
