"""Where a library keeps its vectors: in a folder beside the catalog, or on a server that several machines share."""

from __future__ import annotations

import shutil
from contextlib import suppress
from operator import methodcaller
from typing import Protocol

from store.chroma import ChromaFolder, VectorsUnreadableError
from store.connections import Connections
from store.locations import Locations
from store.server import ChromaServer
from store.sharing import SharedArticles
from store.vectors import KINDS, VectorStore, collection_name, stem


class Place(Protocol):
    """Collections come in epochs: a rebuild fills those of the next one while the present ones answer."""

    name: str
    """What tells this place from others in the catalog; empty for the folder."""

    def store(self, index: str, epoch: int) -> VectorStore:
        """Return the vectors of an epoch."""

    def drop(self, index: str, epoch: int) -> None:
        """Remove the vectors of an epoch, if there are any."""

    def drop_others(self, index: str, epoch: int) -> None:
        """Remove what earlier epochs and a rebuild that was cut off have left."""

    def shared(self, index: str) -> SharedArticles | None:
        """Return what other machines share with this one, None in a folder."""

    def close(self) -> None:
        """Let go of connections."""


class FolderPlace:
    """Chroma's files below the library's home, one folder per epoch."""

    name = ""

    def __init__(self, locations: Locations) -> None:
        self._locations = locations

    def store(self, index: str, epoch: int) -> VectorStore:
        """Return the vectors of an epoch."""
        folder = ChromaFolder(self._locations.vectors(epoch), self._locations.vectors_gate, stem(index))
        return VectorStore(folder, index)

    def drop(self, index: str, epoch: int) -> None:
        """Remove the folder of an epoch; the index is of no account, one folder holds one."""
        shutil.rmtree(self._locations.vectors(epoch), ignore_errors=True)

    def drop_others(self, index: str, epoch: int) -> None:
        """Remove the folders of all other epochs."""
        for folder in self._locations.home.glob("chroma-*"):
            if folder != self._locations.vectors(epoch):
                shutil.rmtree(folder, ignore_errors=True)

    def shared(self, index: str) -> None:
        """Return None: a folder is one library's own."""

    def close(self) -> None:
        """Do nothing: each `VectorStore` closes itself."""


class ServerPlace:
    """A Chroma server, where the names of collections carry the epoch."""

    def __init__(self, server: ChromaServer) -> None:
        self.name = server.place
        self._server = server

    def store(self, index: str, epoch: int) -> VectorStore:
        """Return the vectors of an epoch."""
        return VectorStore(self._server, f"{index}-e{epoch}", documents=True)

    def drop(self, index: str, epoch: int) -> None:
        """Delete the collections of an epoch."""
        for kind in KINDS:
            name = collection_name(kind, f"{index}-e{epoch}")
            with suppress(VectorsUnreadableError):  # not there
                self._server.with_client(methodcaller("delete_collection", name))
        self._server.reopen()

    def drop_others(self, index: str, epoch: int) -> None:
        """Delete the epoch before; one that is just being made may be another machine's."""
        if epoch > 1:
            self.drop(index, epoch - 1)

    def shared(self, index: str) -> SharedArticles:
        """Return the register of articles that all machines keep together."""
        return SharedArticles(self._server, index)

    def close(self) -> None:
        """Let go of the connection."""
        self._server.disconnect()


def place_of(locations: Locations, connections: Connections) -> Place:
    """Return where the vectors are to be.

    Raises:
        ConnectionSettingError: the settings of the server cannot be used.
    """
    return ServerPlace(ChromaServer(connections)) if connections.chroma_place else FolderPlace(locations)
