"""The format set: files that hold an article, and files that hold none, with what the reason must say."""

from __future__ import annotations

import json

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
    "spread.json": json.dumps(ROW, indent=2).encode(),
    "news-api.json": json.dumps({"status": "ok", "articles": [ROW, {**ROW, "id": "8"}]}).encode(),
    "russian.csv": f'Заголовок;Текст;Дата\nПоезд;"{RUSSIAN}";06.05.2024\n'.encode("cp1251"),
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
