"""Anything a user adds gives an article with what the source says of it, or the reason why not; never a traceback."""

from __future__ import annotations

import io
import os
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.article import Article
from store.errors import SourceError
from store.pages import page_of
from store.sources import Reading, ReadOptions, read_sources
from tests.store import making_files as make
from tests.store.format_set import BAD, GOOD, LINES, ROW
from tests.store.making_files import BODY, GERMAN, KOREAN, RUSSIAN, SENTENCES


def read(path: Path, **options: object) -> list[Reading]:
    return list(read_sources([path], ReadOptions(**options)))  # type: ignore[arg-type]


def articles(path: Path, **options: object) -> list[Article]:
    return [reading.found for reading in read(path, **options) if isinstance(reading.found, Article)]


def written(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_the_format_set_is_as_large_as_promised() -> None:
    assert len(GOOD) + len(BAD) >= 60


@pytest.mark.parametrize("name", GOOD)
def test_each_format_gives_the_words_of_its_article(name: str, tmp_path: Path) -> None:
    found = articles(written(tmp_path, name, GOOD[name]))
    assert found
    words = f"{SENTENCES[0]}{SENTENCES[1]}{RUSSIAN}{KOREAN}{GERMAN}"
    first = next(line for line in found[0].text.split("\n") if len(line) > 30)
    assert first[:60] in words or "river Tumen" in first
    assert "cookies" not in found[0].text
    assert found[0].title


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_article_says_why_in_good_time(name: str, tmp_path: Path) -> None:
    started = time.process_time()
    (reading,) = read(written(tmp_path, name, BAD[name][0]))
    assert isinstance(reading.found, SourceError)
    assert any(part in str(reading.found) for part in BAD[name][1].split("|")), str(reading.found)
    assert "\n" not in str(reading.found)
    assert time.process_time() - started < 10


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (reading,) = read(tmp_path / "pipe.txt")
    assert "`tumen add -`" in str(reading.found)


def test_a_text_of_200_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.write(b"A sentence. ")
        file.truncate(200 * 1024 * 1024)
    tracemalloc.start()
    (reading,) = read(tmp_path / "large.txt")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "too large: 200 MB" in str(reading.found)
    assert most < 10 * 1024 * 1024


@pytest.mark.parametrize(
    ("name", "published", "inferred", "publisher"),
    [
        ("page.html", "2019-04-01", False, "NK News"),
        ("json-ld.html", "2019-04-01", False, None),
        ("undated.html", None, False, None),
        ("two-pages.pdf", None, False, None),
        ("letter.docx", None, False, None),
        ("feed.rss", "2019-04-01", False, "The Paper"),
        ("feed.atom", "2019-04-02", False, "The Wire"),
        ("rows.jsonl", "2019-04-01", False, "NK News"),
        ("rows.csv", "2019-04-01", False, None),
    ],
)
def test_dates_and_publishers_are_those_the_source_states(
    name: str, published: str | None, inferred: bool, publisher: str | None, tmp_path: Path
) -> None:
    """When a file was made or fetched is never taken for when it was published."""
    article = articles(written(tmp_path, name, GOOD[name]))[0]
    assert (article.published, article.published_inferred, article.publisher) == (published, inferred, publisher)


def test_a_date_in_a_file_name_is_marked_as_inferred(tmp_path: Path) -> None:
    (article,) = articles(written(tmp_path, "2019-04-01-x.html", GOOD["undated.html"]))
    assert (article.published, article.published_inferred) == ("2019-04-01", True)


def test_a_pdf_keeps_the_page_of_each_sentence_and_mends_hyphens(tmp_path: Path) -> None:
    head = "The Daily Paper"
    pages = [[head, *LINES[:2], "1"], [head, *LINES[2:], "2"], [head, "The talks end on Friday.", "3"]]
    (article,) = articles(written(tmp_path, "a.pdf", make.pdf(pages)))
    assert "declined to comment on" in article.text
    assert head not in article.text
    assert page_of(article.pages, article.text.index("Monday")) == 1
    assert page_of(article.pages, article.text.index("highest-ranking")) == 2
    assert page_of(article.pages, article.text.index("Friday")) == 3


def test_every_row_entry_and_member_is_an_article_of_its_own(tmp_path: Path) -> None:
    assert len(articles(written(tmp_path, "f.xml", GOOD["feed.xml"]))) == 500
    rows = articles(written(tmp_path, "r.jsonl", GOOD["rows.jsonl"]))
    assert [article.source.rpartition("#")[2] for article in rows] == ["7", "8"]
    packed = read(written(tmp_path, "m.zip", GOOD["many.zip"]))
    assert [isinstance(reading.found, Article) for reading in packed] == [True, True, False]
    assert packed[1].source.endswith("m.zip/in/b.html")


def test_columns_of_any_name_can_be_told(tmp_path: Path) -> None:
    file = written(tmp_path, "odd.csv", f"kop,inhalt,tag\nAn arrival,{SENTENCES[0]},12.09.2023\n".encode())
    (article,) = articles(file, columns={"title": "kop", "text": "inhalt", "published": "tag"})
    assert (article.title, article.text, article.published) == ("An arrival", SENTENCES[0], "2023-09-12")
    (reading,) = read(file, columns={"text": "missing"})
    assert "no column 'missing'" in str(reading.found)


def test_one_bad_row_stops_no_other(tmp_path: Path) -> None:
    found = read(written(tmp_path, "r.jsonl", b"{nonsense\n" + make.jsonl(ROW)))
    assert [isinstance(reading.found, Article) for reading in found] == [False, True]


@pytest.mark.parametrize("name", ["plain.txt", "page.html", "two-pages.pdf", "rows.jsonl"])
def test_standard_input_is_read_by_its_content(name: str) -> None:
    stream = io.BytesIO(GOOD[name])
    found = [reading.found for reading in read_sources(["-"], ReadOptions(stdin=lambda: stream))]
    assert isinstance(found[0], Article)
    assert found[0].source == ""
    assert SENTENCES[0] in found[0].text


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    content = bytearray(make.archive({"a.txt": BODY.encode()}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (reading,) = read(written(tmp_path, "locked.zip", bytes(content)))
    assert "password" in str(reading.found)
    assert zipfile.is_zipfile(tmp_path / "locked.zip")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.data())
def test_damaged_files_give_articles_or_reasons(name: str, data: st.DataObject) -> None:
    """Whatever bytes are lost or changed on the way, adding goes on with the next file."""
    from store.formats import HEAD, kind_of
    from store.loading import documents

    content = bytearray(GOOD[name][:20_000])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
        content = content or bytearray(b" ")
    try:
        kind = kind_of(name, bytes(content[:HEAD]))
        for _, found, _ in documents(io.BytesIO(bytes(content)), kind, name, {}):
            assert isinstance(found, (Article, SourceError))
    except SourceError as reason:
        assert str(reason)
