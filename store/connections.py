"""Servers a library may use: where they are, and what they want to hear before they answer."""

from __future__ import annotations

import ipaddress
import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from store.errors import TumenError

CLOUD = "cloud"


class ConnectionSettingError(TumenError):
    """A server is named in a way that cannot be used."""


@dataclass(frozen=True, slots=True)
class Connections:
    """What the environment says about servers. Its secrets never show in a representation."""

    chroma: str | None = None
    """TUMEN_CHROMA: ``http(s)://host:port`` of a Chroma server, or ``cloud[:TENANT/DATABASE]``; None keeps a folder."""
    chroma_header: str | None = field(default=None, repr=False)
    """TUMEN_CHROMA_HEADER: sent with every request, such as ``Authorization: Bearer …``."""
    chroma_ca: str | None = None
    """TUMEN_CHROMA_CA: file of the certificate that vouches for the server, when no public authority does."""
    chroma_insecure: bool = False
    """TUMEN_CHROMA_INSECURE: speak plain HTTP to another machine all the same."""
    chroma_key: str | None = field(default=None, repr=False)
    """CHROMA_API_KEY: key of Chroma Cloud."""
    openai_key: str | None = field(default=None, repr=False)
    """OPENAI_API_KEY, for the embedding ``openai``."""
    openai_base_url: str | None = None
    """OPENAI_BASE_URL, for the embedding ``openai``."""

    @classmethod
    def from_environment(cls) -> Connections:
        """Read the variables; an empty one counts as not set."""

        def read(name: str) -> str | None:
            return os.environ.get(name) or None

        return cls(
            chroma=read("TUMEN_CHROMA"),
            chroma_header=read("TUMEN_CHROMA_HEADER"),
            chroma_ca=read("TUMEN_CHROMA_CA"),
            chroma_insecure=(read("TUMEN_CHROMA_INSECURE") or "0").lower() not in ("0", "false", "no"),
            chroma_key=read("CHROMA_API_KEY"),
            openai_key=read("OPENAI_API_KEY"),
            openai_base_url=read("OPENAI_BASE_URL"),
        )

    @property
    def chroma_place(self) -> str | None:
        """The server's name in one spelling, None for a folder.

        Raises:
            ConnectionSettingError: it is no address; or plain HTTP to another machine, which all between could read.
        """
        if not self.chroma:
            return None
        if self.chroma.partition(":")[0] == CLOUD:
            if not self.chroma_key:
                raise ConnectionSettingError("Chroma Cloud needs CHROMA_API_KEY: set it, or another TUMEN_CHROMA")
            return self.chroma
        try:
            parts = urlsplit(self.chroma)
            host, port = parts.hostname, parts.port or (443 if parts.scheme == "https" else 8000)
        except ValueError:
            parts, host, port = urlsplit(""), None, 0
        if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.username:
            raise ConnectionSettingError(
                "TUMEN_CHROMA should be http(s)://host:port, without a path or a password, or cloud"
            )
        if parts.scheme == "http" and not _loopback(host) and not self.chroma_insecure:
            raise ConnectionSettingError(
                f"TUMEN_CHROMA speaks plain HTTP to {host}: use https:// (a proxy in front of Chroma),"
                " or set TUMEN_CHROMA_INSECURE=1"
            )
        return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"

    def headers(self) -> dict[str, str]:
        """Return the header to send, as httpx takes it.

        Raises:
            ConnectionSettingError: it is not of the form ``Name: value``.
        """
        if not self.chroma_header:
            return {}
        name, colon, value = self.chroma_header.partition(":")
        if not colon or not name.strip().replace("-", "").isalnum() or not value.strip().isprintable():
            raise ConnectionSettingError("TUMEN_CHROMA_HEADER should be a header such as Authorization: Bearer SECRET")
        return {name.strip(): value.strip()}


def _loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
