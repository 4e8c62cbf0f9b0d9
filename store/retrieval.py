"""The library's hybrid search as a langchain retriever, for chains written in LCEL."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from store.article import Hit
from store.library import Library


class LibraryRetriever(BaseRetriever):
    """Finds the `k` passages nearest to a question, each document with its `Hit` as metadata; see `Library.search`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 8
    as_of: str | None = None
    publisher: str | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [as_document(hit) for hit in self.library.search(query, self.k, self.as_of, publisher=self.publisher)]


def as_document(hit: Hit) -> Document:
    """Return a passage as langchain knows documents: its text, and where it stands in which article."""
    passage, article = hit.passage, hit.passage.article
    return Document(
        id=passage.id,
        page_content=passage.text.strip(),
        metadata={
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published": article.published,
            "url": article.url,
            "start": passage.start,
            "end": passage.end,
            "score": hit.score,
            "hit": hit,
        },
    )
