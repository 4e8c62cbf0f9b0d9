"""A file becomes an article with the right title, publisher and date, or is refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Article
from store.errors import SourceError
from store.formats.limits import LARGEST
from store.loading import load, parse
from store.sources import find_files

FRONT = """---
title: "Leaders meet: a summary"
publisher: NK News
published: 2019-04-25
url: https://example.org/a?b=c#d
language: en
---

# Leaders meet: a summary

They met on **Thursday** at the [Far Eastern University](https://example.org/(x)). It was <u>short</u>.

- one \\* two
"""


def test_front_matter_and_markdown_become_an_article_of_plain_text() -> None:
    article = parse(FRONT, source="x.md")
    assert (article.title, article.publisher, article.published) == ("Leaders meet: a summary", "NK News", "2019-04-25")
    assert (article.url, article.language, article.published_inferred) == ("https://example.org/a?b=c#d", "en", False)
    assert "They met on Thursday at the Far Eastern University. It was short." in article.text
    assert "- one * two" in article.text
    assert not set("#<>[]") & set(article.text)


@pytest.mark.parametrize(
    ("raw", "name", "title", "published", "inferred"),
    [
        ("First line\n\nText.", "2023-09-12-visit", "First line", "2023-09-12", True),
        ("# Heading\n\nText.", "notes", "Heading", None, False),
        ("---\ntitle: A: B's visit\ndate: 2020-01\n---\nText.", "x", "A: B's visit", "2020-01", False),
        ("---\ntitle: T\npublished: 2020-02-31\npublisher: null\n---\nText.", "x", "T", None, False),
        (
            "---\npublished: 2021-05-01\npublished_inferred: true\n---\nText here.",
            "x",
            "Text here.",
            "2021-05-01",
            True,
        ),
        ("--- not front matter\nText.", "x", "--- not front matter", None, False),
        ("\ufeff---\r\ntitle: From Windows\r\n---\r\nText.\r\n", "x", "From Windows", None, False),
    ],
)
def test_what_the_file_does_not_say_comes_from_its_text_or_name(
    raw: str, name: str, title: str, published: str | None, inferred: bool
) -> None:
    article = parse(raw, source="x", name=name)
    assert (article.title, article.published, article.published_inferred) == (title, published, inferred)
    assert article.publisher is None


PRESS = """---
title: "Readout of Envoy Ann Reed\u2019s Call | Rome: \"No Deal\" \u2013 Yet"
publisher: The Press Office
published: 2022-10-14
url: https://archive.example/room/2022/10/14/readout-of-envoy-ann-reed-s-call-u2013-2/
language: en
---

Presidential Note No.        2023-02

Q    And on the ferry, one last question.  When will it sail?

MR. REED:  You\u2019d have to ask the port on that.
"""


def test_the_front_matter_of_a_press_office_states_what_a_citation_shows(tmp_path: Path) -> None:
    """Years and numbers in title, address and text are no date of publication; a title may hold any sign."""
    file = tmp_path / "2021-01-01-readout.md"
    file.write_text(PRESS)
    article = load(file)
    assert article.title == 'Readout of Envoy Ann Reed\u2019s Call | Rome: "No Deal" \u2013 Yet'
    assert (article.publisher, article.published) == ("The Press Office", "2022-10-14")
    assert (article.published_inferred, article.language) == (False, "en")
    assert article.url == "https://archive.example/room/2022/10/14/readout-of-envoy-ann-reed-s-call-u2013-2/"
    assert article.text.startswith("Presidential Note No.        2023-02\n\nQ    And on the ferry")
    assert article.text.endswith("You\u2019d have to ask the port on that.")


def test_plain_text_keeps_what_would_be_marks_in_markdown(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("#1 on the list was *Kim*. See [1](note).")
    assert load(file).text == "#1 on the list was *Kim*. See [1](note)."


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.md", b"---\ntitle: T\n---\n", "empty"),
        ("a.txt", b"Subscribe to our newsletter\n", "empty"),
        ("a.txt", b"\x00\x01\x02 text", "binary"),
        ("a.txt", bytes(range(128, 256)) * 3, "encoding cannot be told"),
        ("a.pdf", b"%PDF-1.4", "PDF is broken"),
        ("a.docx", b"PK\x03\x04 word/", "DOCX is broken"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "save it as .docx"),
        ("a.xyz", b"text", ".xyz cannot be read: known are .md"),
        ("noname", b"text", "without a suffix"),
        ("a.txt", b"x" * (LARGEST + 1), "too large: 20 MB"),
    ],
)
def test_what_is_no_article_is_refused_with_a_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(SourceError, match=reason):
        load(file)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not found"):
        list(find_files(tmp_path / "nowhere.txt"))
    with pytest.raises(SourceError, match="not found"):
        load(tmp_path / "nowhere.txt")


def test_a_folder_gives_its_files_at_any_depth_but_no_hidden_ones(tmp_path: Path) -> None:
    for name in ["b.md", "deep/er/a.txt", ".git/x.md", "__pycache__/y.txt", "deep/.z.md"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    assert [str(Path(file).relative_to(tmp_path)) for file in find_files(tmp_path)] == ["b.md", "deep/er/a.txt"]


@given(st.text(st.characters(exclude_categories=()), max_size=300), st.booleans())
def test_any_text_is_an_article_or_is_refused(body: str, front: bool) -> None:
    raw = f"---\ntitle: {body}\n---\n{body}" if front else body
    try:
        article = parse(raw, source="x")
    except SourceError as reason:
        assert str(reason)
        return
    assert isinstance(article, Article)
    assert article.title
    assert article.text
    assert len(article.id) == 12
    assert "\x1b" not in article.title + article.text
