"""Errors a user can act on. Every `TumenError` is one line: what happened, and what to do next."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class TumenError(Exception):
    """Something a user can act on; ``str(error)`` is the line to show, without a traceback."""


class SourceError(TumenError):
    """One source could not become an article; the message is the reason, without the name of the source."""


class ArticleNotFoundError(TumenError):
    """No article, or more than one, has this id."""


class HomeError(TumenError):
    """The library's folder cannot be used: read-only, not a folder, or out of space."""


class LibraryLockedError(TumenError):
    """Another process is changing the library."""


class LibraryDamagedError(TumenError):
    """The stored data do not agree with each other or cannot be read."""

    certain = False
    """Whether another look cannot help; else a writer in another process may have been half-way."""


class LibraryTooNewError(TumenError):
    """The catalog was written by a later version of the program."""


class EmbeddingError(TumenError):
    """The embedding model is unknown, missing or did not answer."""


_LEAST_FREE = 256 * 1024
"""Bytes; with less, SQLite and Chroma fail in ways that do not name the disk."""

MEND = "run `tumen doctor` to see what is wrong, `tumen rebuild` to mend it"


def disk_full(home: Path) -> HomeError | None:
    """Return the error to show when the disk of `home` is as good as full, whatever it made fail."""
    try:
        free = shutil.disk_usage(home if home.exists() else home.parent).free
    except OSError:
        return None
    return home_error(OSError(errno.ENOSPC, ""), home) if free < _LEAST_FREE else None


def home_error(error: OSError, home: Path) -> HomeError:
    """Say what an `OSError` under the library's folder means for the user."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return HomeError(f"no disk space left for the library in {home}: free some and run the command again")
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return HomeError(f"the library folder {home} cannot be written: change its permissions or set TUMEN_HOME")
        case errno.ENOTDIR | errno.EEXIST:
            return HomeError(f"{home} is not a folder: give another with --home or TUMEN_HOME")
    return HomeError(
        f"the library folder {home} cannot be used ({error.strerror or error}): check --home or TUMEN_HOME"
    )


def catalog_error(error: sqlite3.Error, home: Path) -> TumenError:
    """Say what an SQLite error of the catalog means for the user."""
    text = str(error)
    if full := disk_full(home):
        return full
    if "disk is full" in text:
        return home_error(OSError(errno.ENOSPC, text), home)
    if "readonly" in text or "unable to open" in text or "disk I/O error" in text:
        return home_error(OSError(errno.EACCES, text), home)
    if "locked" in text:
        return LibraryLockedError(f"another program holds the catalog in {home}: close it and try again")
    return LibraryDamagedError(f"the catalog in {home} is damaged ({text}): restore it from a backup")


@contextmanager
def storage_errors(home: Path) -> Iterator[None]:
    """Turn errors of the file system and of SQLite inside the block into a `TumenError` about `home`."""
    try:
        yield
    except OSError as error:
        raise home_error(error, home) from error
    except sqlite3.Error as error:
        raise catalog_error(error, home) from error
