"""A library in one file, and back: the catalog, the conversations and the vectors that go with them.

A backup is a zip of `MEMBERS` and Chroma's folder. Both databases are copied by SQLite's online backup, so readers and
the chat go on meanwhile; the writer's lock and Chroma's gate keep the vectors in step with the catalog. A restore
unpacks beside the library, and the one commit that replaces the catalog is the moment at which the library is another.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path, PurePosixPath

from store.catalog import Catalog
from store.errors import HomeError, LibraryTooNewError, TumenError, home_error, storage_errors
from store.gate import holding
from store.locations import Locations
from store.locking import writing
from store.schema import VERSION

CATALOG, SESSIONS, VECTORS = "catalog.sqlite3", "sessions.sqlite3", "vectors"
MEMBERS = (CATALOG, SESSIONS)


class BackupError(TumenError):
    """The file is no backup, or the library is not empty; nothing has been changed."""


def back_up(locations: Locations, file: Path) -> int:
    """Write the library into `file`, in place of one that is there once it is whole. Returns its size in bytes.

    Raises:
        LibraryLockedError: another process is changing the library.
        HomeError: there is no library, or no room for the file.
    """
    if not locations.catalog.exists():
        raise HomeError(f"there is no library in {locations.home}: check --home or TUMEN_HOME")
    with storage_errors(file.parent), writing(locations), tempfile.TemporaryDirectory(dir=file.parent) as folder:
        whole = Path(folder) / file.name
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
            for name in MEMBERS:
                if (locations.home / name).exists():
                    copy = Path(folder) / name
                    _copy_database(locations.home / name, copy)
                    out.write(copy, name)
                    copy.unlink()
            with closing(Catalog.open(locations.catalog)) as catalog, holding(locations.vectors_gate):
                vectors = locations.vectors(int(catalog.fact("epoch") or 0))
                for part in sorted(path for path in vectors.rglob("*") if path.is_file()):
                    out.write(part, f"{VECTORS}/{part.relative_to(vectors).as_posix()}")
        with whole.open("rb+") as written:
            os.fsync(written.fileno())
        whole.replace(file)
    return file.stat().st_size


def restore(locations: Locations, file: Path, *, replace: bool = False) -> int:
    """Put a backup in the place of the library at `locations`. Returns how many articles it holds.

    Raises:
        BackupError: it is no backup; or the library holds articles or conversations and `replace` is False.
        LibraryLockedError: another process is changing the library.
    """
    with storage_errors(locations.home), writing(locations):
        if not replace and _holds_anything(locations):
            raise BackupError(
                f"the library in {locations.home} is not empty: back it up, then give --replace, or another --home"
            )
        with tempfile.TemporaryDirectory(dir=locations.home, prefix="restoring-") as folder:
            unpacked = Path(folder)
            _unpack(file, unpacked)
            with closing(Catalog.open(locations.catalog)) as current:
                epoch, generation = int(current.fact("epoch") or 0), current.generation()
            articles, epoch = _renumber(unpacked / CATALOG, epoch, generation)
            if epoch:
                shutil.rmtree(locations.vectors(epoch), ignore_errors=True)
                (unpacked / VECTORS).mkdir(exist_ok=True)
                (unpacked / VECTORS).replace(locations.vectors(epoch))
            for name in MEMBERS[::-1]:  # the catalog last: its commit is the moment of the restore
                if (unpacked / name).exists():
                    _copy_database(unpacked / name, locations.home / name)
    return articles


def _unpack(file: Path, folder: Path) -> None:
    """Unpack what belongs to a backup, and check that its databases are whole."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = [name for name in archive.namelist() if _belongs(name)]
            if CATALOG not in names:
                raise BackupError(f"{file} is not a backup of a library: give a file that `tumen backup` wrote")
            archive.extractall(folder, names)
        for name in MEMBERS:
            if (folder / name).exists():
                with closing(sqlite3.connect(folder / name)) as connection:
                    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise BackupError(f"{file} is damaged ({verdict}): use another backup")
    except FileNotFoundError:
        raise BackupError(f"{file} not found: give the file that `tumen backup` wrote") from None
    except IsADirectoryError:
        raise BackupError(f"{file} is a folder: give the file that `tumen backup` wrote") from None
    except OSError as error:
        raise home_error(error, folder.parent) from error
    except (zipfile.BadZipFile, sqlite3.Error, EOFError, ValueError, NotImplementedError) as error:
        raise BackupError(f"{file} is damaged or not a backup ({error}): use another") from None
    except Exception as error:  # zlib.error and what else a broken archive raises
        if isinstance(error, TumenError):
            raise
        raise BackupError(f"{file} is damaged ({error}): use another backup") from None


def _belongs(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name in MEMBERS or (len(parts) > 1 and parts[0] == VECTORS and ".." not in parts)


def _renumber(path: Path, epoch: int, generation: int) -> tuple[int, int]:
    """Count a backup's catalog on from the one it replaces, so that whoever reads notices.

    Returns how many articles it holds, and the epoch of its vectors, 0 when it has none.
    """
    with closing(sqlite3.connect(path)) as connection:
        if connection.execute("PRAGMA user_version").fetchone()[0] > VERSION:
            raise LibraryTooNewError("the backup is of a later Tumen: update this one")
    with closing(Catalog.open(path)) as catalog:
        on_server = "@" in (catalog.fact("index") or "")
        own = 0 if on_server else int(catalog.fact("epoch") or 0)
        with catalog.writing():
            if own:
                own = max(own, epoch) + 1
                catalog.set_fact("epoch", str(own))
            catalog.set_fact("register", "")  # what other machines have removed since is put on their server again
            catalog.set_fact("generation", str(max(generation, catalog.generation())))
        articles, *_ = catalog.counts()
        catalog.connection.execute("PRAGMA journal_mode = DELETE")  # everything in the one file
    return articles, own


def _holds_anything(locations: Locations) -> bool:
    if locations.sessions.exists():
        with closing(sqlite3.connect(locations.sessions)) as connection:
            tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'turns'").fetchone()[0]
            if tables and connection.execute("SELECT count(*) FROM turns").fetchone()[0]:
                return True
    with closing(Catalog.open(locations.catalog)) as catalog:
        return catalog.counts()[0] > 0


def _copy_database(source: Path, target: Path) -> None:
    """Copy a database as it is at one moment; readers of either side go on."""
    with closing(sqlite3.connect(source, timeout=20)) as a, closing(sqlite3.connect(target, timeout=20)) as b:
        a.backup(b)
