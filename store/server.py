"""Chroma's own server, or its cloud: the same questions as to a folder, over HTTP, with patience for a restart.

The server has had no authentication of its own since 1.0 (chroma-core/chroma#4965): a proxy in front of it asks for a
header (`Connections.chroma_header`) and speaks TLS. Every work is repeatable, so whatever broke off is done again.
"""

from __future__ import annotations

import math
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from store.chroma import VectorsUnreadableError, distance
from store.connections import CLOUD, Connections
from store.errors import TumenError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds for which a server that has gone away is tried again."""
FIRST_PATIENCE = 2.0
"""Seconds for one that was never there: it is more likely not started than about to come back."""
_PAUSE = 0.3
_TIMEOUT = 60.0
"""Seconds without a byte."""


class VectorServerError(TumenError):
    """The server cannot be reached, refuses, or is no Chroma server."""


class ChromaServer:
    """A connection to a server; any thread may use it, one at a time."""

    batch = 300
    """Ids of one request; Chroma Cloud takes no more, and proxies bound the size of a body."""

    def __init__(self, connections: Connections, *, patience: float = PATIENCE) -> None:
        """Nothing is sent before the first work.

        Raises:
            ConnectionSettingError: the settings cannot be used.
        """
        self.place = connections.chroma_place or ""
        self._connections = connections
        self._headers = connections.headers()
        self._patience = patience
        self._heard = False
        self._given_up = -math.inf
        self._turn = threading.RLock()
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}

    def close(self) -> None:
        """Do nothing: one connection serves all collections, and its owner ends it with `disconnect`."""

    def disconnect(self) -> None:
        """Let go of the connection; the next work makes another."""
        with self._turn:
            client, self._client = self._client, None
            self._collections.clear()
            if client is not None:
                with suppress(Exception):
                    client.close()  # type: ignore[attr-defined]  # only the concrete client has it

    def reopen(self) -> None:
        """Look up the collections anew."""
        with self._turn:
            self._collections.clear()

    def with_client(self, work: Callable[[Any], T]) -> T:
        """Do something with the client, again after a break.

        Raises:
            VectorServerError: the server stays away, or refuses.
            VectorsUnreadableError: it answers, but does not have what was asked for.
        """
        with self._turn:
            until = self._until()
            while True:
                try:
                    done = work(self._connected())
                    self._heard, self._given_up = True, -math.inf
                    return done
                except TumenError:
                    raise
                except Exception as error:  # whatever chromadb, httpx and a proxy in front raise
                    reason = _reason(error, self.place)
                    self.disconnect()
                    if not isinstance(reason, _AwayError) or time.monotonic() > until:
                        self._given_up = time.monotonic()
                        raise reason from error
                    time.sleep(_PAUSE)

    def _until(self) -> float:
        """Until when a server that is away is tried; once, when it was given up just now: one wait is enough."""
        now = time.monotonic()
        if now - self._given_up < self._patience:
            return now
        return now + (self._patience if self._heard else min(FIRST_PATIENCE, self._patience))

    def with_collection(self, name: str, work: Callable[[Collection], T]) -> T:
        """Do something with a collection, which is checked to use cosine distance; see `with_client`."""
        return self.with_client(lambda client: work(self._opened(client, name)))

    def _opened(self, client: ClientAPI, name: str) -> Collection:
        if name not in self._collections:
            collection = client.get_collection(name, embedding_function=None)
            if distance(collection) != "cosine":
                raise VectorsUnreadableError(self.place, f"distance {distance(collection)} instead of cosine")
            self._collections[name] = collection
        return self._collections[name]

    def _connected(self) -> ClientAPI:
        if self._client is None:
            self._client = self._connect()
        return self._client

    def _connect(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings

        if self.place.partition(":")[0] == CLOUD:
            tenant, _, database = self.place.partition(":")[2].partition("/")
            return chromadb.CloudClient(tenant or None, database or None, self._connections.chroma_key)
        parts = urlsplit(self.place)
        self._knock()
        client = chromadb.HttpClient(
            host=parts.hostname or "",
            port=parts.port or 8000,
            ssl=parts.scheme == "https",
            headers=dict(self._headers),
            settings=Settings(anonymized_telemetry=False, chroma_server_ssl_verify=self._connections.chroma_ca or True),
        )
        session = getattr(getattr(client, "_server", None), "_session", None)
        if session is not None:
            session.timeout = _TIMEOUT  # chromadb's own is none: a server that hangs would hold us for ever
        return client

    def _knock(self) -> None:
        """Ask whether the server is there: chromadb would make one vague error of all that can be wrong."""
        import httpx

        authority = self._connections.chroma_ca
        if authority and not Path(authority).is_file():
            raise VectorServerError(f"TUMEN_CHROMA_CA names no file ({authority}): give the server's certificate")
        verify: ssl.SSLContext | bool = ssl.create_default_context(cafile=authority) if authority else True
        with httpx.Client(verify=verify, headers=self._headers, timeout=10) as client:
            answer = client.get(f"{self.place}/api/v2/heartbeat")
        answer.raise_for_status()
        if "nanosecond heartbeat" not in answer.text:
            raise VectorServerError(f"{self.place} is no Chroma server: check TUMEN_CHROMA")


class _AwayError(VectorServerError):
    """The server may come back."""


def _reason(error: BaseException, place: str) -> TumenError:
    """Say what an error means for the user."""
    import httpx
    from chromadb.errors import ChromaError, NotFoundError

    if isinstance(error, NotFoundError):
        return VectorsUnreadableError(place, " ".join(str(error).split())[:120])
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError) or "CERTIFICATE_VERIFY_FAILED" in str(cause):
            return VectorServerError(
                f"the certificate of {place} is not trusted: set TUMEN_CHROMA_CA to the file of the authority's"
            )
        if isinstance(cause, httpx.HTTPStatusError):
            return _refused(cause.response.status_code, place)
        if isinstance(cause, httpx.TransportError):
            return _AwayError(f"the Chroma server {place} does not answer: start it, or unset TUMEN_CHROMA")
    if isinstance(error, ChromaError):
        return VectorsUnreadableError(place, " ".join(str(error).split())[:120])
    return VectorServerError(f"the Chroma server {place} failed ({type(error).__name__}): see its log")


def _refused(status: int, place: str) -> TumenError:
    if status in (401, 403):
        return VectorServerError(
            f"the Chroma server {place} refuses the credentials ({status}):"
            " check TUMEN_CHROMA_HEADER, or CHROMA_API_KEY for the cloud"
        )
    if status in (429, 502, 503, 504):
        return _AwayError(f"the Chroma server {place} does not answer ({status}): start it, or unset TUMEN_CHROMA")
    if status in (404, 405, 410):
        return VectorServerError(f"{place} is no Chroma server ({status}): check TUMEN_CHROMA")
    return VectorsUnreadableError(place, f"HTTP status {status}")


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
