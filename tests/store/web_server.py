"""A small web site on loopback that does what bad sites do: redirects in circles, trickles, and never ends."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.store import making_files as make


class Site:
    """What is asked of the site, and its robots.txt (None: there is none)."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.robots: str | None = None
        self.items = 3
        self.base = ""


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Stay quiet."""

        def do_GET(self) -> None:
            site.asked.append(self.path)
            path, _, what = self.path.lstrip("/").partition("/")
            getattr(self, f"serve_{path.partition('.')[0]}", self.serve_missing)(what)

        def give(self, content: bytes, media_type: str = "text/html", **headers: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(content)

        def serve_missing(self, _: str) -> None:
            self.send_error(404)

        def serve_robots(self, _: str) -> None:
            if site.robots is None:
                self.send_error(404)
            elif site.robots == "broken":
                self.send_error(503)
            else:
                self.give(site.robots.encode(), "text/plain")

        def serve_page(self, what: str) -> None:
            self.give(make.page(f"Train number {what} came.\n\n{make.BODY}", title=f"Train {what}").encode())

        def serve_russian(self, _: str) -> None:
            content = make.page(make.RUSSIAN, lang="ru").encode("cp1251")
            self.give(content, "text/html; charset=windows-1251")

        def serve_pdf(self, _: str) -> None:
            self.give(make.pdf([make.SENTENCES]), "application/pdf")

        def serve_feed(self, _: str) -> None:
            link = site.base + "/page/{n}"
            self.give(make.rss(site.items, words=9, link=link), "application/rss+xml")

        def serve_status(self, what: str) -> None:
            self.send_error(int(what))

        def serve_to(self, what: str) -> None:
            self.send_response(302)
            self.send_header("Location", what if "://" in what else f"/{what}")
            self.end_headers()

        def serve_loop(self, what: str) -> None:
            self.serve_to("loop/b" if what == "a" else "loop/a")

        def serve_far(self, what: str) -> None:
            self.serve_to(f"far/{int(what) + 1}")

        def serve_trickle(self, _: str) -> None:
            self.send_response(200)
            self.end_headers()
            self.drip()

        def serve_slow(self, _: str) -> None:
            self.drip(b"HTTP/1.1 200 OK\r\nX-Padding: ")

        def drip(self, first: bytes = b"<html>") -> None:
            try:
                self.wfile.write(first)
                for _byte in range(200):
                    self.wfile.write(b"a")
                    self.wfile.flush()
                    time.sleep(0.1)
            except OSError:
                pass

        def serve_endless(self, _: str) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                for _part in range(100):
                    self.wfile.write(b"<p>word</p>" * 100_000)
            except OSError:
                pass

        def serve_stated(self, _: str) -> None:
            self.give(b"<html>", Content_Length=str(200 * 1024 * 1024))

        def serve_gzip(self, _: str) -> None:
            self.give(gzip.compress(bytes(64 * 1024 * 1024)), Content_Encoding="gzip")

    return Handler
