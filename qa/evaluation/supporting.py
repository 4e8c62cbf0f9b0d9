"""The project's own support check, put to one sentence and just the quotes it cites: what ALCE asks an NLI model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from qa.answer import Citation
from qa.evidence import Evidence, Matrix
from qa.phrases import attributed
from qa.support import check
from store.article import Article, Hit, Passage, Sentence
from store.errors import ArticleNotFoundError

if TYPE_CHECKING:
    from store import Library

LANGUAGES = ("en", "ru", "ko", "de")
"""Languages in which quotation mode speaks."""


@dataclass
class Checker:
    """Checks sentences against citations. Remembers the quotes it has seen, with the vectors of their sentences."""

    library: Library
    _seen: dict[tuple[str, int, int], tuple[Passage, Matrix] | None] = field(default_factory=dict)

    def __call__(self, text: str, citations: Sequence[Citation]) -> bool:
        """Whether the quotes, taken together, fully support `text`: one of them alone does, or all in a row do."""
        if any(self._is_quotation(text, citation) for citation in citations):
            return True
        quoted = [found for citation in citations if (found := self._quoted(citation)) is not None]
        if any(self._carried(text, *one) for one in quoted):
            return True
        return len(quoted) > 1 and self._carried(text, *_joined(quoted))

    def _is_quotation(self, text: str, citation: Citation) -> bool:
        """Whether `text` is the quote itself, with the outlet and date that quotation mode puts before it."""
        article, quote = self._article(citation), " ".join(citation.quote.split())
        if article is None or quote not in text:
            return False
        return any(text == attributed(quote, article, language) for language in LANGUAGES)

    def _article(self, citation: Citation) -> Article | None:
        try:
            return self.library.article(citation.article_id)
        except ArticleNotFoundError:
            return None

    def _carried(self, text: str, passage: Passage, vectors: Matrix) -> bool:
        evidence = Evidence(text, (Hit(passage, 1.0),), (vectors,), self.library)
        return check(text, evidence).verdict == "supported"

    def _quoted(self, citation: Citation) -> tuple[Passage, Matrix] | None:
        """The cited sentences as a passage in their article, so that what stands before them still gives names."""
        key = (citation.article_id, citation.start, citation.end)
        if key not in self._seen:
            self._seen[key] = self._cut_out(citation)
        return self._seen[key]

    def _cut_out(self, citation: Citation) -> tuple[Passage, Matrix] | None:
        if self._article(citation) is None:
            return None
        for passage in self.library.passages(citation.article_id):
            inside = [
                i
                for i, sentence in enumerate(passage.sentences)
                if citation.start <= sentence.start and sentence.end <= citation.end
            ]
            if inside:
                sentences = tuple(passage.sentences[i] for i in inside)
                start, end = sentences[0].start, sentences[-1].end
                cut = replace(passage, start=start, end=end, text=passage.article.text[start:end], sentences=sentences)
                return cut, self.library.sentence_vectors([passage])[0][inside]
        return None


def _joined(quoted: Sequence[tuple[Passage, Matrix]]) -> tuple[Passage, Matrix]:
    """The quotes in a row, as one passage of an article that holds nothing else; its date is that of the first."""
    text, sentences = "", list[Sentence]()
    for passage, _ in quoted:
        for sentence in passage.sentences:
            text += "\n" if text else ""
            sentences.append(Sentence(len(text), len(text) + len(sentence.text), sentence.text))
            text += sentence.text
    article: Article = replace(quoted[0][0].article, text=text)
    passage = Passage("joined", article, 0, 0, len(text), text, tuple(sentences))
    return passage, np.vstack([vectors for _, vectors in quoted])
