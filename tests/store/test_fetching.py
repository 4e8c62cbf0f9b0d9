"""An address gives an article or the reason why not, in good time, and never reaches into the user's own network."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from store.article import Article
from store.errors import SourceError
from store.fetching import is_private
from store.library import Library
from store.sources import ReadOptions, read_sources
from tests.store.hashing import hashing
from tests.store.making_files import RUSSIAN, SENTENCES
from tests.store.web_server import Site, serving

OPEN = ReadOptions(allow_private=True, pause=0)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def read(address: str, options: ReadOptions = OPEN) -> Article | SourceError:
    (reading,) = read_sources([address], options)
    return reading.found


def test_a_page_is_an_article_with_its_address(site: Site) -> None:
    article = read(f"{site.base}/to/page/7")
    assert isinstance(article, Article)
    assert (article.title, article.url, article.published) == ("Train 7", f"{site.base}/page/7", None)
    assert article.source == f"{site.base}/to/page/7"
    assert SENTENCES[0] in article.text


def test_the_declared_encoding_and_other_formats_are_read(site: Site) -> None:
    russian, pdf = read(f"{site.base}/russian"), read(f"{site.base}/pdf")
    assert isinstance(russian, Article)
    assert isinstance(pdf, Article)
    assert RUSSIAN[:40] in russian.text
    assert pdf.pages


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("loop/a", "redirects in a circle"),
        ("far/0", "redirects more than 5 times"),
        ("to/file:///etc/passwd", "give http or https"),
        ("status/403", "refuses it (403)"),
        ("status/429", "come back later (429)"),
        ("status/500", "try again later (500)"),
        ("nothing", "no such page (404)"),
        ("endless", "too large: more than 20 MB"),
        ("stated", "too large: 200 MB"),
        ("gzip", "too large: more than 20 MB"),
    ],
)
def test_what_gives_no_article_gives_a_reason(path: str, reason: str, site: Site) -> None:
    found = read(f"{site.base}/{path}")
    assert isinstance(found, SourceError)
    assert reason in str(found)


@pytest.mark.parametrize("path", ["trickle", "slow"])
def test_a_server_that_trickles_is_left_in_time(path: str, site: Site) -> None:
    started = time.monotonic()
    found = read(f"{site.base}/{path}", replace(OPEN, seconds=1.5))
    assert "took longer than 2 s" in str(found)
    assert time.monotonic() - started < 10


def test_private_addresses_are_refused_before_anything_is_sent(site: Site) -> None:
    for address in (site.base, site.base.replace("127.0.0.1", "localhost"), "http://[::1]:9/", "http://10.0.0.1/"):
        assert "--allow-private" in str(read(f"{address}/page/1", ReadOptions(seconds=5)))
    assert site.asked == []


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("8.8.8.8", False),
        ("169.254.169.254", True),
        ("192.168.1.1", True),
        ("::ffff:127.0.0.1", True),
        ("fd00::1", True),
    ],
)
def test_what_a_private_address_is(host: str, private: bool) -> None:
    assert is_private(host) is private


@pytest.mark.parametrize("robots", ["User-agent: *\nDisallow: /page/", "User-agent: Tumen\nDisallow: /", "broken"])
def test_robots_are_obeyed_also_after_a_redirect(robots: str, site: Site) -> None:
    site.robots = robots
    assert "robots.txt" in str(read(f"{site.base}/to/page/1"))
    assert "/page/1" not in site.asked


def test_a_host_is_not_asked_twice_within_the_pause(site: Site) -> None:
    started = time.monotonic()
    assert isinstance(read(f"{site.base}/to/page/1", replace(OPEN, pause=0.3)), Article)
    assert site.asked == ["/robots.txt", "/to/page/1", "/page/1"]
    assert time.monotonic() - started >= 0.6


def test_a_site_that_asks_for_pauses_gets_them_or_is_left_alone(site: Site) -> None:
    site.robots = "User-agent: *\nCrawl-delay: 0.4"
    started = time.monotonic()
    assert isinstance(read(f"{site.base}/to/page/1", replace(OPEN, pause=0.0)), Article)
    assert time.monotonic() - started >= 0.8
    site.robots, site.asked = "User-agent: *\nCrawl-delay: 3600", []
    assert "asks for 3600 s between requests: save the page" in str(read(f"{site.base}/page/2"))
    assert site.asked == ["/robots.txt"]


def test_a_feed_gives_its_articles_and_then_only_what_is_new(site: Site, tmp_path: Path) -> None:
    with Library.open(tmp_path / "home", embedding=hashing(), seeds=False) as library:
        first = library.add([f"{site.base}/feed"], options=OPEN)
        assert [article.published for article in first.added] == ["2019-04-01"] * 3
        site.items, site.asked = 4, []
        second = library.add([f"{site.base}/feed"], options=OPEN)
    assert (len(second.added), len(second.unchanged), len(second.updated)) == (1, 3, 0)
    assert [path for path in site.asked if path.startswith("/page")] == ["/page/3"]
