"""`tumen --timeline`: events in order, each with the quote that proves it, in three formats; or a line without any."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from qa.answer import Citation
from qa.commands.timeline import COLUMNS, as_csv, markdown
from qa.timeline import Event, timeline
from store import Library
from store.article import Article
from tests.qa.program import assert_one_line, tumen

TOPIC = "Visits of Kim Jong Un to Russia"
FERRY = """The ferry between Vladivostok and Rajin was opened by the harbour master on 3 June 2021.

The harbour master said on Monday that the ferry between Vladivostok and Rajin broke down on 14 May 2022.

The ferry between Vladivostok and Rajin will be repaired in June.

The harbour master denied that the ferry between Vladivostok and Rajin sank on 2 May 2022. Rain fell on the harbour."""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library.open(tmp_path_factory.mktemp("ferry"), seeds=False)
    library.add_articles([Article("x", "Harbour news", FERRY, publisher="Coast Herald", published="2022-05-18")])
    return library


def test_events_stand_in_the_order_they_happened_with_the_words_that_date_them(ferry: Library) -> None:
    events = timeline("ferry between Vladivostok and Rajin", ferry)
    assert [e.date for e in events] == ["2021-06-03", "2022-05-02", "2022-05-14", "2022-06"]
    for event in events:
        c = event.citation
        assert ferry.article(c.article_id).text[c.start : c.end] == c.quote
        assert event.as_written in c.quote
    assert [c.citation.n for c in events] == [1, 2, 3, 4]


def test_event_statement_and_publication_are_three_dates_and_a_plan_is_no_event(ferry: Library) -> None:
    _, sank, broke, repair = timeline("ferry between Vladivostok and Rajin", ferry)
    assert (broke.date, broke.said, broke.citation.published) == ("2022-05-14", "2022-05-16", "2022-05-18")
    assert repair.stance == ("future",)
    assert repair.inferred
    assert sank.stance == ("denied",)
    assert broke.stance == ()


def test_nothing_is_dated_by_an_article_that_was_not_out_yet(ferry: Library) -> None:
    assert timeline("ferry between Vladivostok and Rajin", ferry, as_of="2022-05-17") == []


def test_off_the_subject_there_are_no_events(seed_library: Library) -> None:
    assert timeline("recipes for sourdough bread", seed_library) == []


@pytest.mark.slow
def test_the_three_formats_carry_the_same_events(seed_home: Path) -> None:
    as_json = json.loads(tumen(seed_home, "--timeline", TOPIC, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(tumen(seed_home, "--timeline", TOPIC, "--format", "csv").stdout)))
    text = tumen(seed_home, "--timeline", TOPIC).stdout
    assert as_json == json.loads(tumen(seed_home, "--timeline", TOPIC, "--json").stdout)
    assert [e["date"] for e in as_json] == [r["date"] for r in rows]
    assert [e["citation"]["quote"] for e in as_json] == [r["quote"] for r in rows]
    assert text.startswith(f"# {TOPIC}\n")
    assert text.count("\n- **") == len(rows) >= 2
    assert "**Tuesday, 12 September 2023 (inferred)**" in text


def test_nothing_dated_is_said_in_one_line_and_exits_with_3(seed_home: Path) -> None:
    assert_one_line(tumen(seed_home, "--timeline", "recipes for sourdough bread"), 3, "date nothing", "tumen search")
    early = tumen(seed_home, "--timeline", TOPIC, "--as-of", "1999-01-01", "--format", "json")
    assert (early.returncode, json.loads(early.stdout)) == (3, [])
    assert "published by 1999-01-01" in early.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--timeline", " "), ("empty",)),
        (("--timeline", "x", "--format", "xml"), ()),
        (("--timeline", "x", "--ask", "y"), ("goes alone",)),
        (("--timeline", "x", "--json", "--format", "csv"), ("goes alone",)),
        (("--timeline", "x", "articles"), ("no other command",)),
        (("--format", "csv"), ("--timeline",)),
    ],
)
def test_a_wrong_command_line_says_what_is_wrong(
    seed_home: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    done = tumen(seed_home, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    for word in words:
        assert word in done.stderr


def hostile() -> Event:
    citation = Citation(n=1, article_id="a", title="=HYPERLINK(1)", publisher="@x", url="javascript:alert(1)",
                        quote="*Kim* [left](http://x)\non Monday", start=0, end=31)  # fmt: skip
    return Event(date="2019-04-01", inferred=True, as_written="Monday", citation=citation)


def test_foreign_text_is_neither_markdown_nor_a_formula() -> None:
    text = markdown("a *topic*", [hostile()])
    assert "# a \\*topic\\*" in text
    assert "“\\*Kim\\* \\[left\\](http://x) on Monday”" in text
    assert "javascript" not in text
    (row,) = csv.DictReader(io.StringIO(as_csv([hostile()])))
    assert (row["title"], row["publisher"]) == ("'=HYPERLINK(1)", "'@x")
    assert row["quote"] == hostile().citation.quote
    assert list(row) == list(COLUMNS)
