"""A catalog in a folder that cannot be written: another user's, or on a medium that cannot be. It can still be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from store.errors import HomeError, LibraryTooNewError
from store.locations import Locations
from store.schema import VERSION


def connect_to_read(path: Path) -> sqlite3.Connection | None:
    """Return a connection that only reads, None where the folder can be written or holds no catalog.

    SQLite in WAL mode needs files beside the catalog also to read. Where they are not and cannot be made, the catalog
    is read as one that nobody changes.

    Raises:
        HomeError: the tables are of an earlier version, or the last change was not written back into the file.
        LibraryTooNewError: the tables are of a later version.
    """
    home = Locations(path.parent)
    if not home.read_only or not path.exists():
        return None
    try:
        connection = _connect(path, "mode=ro")
    except sqlite3.OperationalError:
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise _copy_first(path.parent, "was not closed when it was last changed") from None
        connection = _connect(path, "immutable=1")
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version == VERSION:
        return connection
    connection.close()
    if version > VERSION:
        raise LibraryTooNewError(f"the library in {path.parent} is of a later Tumen: update this one")
    raise _copy_first(path.parent, "is of an earlier Tumen")


def _connect(path: Path, how: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(address, uri=True, timeout=20, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM facts")
    except BaseException:
        connection.close()
        raise
    return connection


def _copy_first(home: Path, why: str) -> HomeError:
    return HomeError(f"the library folder {home} cannot be written, and {why}: copy it and give the copy with --home")
