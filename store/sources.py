"""What a user names (files, folders, addresses, standard input) -> the documents in it, one by one, with reasons."""

from __future__ import annotations

import io
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import IO

from store import formats
from store.addresses import Known, is_address, load_address
from store.article import Article
from store.errors import SourceError
from store.fetching import PAUSE, SECONDS, Fetcher
from store.formats.limits import LARGEST, check_size
from store.loading import Found, documents, load_all
from store.text import sanitise_line

SEEDS = "seeds"
STDIN = "-"
_HIDDEN = (".", "__")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are read."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Of dumps: field of an article -> name of the column that holds it (`store.formats.rows.FIELDS`)."""
    kind: str | None = None
    """The format of standard input (`store.formats.KINDS`) where its content does not tell."""
    allow_private: bool = False
    """Whether addresses of the user's own network may be fetched."""
    seconds: float = SECONDS
    """The longest an address may take."""
    pause: float = PAUSE
    """Seconds between two requests to one host."""
    known: Known = lambda _: None
    stdin: Callable[[], IO[bytes]] = lambda: sys.stdin.buffer


@dataclass(frozen=True, slots=True)
class Reading:
    """One document that was found, and where the work stands."""

    named: str
    """What the user named, of which this is a part or the whole."""
    source: str
    """The file, member, row or address itself."""
    found: Article | SourceError
    """The article, or the reason why it is none."""
    done: int
    """Bytes of all sources read before it."""
    size: int
    """Bytes it took; 0 when not known."""
    total: int
    """Bytes of all sources."""


def read_sources(sources: Iterable[str | Path], options: ReadOptions | None = None) -> Iterator[Reading]:
    """Yield every document of the sources as it is read; what cannot be read stops no other.

    The word ``seeds`` means the articles that come with the program, where no file or folder has that name, and ``-``
    standard input.
    """
    options = options or ReadOptions()
    work: dict[str, _Work] = {}
    fetcher = Fetcher(options.allow_private, options.seconds, options.pause)
    for source in sources:
        named = sanitise_line(str(source))
        try:
            work.update((piece.source, piece) for piece in _works(source, named, options, fetcher))
        except SourceError as reason:
            yield Reading(named, named, reason, 0, 0, 0)
    done, total = 0, sum(piece.size for piece in work.values())
    pieces = deque(work.values())
    work.clear()
    while pieces:
        piece = pieces.popleft()  # of many files, what is done need not be remembered
        for source, found, size in _read(piece):
            yield Reading(piece.named, source, found, done, size or piece.size, total)
        done += piece.size


@dataclass(frozen=True, slots=True)
class _Work:
    """A file or stream to be read, under the name the user gave what it belongs to."""

    named: str
    source: str
    size: int
    read: Callable[[str], Iterator[Found]]
    """Takes `path`: of ten thousand files of a folder, only the names differ."""
    path: str = ""


def _works(source: str | Path, named: str, options: ReadOptions, fetcher: Fetcher) -> Iterator[_Work]:
    if is_address(str(source)):
        yield _Work(named, named, 0, lambda _: load_address(named, fetcher, options.columns, options.known))
        return
    if str(source) == STDIN:
        yield _Work(named, named, 0, lambda _: _stdin(options))
        return

    def load(path: str) -> Iterator[Found]:
        return load_all(Path(path), options.columns)

    for path in find_files(_path(source)):
        shown = sanitise_line(path)
        yield _Work(named, path if shown == path else shown, _size(path), load, path)


def _read(piece: _Work) -> Iterator[Found]:
    """Yield the documents of one piece of work, or the reason why there are none."""
    count = 0
    try:
        for found in piece.read(piece.path):
            count += 1
            yield found
        if not count:
            yield piece.source, SourceError("no article in it"), 0
    except SourceError as reason:
        yield piece.source, reason, 0


def _stdin(options: ReadOptions) -> Iterator[Found]:
    """Yield the documents of standard input; they come from no file, so none is a new version of another."""
    data = options.stdin().read(LARGEST + 1)
    check_size(len(data))
    if not data.strip():
        raise SourceError("empty")
    try:
        kind = options.kind or formats.kind_of("", data[: formats.HEAD])
    except SourceError:
        kind = "markdown"
    for source, found, size in documents(io.BytesIO(data), kind, "", options.columns):
        yield source or STDIN, replace(found, source="") if isinstance(found, Article) else found, size


def find_files(source: Path) -> Iterator[str]:
    """Yield the paths of the files of a source: itself, or all below a folder in order of name but for hidden ones.

    Raises:
        SourceError: the source is not there or cannot be looked into.
    """
    try:
        if not source.exists():
            raise SourceError("not found")
        if not source.is_dir():
            if not source.is_file():  # a pipe or a device, which might never end
                raise SourceError("no file: pipe what it gives into `tumen add -`")
            yield str(source)
            return
        yield from _below(str(source))
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})") from error


def _below(folder: str) -> Iterator[str]:
    """Yield the paths of the files below a folder; a folder in it that may not be looked into is left out."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        if entry.name.startswith(_HIDDEN):
            continue
        if entry.is_dir(follow_symlinks=False):
            with suppress(PermissionError):
                yield from _below(entry.path)
        elif entry.is_file():
            yield entry.path


def _path(source: str | Path) -> Path:
    path = Path(source).expanduser()
    if str(source) == SEEDS and not path.exists():
        return packaged_seeds()
    return path


def packaged_seeds() -> Path:
    """Return the folder of the articles that come with the program."""
    return Path(str(resources.files(SEEDS)))


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
