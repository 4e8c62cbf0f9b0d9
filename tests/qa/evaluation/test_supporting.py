"""The support check, put to just the quotes a sentence cites."""

import pytest

from qa.answer import Citation
from qa.evaluation.supporting import Checker
from qa.phrases import attributed
from store import Article, Library

AMMUNITION = "the Russian ambassador to the DPRK Alexander Matsegora said"
TRAIN = "In 2001, Kim Jong Il traveled to Moscow by train"
BRIDGE = "Kim’s armored train crossed the railway bridge over the Razdolnaya River"


@pytest.fixture(scope="module")
def checker(seed_library: Library) -> Checker:
    return Checker(seed_library)


def article_with(library: Library, words: str) -> Article:
    return next(article for article in library.articles() if words in article.text)


def cite(library: Library, words: str, n: int = 1) -> Citation:
    """The citation of the whole sentence that holds these words."""
    article = article_with(library, words)
    sentence = next(s for p in library.passages(article.id) for s in p.sentences if words in s.text)
    return Citation(
        n=n, article_id=article.id, title=article.title, quote=sentence.text, start=sentence.start, end=sentence.end
    )


def test_a_sentence_is_held_against_its_own_citation_only(checker: Checker) -> None:
    """What another passage proves does not make this citation right."""
    claim = "Kim Jong Il traveled to Moscow by train in 2001."
    assert checker(claim, [cite(checker.library, TRAIN)])
    assert not checker(claim, [cite(checker.library, BRIDGE)])
    assert not checker("Kim Jong Il traveled to Moscow by train in 2007.", [cite(checker.library, TRAIN)])


def test_two_quotes_are_taken_together(checker: Checker) -> None:
    """ALCE asks whether the concatenation of the citations supports the sentence."""
    both = [cite(checker.library, TRAIN, 1), cite(checker.library, BRIDGE, 2)]
    assert checker("Kim Jong Il traveled to Moscow by train in 2001.", both)


def test_a_verbatim_quotation_is_supported_by_what_it_quotes(checker: Checker) -> None:
    citation = cite(checker.library, AMMUNITION)
    article = article_with(checker.library, AMMUNITION)
    quoted = attributed(citation.quote, article, "ru")
    assert checker(quoted, [citation])
    assert not checker(quoted, [cite(checker.library, TRAIN)])


def test_a_citation_of_nothing_supports_nothing(checker: Checker) -> None:
    """An unknown article, or offsets between sentences, must not end the evaluation."""
    good = cite(checker.library, TRAIN)
    assert not checker(TRAIN, [good.model_copy(update={"article_id": "none"})])
    assert not checker(TRAIN, [good.model_copy(update={"start": 5, "end": 9})])
    assert not checker(TRAIN, [])
