"""What a site repeats under every article becomes no evidence, and nothing that its articles say is lost with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from store import Article, Library, furniture, learning
from store.catalog import Catalog
from store.furniture import Story, learn, without
from tests.store.hashing import hashing

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("boilerplate.yaml").read_text(encoding="utf-8"))
SITE = "Gazette"
LABEL = "Transport and trade"
APPEAL = "Subscribe to the Gazette's daily briefing."
RECURRING_BODY = "The bridge at Tumangang is the only rail link."


def labelled(case: dict[str, Any]) -> Iterator[tuple[Story, list[tuple[str, bool]]]]:
    """Yield each article of a labelled publisher, and its lines with whether they are boilerplate."""
    for title, *own in case["articles"]:
        lines: list[tuple[str, bool]] = []
        first = "*1" in case["frame"]
        for entry in case["frame"]:
            if entry[0] == "*":
                lines += [(line, False) for line in (own[:1] if entry == "*1" else own[first:])]
            else:
                lines.append((entry[2:], entry[0] == "~"))
        yield Story(title, "\n\n".join(line for line, _ in lines)), lines


def test_of_the_labelled_lines_no_body_goes_and_most_boilerplate_does() -> None:
    gone = furniture_gone = furniture_there = 0
    for case in CASES:
        articles = list(labelled(case))
        learned = learn([story for story, _ in articles], case["publisher"])
        for story, lines in articles:
            left = without(story.text, learned).split("\n\n")
            assert left == [line for line in story.text.split("\n\n") if line in left], "in order and as they were"
            for line, boilerplate in lines:
                assert boilerplate or line in left, f"{case['publisher']} lost {line!r}"
                gone += line not in left
                furniture_gone += boilerplate and line not in left
                furniture_there += boilerplate
    assert len(CASES) >= 12
    assert furniture_gone == gone  # precision 1
    assert furniture_gone / furniture_there >= 0.85, f"{furniture_gone} of {furniture_there}"


def article(n: int, *, appeal: str = APPEAL, source: str | None = None) -> Article:
    text = f"The ferry{n} carried wagon{n} over the river{n} on day{n}.\n\n{RECURRING_BODY}\n\n{appeal}\n\n{LABEL}"
    return Article(id="", title=f"Ferry {n}", text=text, publisher=SITE, source=source or f"ferry-{n}")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        yield library


def test_boilerplate_goes_from_all_articles_and_old_citations_lead_to_their_words(library: Library) -> None:
    first = library.add_articles([article(1)]).added[0]
    cited = first.text.index(APPEAL)
    report = library.add_articles([article(n) for n in range(2, 7)])
    assert len(report.added) == 5
    assert {held.id for held in report.added} < {held.id for held in library.articles()}
    for held in library.articles():
        assert held.text.endswith(RECURRING_BODY)
    assert APPEAL not in " ".join(hit.passage.text for hit in library.search(APPEAL, k=20))
    earlier = library.article(first.id)
    assert earlier.superseded_by
    assert earlier.text[cited:].startswith(APPEAL)
    assert library.status().problems == []


def test_adding_again_changes_nothing(library: Library) -> None:
    articles = [article(n) for n in range(6)]
    library.add_articles(articles)
    held = library.articles()
    again = library.add_articles(articles)
    assert len(again.unchanged) == 6
    assert not again.added
    assert not again.updated
    assert library.articles() == held


def test_four_articles_and_copies_of_one_story_teach_nothing(library: Library) -> None:
    library.add_articles([article(n) for n in range(3)])
    story = " ".join(f"The convoy crossed bridge {n} before noon." for n in range(30))
    copies = (f"{story} This is edition {n}.\n\n{APPEAL}" for n in range(4))
    library.add_articles([Article("", "Convoy", text, SITE, source=text[-80:]) for text in copies])
    assert len(library.articles()) == 7
    assert all(APPEAL in held.text for held in library.articles())


def test_another_publisher_keeps_the_same_line(library: Library) -> None:
    library.add_articles([article(n) for n in range(6)])
    other = Article(id="", title="Other", text=f"Nothing was said.\n\n{APPEAL}", publisher="Other", source="other")
    assert library.add_articles([other]).added[0].text == other.text


def test_learning_that_is_cut_off_is_ended_by_the_next_add(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    library.add_articles([article(n) for n in range(4)])
    taken: list[str] = []

    def cut_off(catalog: Catalog, name: str) -> Iterator[Article]:
        for held in to_clean(catalog, name):
            if taken:
                raise KeyboardInterrupt
            taken.append(held.id)
            yield held

    to_clean = learning.to_clean
    monkeypatch.setattr(learning, "to_clean", cut_off)
    with pytest.raises(KeyboardInterrupt):
        library.add_articles([article(4)])
    assert sum(APPEAL in held.text for held in library.articles()) == 4
    assert library.status().problems == []
    monkeypatch.undo()
    library.add_articles([])
    assert not any(APPEAL in held.text for held in library.articles())
    assert library.status().problems == []


def test_the_pages_of_a_pdf_move_with_its_text(library: Library) -> None:
    library.add_articles([article(n) for n in range(6)])
    text = f"First page.\n\n{APPEAL}\n\nSecond page."
    paged = Article("", "Paged", text, SITE, source="paged.pdf", pages=(0, text.index("Second")))
    (held,) = library.add_articles([paged]).added
    assert held.text[held.pages[1] :] == "Second page."


def test_a_library_from_before_learns_at_its_next_add(library: Library) -> None:
    catalog = Catalog.open(library.locations.catalog)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(learning, "learn", lambda *_: None)
        library.add_articles([article(n) for n in range(5)])
    assert all(APPEAL in held.text for held in library.articles())
    with catalog.writing():  # as the upgrade of the tables does
        learning.note(catalog.connection, article(0))
    library.add_articles([])
    assert not any(APPEAL in held.text for held in library.articles())
    assert library.boilerplate() == {SITE: [furniture.fold(APPEAL), furniture.fold(LABEL)]}
    assert learning.unread(catalog.connection) == []
    catalog.close()


LINES = st.lists(st.sampled_from(["", "one", "two", "three", "four", "- one", "body"]), max_size=12)


@given(LINES, st.dictionaries(st.sampled_from(["one", "two", "three", "four"]), st.booleans()), st.data())
def test_what_is_learned_later_gives_what_is_learned_at_once(
    lines: list[str], learned: dict[str, bool], data: st.DataObject
) -> None:
    text = "\n".join([*lines, "body", *lines[::-1]])
    before = {line: data.draw(st.sampled_from([False, voice])) for line, voice in learned.items()}
    before = {line: voice for line, voice in before.items() if data.draw(st.booleans())}
    once = without(text, learned)
    assert [line for line in without(without(text, before), learned).split("\n") if line] == [
        line for line in once.split("\n") if line
    ]
    assert without(once, learned) == once
    kept = iter(text.split("\n"))
    assert all(line in kept for line in once.split("\n") if line)
