"""A library on a real Chroma server: shared, guarded by a proxy, and whole when the server goes away and comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa import ask
from store import Article, Library
from store.catalog import Catalog
from store.connections import Connections, ConnectionSettingError
from store.server import ChromaServer, VectorServerError
from tests.store.hashing import hashing
from tests.store.serving import TOKEN, ChromaRun, Proxy, free_port

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

pytestmark = pytest.mark.timeout(400)


def article(n: int, words: str = "crossed the bridge") -> Article:
    text = "\n\n".join(f"The wagon{n} {words} {m} times on Monday." for m in range(30))
    return Article(id="", title=f"Wagon {n}", text=text, source=f"wagon-{n}", published="2019-04-01")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaRun]:
    running = ChromaRun(tmp_path / "server")
    running.start()
    yield running
    running.stop()


def machine(tmp_path: Path, name: str, url: str) -> Library:
    return Library.open(tmp_path / name, embedding=hashing(), connections=Connections(chroma=url), seeds=False)


@pytest.mark.slow
def test_machines_share_one_library_and_a_new_one_takes_its_catalog_from_it(server: ChromaRun, tmp_path: Path) -> None:
    with Library.open(tmp_path / "a", embedding=hashing(), seeds=False) as alone:
        alone.add_articles([article(1), article(2)])
    with machine(tmp_path, "a", server.url) as a, machine(tmp_path, "b", server.url) as b:
        assert b.articles() == a.articles()
        assert len(b.articles()) == 2
        b.add_articles([article(3)])
        assert a.search("wagon3 crossed", k=1)[0].passage.article.title == "Wagon 3"
        cited = b.search("wagon1", k=1)[0].passage.article
        a.add_articles([article(1, "left the station")])
        assert "left the station" in b.search("wagon1", k=1)[0].passage.text
        assert b.article(cited.id).text == cited.text
        b.add_articles([article(1)])
        assert a.search("wagon1", k=1)[0].passage.article.id == cited.id
        a.add_articles([article(1, "left the station")])
        assert "left the station" in b.search("wagon1", k=1)[0].passage.text
        assert b.article(cited.id).text == cited.text
        b.remove(b.search("wagon2", k=1)[0].passage.article.id)
        assert "Wagon 2" not in {hit.passage.article.title for hit in a.search("wagon2", k=9)}
        a.rebuild()
        assert b.search("wagon3 crossed", k=1)[0].passage.article.title == "Wagon 3"
        for library in (a, b):
            assert sorted(held.title for held in library.articles()) == ["Wagon 1", "Wagon 3"]
            assert library.status().problems == []
    with Library.open(tmp_path / "b", embedding=hashing(), seeds=False) as alone:
        assert alone.search("wagon3 crossed", k=1)[0].passage.article.title == "Wagon 3"
        assert alone.status().problems == []


def test_a_change_that_was_told_and_then_cut_off_keeps_what_was_cited(
    server: ChromaRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with machine(tmp_path, "a", server.url) as a:
        (cited,) = a.add_articles([article(1)]).added
        with monkeypatch.context() as cut, pytest.raises(RuntimeError):
            cut.setattr(Catalog, "put", cut_off)
            a.add_articles([article(1, "left the station")])
    with machine(tmp_path, "a", server.url) as a, machine(tmp_path, "b", server.url) as b:
        for library in (a, b):
            assert "left the station" in library.search("wagon1", k=1)[0].passage.text
            assert len(library.articles()) == 1
        assert a.article(cited.id).text == cited.text
        assert len(a.add_articles([article(1, "left the station")]).unchanged) == 1
        assert a.status().problems == b.status().problems == []


def cut_off(*_: object) -> None:
    raise RuntimeError


def test_a_server_that_lost_everything_takes_no_article_from_its_machines(server: ChromaRun, tmp_path: Path) -> None:
    with machine(tmp_path, "a", server.url) as a:
        a.add_articles([article(1), article(2)])
    server.stop()
    server.folder = tmp_path / "empty"
    server.start()
    with machine(tmp_path, "b", server.url) as b:
        b.add_articles([article(3)])
    with machine(tmp_path, "a", server.url) as a:
        assert sorted(held.title for held in a.articles()) == ["Wagon 1", "Wagon 2", "Wagon 3"]
        assert a.search("wagon2 crossed", k=1)[0].passage.article.title == "Wagon 2"
        assert a.status().problems == []


def test_the_server_may_restart_in_the_middle_of_an_add(server: ChromaRun, tmp_path: Path) -> None:
    broken = threading.Event()

    def break_off(done: int, total: int, what: str) -> None:
        if what == "Wagon 3" and not broken.is_set():
            broken.set()
            server.stop()
            threading.Timer(1.0, server.start).start()

    with machine(tmp_path, "a", server.url) as library:
        report = library.add_articles([article(n) for n in range(6)], progress=break_off)
        assert broken.is_set()
        assert len(report.added) == 6
        assert library.status().problems == []
    with machine(tmp_path, "b", server.url) as other:
        assert len(other.articles()) == 6


@pytest.mark.slow
def test_a_question_while_the_server_is_away_says_so_and_the_next_is_answered(
    server: ChromaRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.server.PATIENCE", 0.5)
    with machine(tmp_path, "a", server.url) as library:
        library.add_articles([article(1)])
        asked = ask("What did wagon1 cross?", library=library, model="quotes")
        server.stop()
        with pytest.raises(VectorServerError, match="does not answer: start it, or unset TUMEN_CHROMA"):
            ask("What did wagon1 cross on Monday?", library=library, model="quotes")
        assert len(library.articles()) == 1
        server.start()
        again = ask("What did wagon1 cross?", library=library, model="quotes")
        assert again.text == asked.text
    server.stop()
    with machine(tmp_path, "a", server.url) as library:
        assert [held.title for held in library.articles()] == ["Wagon 1"]
    with pytest.raises(VectorServerError, match="does not answer"):
        machine(tmp_path, "new", server.url)


def test_behind_a_proxy_the_header_and_the_certificate_are_asked_for(server: ChromaRun, tmp_path: Path) -> None:
    proxy = Proxy(tmp_path / "nginx", server.port)
    try:
        authority = str(proxy.certificate)
        good = Connections(chroma=proxy.url, chroma_header=f"Authorization: {TOKEN}", chroma_ca=authority)
        with Library.open(tmp_path / "a", embedding=hashing(), connections=good, seeds=False) as library:
            library.add_articles([article(1)])
            assert library.search("wagon1")
            server.stop()
            threading.Timer(1.0, server.start).start()
            library.add_articles([article(2)])
            assert library.status().problems == []
        for connections, words in [
            (Connections(chroma=proxy.url, chroma_ca=authority), "TUMEN_CHROMA_HEADER"),
            (Connections(chroma=proxy.url, chroma_header="Authorization: wrong", chroma_ca=authority), "refuses"),
            (Connections(chroma=proxy.url, chroma_header=f"Authorization: {TOKEN}"), "TUMEN_CHROMA_CA"),
            (Connections(chroma=proxy.url, chroma_ca=str(tmp_path / "none")), "TUMEN_CHROMA_CA names no file"),
        ]:
            began = time.monotonic()
            with pytest.raises(VectorServerError, match=words) as told:
                Library.open(tmp_path / "b", embedding=hashing(), connections=connections, seeds=False)
            assert time.monotonic() - began < 15
            assert "sesame" not in str(told.value)
    finally:
        proxy.stop()


def test_something_that_is_no_chroma_server_is_named(tmp_path: Path) -> None:
    import http.server

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        server = ChromaServer(Connections(chroma=f"http://127.0.0.1:{other.server_port}"), patience=0)
        with pytest.raises(VectorServerError, match="no Chroma server"):
            server.with_client(lambda client: client.list_collections())
        other.shutdown()
    server = ChromaServer(Connections(chroma=f"http://127.0.0.1:{free_port()}"), patience=0)
    with pytest.raises(VectorServerError, match="does not answer"):
        server.with_client(lambda client: client.list_collections())


class _Counting(ChromaServer):
    """Counts how often the server is called upon."""

    tries = 0

    def _connected(self) -> ClientAPI:
        self.tries += 1
        return super()._connected()


def test_a_server_given_up_on_is_not_waited_for_again_by_the_next_step_of_the_same_question() -> None:
    server = _Counting(Connections(chroma=f"http://127.0.0.1:{free_port()}"))
    for most in (100, 1, 1):
        server.tries = 0
        with pytest.raises(VectorServerError, match="does not answer"):
            server.with_client(lambda client: client.list_collections())
        assert 1 <= server.tries <= most


@pytest.mark.parametrize("url", ["chroma.example:8000", "ftp://x", "http://", "http://h:port", "https://h/path", "x"])
def test_what_is_no_address_is_told_with_an_example(url: str) -> None:
    with pytest.raises(ConnectionSettingError, match=r"http\(s\)://host:port"):
        _ = Connections(chroma=url).chroma_place


def test_plain_http_to_another_machine_is_refused_unless_told_otherwise() -> None:
    for host in ("chroma.example", "192.168.0.7", "[2001:db8::1]", "0.0.0.0", "127.0.0.1.example"):
        with pytest.raises(ConnectionSettingError, match="TUMEN_CHROMA_INSECURE=1"):
            _ = Connections(chroma=f"http://{host}:8000").chroma_place
        assert Connections(chroma=f"http://{host}:8000", chroma_insecure=True).chroma_place
        assert Connections(chroma=f"https://{host}:8000").chroma_place
    for host in ("127.0.0.1", "localhost", "[::1]", "127.8.8.8"):
        assert Connections(chroma=f"http://{host}:8000").chroma_place == f"http://{host}:8000"
    with pytest.raises(ConnectionSettingError, match="CHROMA_API_KEY"):
        _ = Connections(chroma="cloud").chroma_place


def test_no_secret_shows_in_a_representation() -> None:
    secrets = Connections(chroma_header="Authorization: sesame", chroma_key="sesame", openai_key="sesame")
    assert "sesame" not in repr(secrets)
    with pytest.raises(ConnectionSettingError) as told:
        Connections(chroma_header="sesame").headers()
    assert "sesame" not in str(told.value)
