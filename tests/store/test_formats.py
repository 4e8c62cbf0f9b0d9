"""Anything a user adds gives an article with what the source says of it, or the reason why not; never a traceback."""

from __future__ import annotations

import io
import json
import time
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
from tests.store.making_files import BODY, GERMAN, KOREAN, RUSSIAN, SENTENCES

JSON_LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-04-01T10:00:00Z"}</script>'
META = (
    '<meta property="article:published_time" content="2019-04-01T09:00:00Z">'
    '<meta property="og:site_name" content="NK News">'
)
LINES = [*SENTENCES, "The ministry declined to com-", "ment on the agenda of the talks."]
ROW = {"title": "Minister arrives", "body": BODY, "date": "2019-04-01", "source": {"name": "NK News"}, "id": "7"}
CSV = f'headline,text,pub_date\nOne,"{SENTENCES[0]}",2019-04-01\nTwo,"{SENTENCES[1]}",April 2 2019\n'

GOOD: dict[str, bytes] = {
    "plain.txt": BODY.encode(),
    "bom.txt": b"\xef\xbb\xbf" + BODY.encode(),
    "crlf.txt": BODY.replace("\n", "\r\n").encode(),
    "utf16.txt": BODY.encode("utf-16"),
    "utf16le-no-mark.txt": BODY.encode("utf-16-le"),
    "utf32.txt": BODY.encode("utf-32"),
    "cp1251.txt": RUSSIAN.encode("cp1251"),
    "koi8.txt": RUSSIAN.encode("koi8-r"),
    "cp866.txt": RUSSIAN.encode("cp866"),
    "iso8859-5.txt": RUSSIAN.encode("iso8859-5"),
    "cp949.txt": KOREAN.encode("cp949"),
    "korean-utf16.txt": ("\ufeff" + KOREAN).encode("utf-16-be"),
    "latin1.txt": GERMAN.encode("cp1252"),
    "front.md": f"---\ntitle: T\npublished: 2019-04-01\n---\n{BODY}".encode(),
    "bad-front.md": f"---\ntitle: A: B\n---\n{BODY}".encode(),
    "page.html": make.page(head=META).encode(),
    "no-title.html": make.page(title="").encode(),
    "no-title-with-date.html": make.page(title="", head=JSON_LD).encode(),
    "json-ld.html": make.page(head=JSON_LD).encode(),
    "undated.html": make.page().encode(),
    "cp1251.html": make.page(RUSSIAN, lang="ru", charset="windows-1251").encode("cp1251"),
    "wrong-charset.html": make.page(RUSSIAN, lang="ru", charset="iso-8859-1").encode(),
    "undeclared-koi8.html": make.page(RUSSIAN, lang="ru").encode("koi8-r"),
    "korean.html": make.page(KOREAN, lang="ko", charset="euc-kr").encode("euc-kr"),
    "unclosed.html": make.page().replace("</p>", "").replace("</article>", "").encode(),
    "page-as.pdf": make.page().encode(),
    "two-pages.pdf": make.pdf([LINES[:3], LINES[3:]], title="Minister in Pyongyang"),
    "pdf-as.txt": make.pdf([LINES]),
    "junk-before.pdf": b"HTTP/1.1 200 OK\r\n\r\n" + make.pdf([LINES]),
    "letter.docx": make.docx(SENTENCES, title="Minister in Pyongyang", table=[["a", "b"]]),
    "untitled.docx": make.docx(SENTENCES),
    "rows.jsonl": make.jsonl(ROW, {**ROW, "id": "8", "body": SENTENCES[2]}),
    "list.json": json.dumps([ROW]).encode(),
    "rows.csv": CSV.encode(),
    "rows.tsv": CSV.replace(",One", "").replace(",", "\t").encode(),
    "semicolons.csv": f"title;text\nOne;{SENTENCES[0]}\n".encode("utf-16"),
    "feed.xml": make.rss(500),
    "feed.rss": make.rss(2),
    "feed.atom": make.ATOM,
    "many.zip": make.archive({"a.txt": BODY.encode(), "in/b.html": make.page(head=META).encode(), "x.png": b"\x89PNG"}),
    "up.zip": make.archive({"../../up.txt": BODY.encode()}),
}
BAD: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.html": (b" \n", "empty"),
    "empty.html": (b"<html><body></body></html>", "no article"),
    "only-links.html": (b"<html><body><a href='/'>Home</a><a href='/x'>News</a></body></html>", "no article"),
    "deep.html": (b"<html><body>" + b"<div>" * 50_000 + b"x", "nested|no article"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    "unknown.txt": (bytes(range(128, 256)) * 3, "encoding"),
    "no-xref.pdf": (make.pdf([LINES]).replace(b"startxref", b"startxxxx"), "broken"),
    "cut.pdf": (make.pdf([LINES])[:300], "broken|no text"),
    "not.pdf": (b"%PDF-1.7\n" + b"garbage " * 50, "broken"),
    "blank.pdf": (make.pdf([[]]), "OCR"),
    "loop.pdf": (make.pdf([LINES]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), "broken|no text"),
    "cut.docx": (make.docx(SENTENCES)[:500], "broken"),
    "zip-as.docx": (make.archive({"a.txt": b"x"}), "broken"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "save it as .docx"),
    "not.jsonl": (b"{'title': 1}\n", "line 1: not JSON"),
    "strings.json": (b'["a"]', "item 1: not an object"),
    "no-text.jsonl": (b'{"headline": "x"}\n', "no text in column 'text'"),
    "no-text.csv": (b"a,b\n1,2\n", "--column text=NAME; there are a, b"),
    "empty.csv": (b"title,text\n", "no article"),
    "not.rss": (b"<rss><channel></channel></rss>", "no entries"),
    "laughs.xml": (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha">]><rss>&a;</rss>', "entities"),
    "not.xml": (b"<letter>Hello there</letter>", "no entries"),
    "bomb.zip": (make.bomb(300), "too large: 300 MB"),
    "nested.zip": (make.archive({"in.zip": make.archive({"a.txt": b"x"})}), "archive inside"),
    "cut.zip": (make.archive({"a.txt": BODY.encode()})[:60], "broken"),
    "none.zip": (make.archive({"a.bin": b"x"}), ".bin cannot be read"),
    "empty.zip": (make.archive({}), "broken|no article|cannot be read"),
    "sheet.xlsx": (b"text", ".xlsx cannot be read"),
    "noname": (b"text", "without a suffix"),
}


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


def test_a_text_of_200_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.write(b"A sentence. ")
        file.truncate(200 * 1024 * 1024)
    started = time.process_time()
    (reading,) = read(tmp_path / "large.txt")
    assert "too large: 200 MB" in str(reading.found)
    assert time.process_time() - started < 0.5


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
