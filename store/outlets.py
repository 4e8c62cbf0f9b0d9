"""Who printed an article: the publisher it states, else the host of its address."""

from __future__ import annotations

from urllib.parse import urlsplit


def outlet(publisher: str | None, url: str | None) -> str | None:
    """Return who printed an article; None when nothing tells."""
    return publisher or _host(url)


def outlets_differ(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Tell whether two articles, each by (publisher, url), are known to be printed by two."""
    if one[0] and other[0]:
        return one[0].casefold() != other[0].casefold()
    hosts = [_host(url) for _, url in (one, other)]
    return all(hosts) and hosts[0] != hosts[1]


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:  # such as a bracket that is not closed
        return None
