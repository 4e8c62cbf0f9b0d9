"""Pages from the web, politely and within limits: robots.txt, redirects, size, time, and no private addresses.

A name is resolved here, every address it has is checked, and the connection goes to the address that was checked, so
that a second answer of the DNS cannot lead elsewhere; the same for every redirect.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from store.errors import SourceError
from store.formats.limits import LARGEST, check_size

if TYPE_CHECKING:
    import httpx
    from protego import Protego

AGENT = "Tumen/1.0 (reads articles for its user; obeys robots.txt)"
MOST_REDIRECTS = 5
SECONDS = 30.0
"""For a whole page with its redirects and robots.txt, however slowly the bytes come."""
PAUSE = 1.0
"""Seconds between two requests to one host, more where its robots.txt asks for it: a long feed must be no burden."""
LONGEST_PAUSE = 60.0
"""Seconds that are waited at most; a site that asks for more is left alone."""
_ROBOTS_LARGEST = 512 * 1024
"""Bytes of robots.txt that are read (RFC 9309 asks for at least 500 KiB)."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an address gave: `address` is where the redirects ended."""

    address: str
    content: bytes
    media_type: str | None
    charset: str | None


@dataclass(slots=True)
class Fetcher:
    """Fetches pages for one `add`; remembers each site's robots.txt, and when a host was last asked."""

    allow_private: bool = False
    seconds: float = SECONDS
    pause: float = PAUSE
    _robots: dict[str, Protego] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    """Host -> when it was last asked, by the monotonic clock."""
    _limit: asyncio.Timeout | None = None
    _pauses: dict[str, float] = field(default_factory=dict)
    """Host -> the pause its robots.txt asks for."""

    def get(self, address: str) -> Page:
        """Return the page at an address.

        Raises:
            SourceError: the reason why there is none.
        """
        with ThreadPoolExecutor(1) as pool:  # a loop of its own, whoever calls from within another
            return pool.submit(asyncio.run, self._within_time(address)).result()

    async def _within_time(self, address: str) -> Page:
        import httpx

        try:
            async with asyncio.timeout(self.seconds) as self._limit:
                return await self._follow(address)
        except TimeoutError:
            raise SourceError(f"took longer than {self.seconds:.0f} s: try again later") from None
        except httpx.InvalidURL as error:
            raise SourceError(f"not an address ({error})") from None
        except (httpx.HTTPError, OSError, UnicodeError) as error:
            raise SourceError(f"cannot be reached ({str(error) or type(error).__name__}): check the address") from None

    async def _follow(self, address: str, *, obey: bool = True, largest: int = LARGEST) -> Page:
        """Go after redirects, each checked like the first address."""
        seen: list[str] = []
        while address not in seen:
            if len(seen) > MOST_REDIRECTS:
                raise SourceError(f"redirects more than {MOST_REDIRECTS} times")
            seen.append(address)
            if obey:
                await self._obey(address)
            found = await self._once(address, largest)
            if isinstance(found, Page):
                return found
            address = found
        raise SourceError("redirects in a circle")

    async def _once(self, address: str, largest: int) -> Page | str:
        """Ask once: the page, or the address it redirects to."""
        import httpx

        url = httpx.URL(address)
        target = url.copy_with(host=await self._resolved(url), fragment=None)
        await self._wait_for(url.host)
        headers = {"Host": url.netloc.decode("ascii"), "User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        async with httpx.AsyncClient(trust_env=False, timeout=self.seconds) as client:
            request = client.build_request("GET", target, headers=headers, extensions={"sni_hostname": url.host})
            reply = await client.send(request, stream=True)
            try:
                if reply.has_redirect_location:
                    return str(url.join(reply.headers["location"]))
                _check_status(reply)
                content = await _body(reply, largest)
                return Page(address, content, reply.headers.get("content-type"), reply.charset_encoding)
            finally:
                await reply.aclose()

    async def _wait_for(self, host: str) -> None:
        """Wait until the host may be asked again; a page's own time does not run meanwhile."""
        last = self._asked.get(host)
        pause = max(self.pause, self._pauses.get(host, 0.0))
        wait = last + pause - time.monotonic() if last is not None else 0.0
        if wait > 0:
            if self._limit and (ends := self._limit.when()) is not None:
                self._limit.reschedule(ends + wait)
            await asyncio.sleep(wait)
        self._asked[host] = time.monotonic()

    async def _obey(self, address: str) -> None:
        """Do what the robots.txt of an address's site asks for.

        Raises:
            SourceError: it does not allow the address, or asks for pauses that nobody would wait for.
        """
        import httpx

        rules = await self._rules(address)
        if not rules.can_fetch(address, AGENT):
            raise SourceError("the site's robots.txt does not allow it")
        pause = rules.crawl_delay(AGENT) or 0.0
        if pause > LONGEST_PAUSE:
            raise SourceError(f"the site asks for {pause:.0f} s between requests: save the page and add the file")
        self._pauses[httpx.URL(address).host] = pause

    async def _resolved(self, url: httpx.URL) -> str:
        """Return the address behind a URL's host, checked.

        Raises:
            SourceError: it is not http or https, unknown, or private and those were not allowed.
        """
        if url.scheme not in ("http", "https") or not url.host:
            raise SourceError(f"{url.scheme or 'this'} is no address of a page: give http or https")
        loop = asyncio.get_running_loop()
        try:
            port = url.port or (443 if url.scheme == "https" else 80)
            found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        except socket.gaierror:
            raise SourceError(f"no such host: {url.host}") from None
        hosts = [str(entry[4][0]).partition("%")[0] for entry in found]
        if not self.allow_private and any(is_private(host) for host in hosts):
            raise SourceError("a private address: allow it with --allow-private (in the chat: Add from your network)")
        return hosts[0]

    async def _rules(self, address: str) -> Protego:
        """Return the robots.txt of an address's site: none is leave, one that fails is none (RFC 9309, 2.3.1)."""
        import httpx
        from protego import Protego

        site = str(httpx.URL(address).copy_with(raw_path=b"/robots.txt", fragment=None))
        if site not in self._robots:
            try:
                page = await self._follow(site, obey=False, largest=_ROBOTS_LARGEST)
                rules = page.content.decode("utf-8", errors="replace")
            except _RefusedError as refusal:
                rules = "" if refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR else "User-agent: *\nDisallow: /"
            self._robots[site] = Protego.parse(rules)
        return self._robots[site]


class _RefusedError(SourceError):
    """The site answered with an error."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


def is_private(host: str) -> bool:
    """Tell whether an IP address is anything but a public one: loopback, a home's or firm's network, a link's."""
    address = ipaddress.ip_address(host)
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return not address.is_global or address.is_multicast


def _check_status(reply: httpx.Response) -> None:
    if reply.is_success:
        return
    said = {401: "asks for a login", 403: "refuses it", 404: "has no such page", 410: "has no such page any more"}
    said[429] = "asks to come back later"
    what = said.get(reply.status_code, "fails: try again later" if reply.is_server_error else "does not give it")
    raise _RefusedError(f"the site {what} ({reply.status_code})", reply.status_code)


async def _body(reply: httpx.Response, largest: int) -> bytes:
    """Read no more than is allowed, whatever the server says or sends."""
    stated = reply.headers.get("content-length", "")
    if stated.isdecimal():
        check_size(int(stated))
    content = bytearray()
    async for chunk in reply.aiter_bytes():
        content += chunk
        if len(content) > largest:
            raise SourceError(f"too large: more than {largest // 1024**2} MB")
    return bytes(content)
