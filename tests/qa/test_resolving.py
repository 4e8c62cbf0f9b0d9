"""A citation of a kept conversation leads to its words, whatever has become of the article; else it is told why not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.answer import Answer, Citation
from qa.resolving import Resolution, resolve
from qa.sessions import Sessions
from store import Article, Library
from tests.store.hashing import hashing

TEXT = "The ferry sailed from Rajin in May. It carried forty passengers."
QUOTE = "It carried forty passengers."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        yield library


@pytest.fixture
def sessions(library: Library) -> Iterator[Sessions]:
    """One conversation that cites one article."""
    (article,) = library.add_articles([Article(id="", title="Ferry", text=TEXT, source="ferry")]).added
    start = TEXT.index(QUOTE)
    citation = Citation(n=1, article_id=article.id, title="Ferry", quote=QUOTE, start=start, end=start + len(QUOTE))
    sessions = Sessions.open(library.locations.sessions)
    _, turn = sessions.begin(None, "How many?", "quotes")
    sessions.finish(turn, "done", Answer(question="How many?", model="quotes", text="", citations=(citation,)))
    yield sessions
    sessions.close()


def test_a_citation_of_an_article_that_has_changed_still_leads_to_its_words(
    library: Library, sessions: Sessions
) -> None:
    changed = TEXT.replace("forty", "no")
    library.add_articles([Article(id="", title="Ferry", text=changed, source="ferry")])
    assert [article.text for article in library.articles()] == [changed]
    assert resolve(sessions, library) == Resolution(resolved=1)


def test_a_citation_of_a_removed_article_is_told_apart_from_a_wrong_one(library: Library, sessions: Sessions) -> None:
    catalog = library._access.catalog
    with catalog.writing():
        catalog.connection.execute("UPDATE articles SET text = replace(text, 'forty', 'sixty')")
    assert resolve(sessions, library) == Resolution(broken=1)
    library.remove(library.articles()[0].id)
    assert resolve(sessions, library) == Resolution(removed=1)
