"""ZIP archives: the documents in them one after the other, within limits that no archive bomb passes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from store.errors import SourceError
from store.formats.limits import LARGEST, check_size

MOST_MEMBERS = 20_000
MOST_UNPACKED = 1024 * 1024 * 1024
"""Bytes of all members together."""

Member = tuple[str, bytes | SourceError]


def members(stream: IO[bytes]) -> Iterator[Member]:
    """Yield (name, content or reason) of every file in the archive, hidden ones left out.

    Nothing is written to disk, so names like ``../x`` do no harm. Sizes that an archive states are upper bounds:
    `zipfile` reads no further.

    Raises:
        SourceError: it is no archive, or a bomb.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _hidden(info.filename)]
            _check(infos)
            for info in infos:
                yield info.filename, _content(archive, info)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise SourceError(f"the archive is broken or not one ({error})") from error


def _check(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_MEMBERS:
        raise SourceError(f"the archive has {len(infos)} files, at most {MOST_MEMBERS}: unpack it and add the folder")
    unpacked = sum(min(info.file_size, LARGEST) for info in infos)
    if unpacked > MOST_UNPACKED:
        raise SourceError(
            f"the archive unpacks to {unpacked / 1024**2:.0f} MB, at most {MOST_UNPACKED // 1024**2} MB:"
            " unpack it and add the folder"
        )


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes | SourceError:
    if info.flag_bits & 1:
        return SourceError("locked with a password: unpack it first")
    try:
        check_size(info.file_size)
        with archive.open(info) as member:
            return member.read(LARGEST)
    except SourceError as reason:
        return reason
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, RuntimeError) as error:
        return SourceError(f"cannot be unpacked ({error})")
    except Exception as error:  # zlib.error, lzma.LZMAError: one for each method of compression
        return SourceError(f"cannot be unpacked ({type(error).__name__})")


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__")) for part in PurePosixPath(name).parts if part not in (".", ".."))
