"""How much of anything is read: beyond these sizes it is no article, or it is an attack."""

from __future__ import annotations

from store.errors import SourceError

LARGEST = 20 * 1024 * 1024
"""Bytes of one document: a file, a page, a member of an archive, a row of a dump."""


def check_size(size: int) -> None:
    """Raise `SourceError` when a document of `size` bytes is too large to be one."""
    if size > LARGEST:
        raise SourceError(f"too large: {size / 1024**2:.0f} MB, at most {LARGEST // 1024**2} MB")
