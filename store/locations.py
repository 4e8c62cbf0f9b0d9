"""Every path the library uses, in one place. Nothing is written anywhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "TUMEN_HOME"


@dataclass(frozen=True, slots=True)
class Locations:
    """The files of one library, all below `home`."""

    home: Path

    @classmethod
    def at(cls, home: Path | str | None = None) -> Locations:
        """Locate the library at `home`, else at ``TUMEN_HOME``, else in the user's data folder."""
        chosen = home or os.environ.get(HOME_VARIABLE)
        if chosen:
            return cls(Path(chosen).expanduser().absolute())
        from platformdirs import user_data_path

        return cls(user_data_path("tumen", appauthor=False))

    @property
    def read_only(self) -> bool:
        """Whether the home is there and cannot be written: another user's, or on a medium that cannot be."""
        return self.home.is_dir() and not os.access(self.home, os.W_OK)

    @property
    def catalog(self) -> Path:
        """The SQLite catalog: the source of truth."""
        return self.home / "catalog.sqlite3"

    @property
    def embeddings(self) -> Path:
        """The vectors of texts that were embedded before (`store.embedding_cache`); nothing is lost with it."""
        return self.home / "embeddings.sqlite3"

    @property
    def writer_lock(self) -> Path:
        """Held by the one process that changes the library."""
        return self.home / "writer.lock"

    @property
    def writer(self) -> Path:
        """Who holds `writer_lock`, as JSON, for the message to others."""
        return self.home / "writer.json"

    @property
    def vectors_gate(self) -> Path:
        """Held for the moment in which a process touches Chroma's files."""
        return self.home / "vectors.lock"

    @property
    def sessions(self) -> Path:
        """The SQLite file of conversations; of the library only a backup looks into it."""
        return self.home / "sessions.sqlite3"

    @property
    def chat_log(self) -> Path:
        """What native libraries print while the chat has the screen."""
        return self.home / "chat.log"

    def sizes(self) -> dict[str, int]:
        """Return how many bytes the parts of the library take."""
        parts = {
            "articles and keywords": [*self.home.glob(f"{self.catalog.name}*")],
            "vectors": [path for folder in self.home.glob("chroma-*") for path in folder.rglob("*")],
            "texts embedded before": [*self.home.glob(f"{self.embeddings.name}*")],
            "conversations": [*self.home.glob(f"{self.sessions.name}*")],
        }
        return {name: sum(path.stat().st_size for path in paths if path.is_file()) for name, paths in parts.items()}

    def vectors(self, epoch: int) -> Path:
        """Chroma's folder; each rebuild starts the next epoch in a folder of its own."""
        return self.home / f"chroma-{epoch}"
