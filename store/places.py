"""Where a library keeps its vectors: in a folder beside the catalog, or on a server that several machines share."""

from __future__ import annotations

import shutil
from contextlib import suppress
from operator import methodcaller
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

from store.connections import Connections
from store.errors import storage_errors
from store.locations import Locations

if TYPE_CHECKING:
    from store.server import ChromaServer
    from store.sharing import SharedArticles
    from store.vectors import VectorStore


class Place(Protocol):
    """Collections come in epochs: a rebuild fills those of the next one while the present ones answer."""

    name: str
    """What tells this place from others in the catalog; empty for the folder."""

    def store(self, index: str, epoch: int) -> VectorStore:
        """Return the vectors of an epoch."""

    def unreadable(self, index: str, epoch: int) -> str | None:
        """Return why files of an epoch cannot be read, as another process finds that would be ended by them."""

    def drop(self, index: str, epoch: int) -> None:
        """Remove the vectors of an epoch, if there are any."""

    def drop_others(self, index: str, epoch: int) -> None:
        """Remove what earlier epochs and a rebuild that was cut off have left."""

    def has_earlier(self, epoch: int) -> bool:
        """Return whether a rebuild that was cut off right after its swap has left the epoch before, to be removed."""

    def shared(self, index: str) -> SharedArticles | None:
        """Return what other machines share with this one, None in a folder."""

    def close(self) -> None:
        """Let go of connections."""


class FolderPlace:
    """Chroma's files below the library's home, one folder per epoch.

    Chroma writes even to read. Of a home that cannot be written, it reads a copy in the folder for temporary files.
    """

    name = ""

    def __init__(self, locations: Locations) -> None:
        self._locations = locations
        self._copies: TemporaryDirectory[str] | None = None

    def store(self, index: str, epoch: int) -> VectorStore:
        """Return the vectors of an epoch."""
        from store.chroma import ChromaFolder
        from store.collection import ChromaCollection
        from store.vector_file import NAME, VectorFile
        from store.vector_ids import collection_name, stem
        from store.vectors import VectorStore

        at = self._writable(epoch)
        folder = at.vectors(epoch)
        chroma = ChromaFolder(folder, at.vectors_gate, stem(index))
        passages = ChromaCollection(chroma, collection_name("passages", index))
        return VectorStore(chroma, passages, VectorFile(folder / NAME))

    def unreadable(self, index: str, epoch: int) -> str | None:
        """Return why the files of an epoch cannot be read, None when every vector of them can."""
        from store.probing import vectors_unreadable
        from store.vector_ids import stem

        at = self._writable(epoch)
        return vectors_unreadable(at.vectors(epoch), at.vectors_gate, stem(index))

    def _writable(self, epoch: int) -> Locations:
        """Return where an epoch is that Chroma can open: in the home, or in a copy of one that cannot be written."""
        if not self._locations.read_only or not self._locations.vectors(epoch).is_dir():
            return self._locations
        if self._copies is None:
            self._copies = TemporaryDirectory(prefix="tumen-")
        copy = Locations(Path(self._copies.name))
        if not copy.vectors(epoch).exists():
            with storage_errors(copy.home):
                shutil.copytree(self._locations.vectors(epoch), copy.vectors(epoch), copy_function=shutil.copyfile)
                for folder in [copy.vectors(epoch), *copy.vectors(epoch).glob("**/")]:
                    folder.chmod(0o700)
        return copy

    def drop(self, index: str, epoch: int) -> None:
        """Remove the folder of an epoch; the index is of no account, one folder holds one."""
        shutil.rmtree(self._locations.vectors(epoch), ignore_errors=True)

    def drop_others(self, index: str, epoch: int) -> None:
        """Remove the folders of all other epochs."""
        for folder in self._locations.home.glob("chroma-*"):
            if folder != self._locations.vectors(epoch):
                shutil.rmtree(folder, ignore_errors=True)

    def has_earlier(self, epoch: int) -> bool:
        """Return whether the folder of the epoch before is there, in a home that can be written."""
        return self._locations.vectors(epoch - 1).exists() and not self._locations.read_only

    def shared(self, index: str) -> None:
        """Return None: a folder is one library's own."""

    def close(self) -> None:
        """Remove the copies; each `VectorStore` closes itself."""
        if self._copies:
            self._copies.cleanup()


class ServerPlace:
    """A Chroma server, where the names of collections carry the epoch."""

    def __init__(self, server: ChromaServer) -> None:
        self.name = server.place
        self._server = server

    def store(self, index: str, epoch: int) -> VectorStore:
        """Return the vectors of an epoch."""
        from store.collection import ChromaCollection
        from store.sentence_collection import SentenceCollection
        from store.vector_ids import collection_name
        from store.vectors import VectorStore

        name = f"{index}-e{epoch}"
        passages, sentences = (
            ChromaCollection(self._server, collection_name(kind, name)) for kind in ("passages", "sentences")
        )
        return VectorStore(self._server, passages, SentenceCollection(sentences, passages), documents=True)

    def unreadable(self, index: str, epoch: int) -> None:
        """Return None: files are the server's business."""

    def drop(self, index: str, epoch: int) -> None:
        """Delete the collections of an epoch."""
        from store.chroma import VectorsUnreadableError
        from store.vector_ids import collection_name

        names = [collection_name("passages", f"{index}-e{epoch}"), collection_name("sentences", f"{index}-e{epoch}")]
        for name in names:
            with suppress(VectorsUnreadableError):  # not there
                self._server.with_client(methodcaller("delete_collection", name))
        self._server.reopen()

    def drop_others(self, index: str, epoch: int) -> None:
        """Delete the epoch before; one that is just being made may be another machine's."""
        if epoch > 1:
            self.drop(index, epoch - 1)

    def has_earlier(self, epoch: int) -> bool:
        """Return False: what is left on a server may be another machine's."""
        return False

    def shared(self, index: str) -> SharedArticles:
        """Return the register of articles that all machines keep together."""
        from store.sharing import SharedArticles

        return SharedArticles(self._server, index)

    def close(self) -> None:
        """Let go of the connection."""
        self._server.disconnect()


def place_of(locations: Locations, connections: Connections) -> Place:
    """Return where the vectors are to be.

    Raises:
        ConnectionSettingError: the settings of the server cannot be used.
    """
    if not connections.chroma_place:
        return FolderPlace(locations)
    from store.server import ChromaServer

    return ServerPlace(ChromaServer(connections))
