"""A citation from a PDF names the page on which its quote begins: a reader must not search forty pages for it."""

from __future__ import annotations

from pathlib import Path

from qa.answer import Citation
from qa.evidence import Span
from qa.export import footnote
from qa.tui.sources_panel import source_head
from qa.wording import heading
from store import Article
from store.chunking import split_passages
from store.loading import load
from tests.store import making_files as make


def test_every_sentence_of_a_pdf_is_cited_with_its_page(tmp_path: Path) -> None:
    trees = iter(
        "oak elm ash fir yew lime birch beech maple alder hazel rowan pine larch plane cedar box holly".split()
    )
    pages = [[f"The {next(trees)} by the bridge fell in the year {page}." for _ in range(6)] for page in (1, 2, 3)]
    file = tmp_path / "report.pdf"
    file.write_bytes(make.pdf(pages))
    cited = [
        Span(passage, at, at).cite(1) for passage in split_passages(load(file)) for at in range(len(passage.sentences))
    ]
    assert len(cited) == 18
    for citation in cited:
        assert f"in the year {citation.page}." in citation.quote


def test_the_page_stands_in_the_source_line_everywhere() -> None:
    text = "The bridge is old. It is green."
    article = Article("a", "Bridges", text, "The Paper", "2019-04-01", pages=(0, 19))
    citation = Citation.of(article, 1, 19, len(text))
    assert citation.quote == "It is green."
    assert heading(citation) == "The Paper, Bridges, 2019-04-01, p. 2"
    assert ", 2019-04-01, p. 2." in footnote(citation, "2020-01-01")
    assert "2019-04-01 · p. 2" in source_head(citation).plain


def test_what_has_no_pages_names_none() -> None:
    citation = Citation.of(Article("a", "Bridges", "The bridge is old.", pages=()), 1, 0, 18)
    assert citation.page is None
    assert "p. " not in heading(citation)
    older = citation.model_dump(exclude={"page"})
    assert Citation.model_validate(older) == citation
