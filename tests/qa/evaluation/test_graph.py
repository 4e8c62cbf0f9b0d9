"""The graphs that are run must compute what the encoder is defined to, and keep what was trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from qa.evaluation import graph
from store.e5_file import Matrix
from store.e5_layers import session

WIDTH, HEADS, LAYERS, PIECES = 32, 2, 2, 7
SIZES = {"q": (WIDTH, WIDTH), "k": (WIDTH, WIDTH), "v": (WIDTH, WIDTH), "ao": (WIDTH, WIDTH)}
SIZES |= {"fi": (4 * WIDTH, WIDTH), "fo": (WIDTH, 4 * WIDTH)}
CHANCE = np.random.default_rng(7)


def chance(*shape: int, around: float = 0.0, by: float = 0.3) -> Matrix:
    return CHANCE.normal(around, by, shape).astype(np.float32)


@pytest.fixture(scope="module")
def model() -> graph.Trained:
    """An encoder of weights drawn by chance, one place of its hidden states far larger than the others."""
    tensors = {"emb.pos": chance(16 * WIDTH), "emb.type": chance(2 * WIDTH)}
    norms = ["emb.ln", *(f"l{layer}.{part}" for layer in range(LAYERS) for part in ("aln", "oln"))]
    for name in norms:
        tensors |= {f"{name}.w": chance(WIDTH, around=1.0), f"{name}.b": chance(WIDTH)}
        tensors[f"{name}.w"][3] = 8.0
    for layer in range(LAYERS):
        for part, size in SIZES.items():
            tensors |= {f"l{layer}.{part}.w": chance(*size, by=0.1), f"l{layer}.{part}.b": chance(size[0])}
    return graph.Trained(tensors, chance(2, WIDTH, by=3.0), chance(2))


def test_a_graph_tells_what_its_weights_do_unrounded(model: graph.Trained, tmp_path: Path) -> None:
    """Claims are judged by the file, not by what was trained: an operator that is wired wrong shows nowhere else."""
    vectors = chance(PIECES, WIDTH)
    largest: dict[str, Matrix] = {}
    right = _odds(model, vectors, largest)
    graph.write(tmp_path / "model.onnx", model, largest, HEADS)
    told = session(tmp_path / "model.onnx").run(None, {"vectors": vectors[None]})[0]
    assert np.abs(told - right).max() < 0.1


def test_what_is_written_can_be_trained_further(model: graph.Trained, tmp_path: Path) -> None:
    """The next training begins with the file, as nothing else is kept."""
    largest: dict[str, Matrix] = {}
    _odds(model, chance(PIECES, WIDTH), largest)
    graph.write(tmp_path / "model.onnx", model, largest, HEADS)
    back = graph.read(tmp_path / "model.onnx")
    assert np.array_equal(back.weights, model.weights) and np.array_equal(back.intercepts, model.intercepts)
    assert {name for name in model.tensors if not name.startswith(("emb.pos", "emb.type"))} == set(back.tensors)
    for name, tensor in back.tensors.items():
        away = np.linalg.norm(tensor - model.tensors[name]) / np.linalg.norm(model.tensors[name])
        assert away < 0.03, name


def _odds(model: graph.Trained, vectors: Matrix, largest: dict[str, Matrix]) -> Matrix:
    """The log odds by the definition of the encoder; notes in `largest` what its matrices are multiplied with."""
    tensors = model.tensors

    def linear(x: Matrix, name: str) -> Matrix:
        largest[name] = np.abs(x).max(0)
        found: Matrix = x @ tensors[f"{name}.w"].T + tensors[f"{name}.b"]
        return found

    def norm(x: Matrix, name: str) -> Matrix:
        middle, spread = x.mean(1, keepdims=True), x.std(1, keepdims=True)
        found: Matrix = (x - middle) / (spread + 1e-12) * tensors[f"{name}.w"] + tensors[f"{name}.b"]
        return found

    places = tensors["emb.pos"].reshape(-1, WIDTH) + tensors["emb.type"][:WIDTH]
    hidden = norm(vectors + places[: len(vectors)], "emb.ln")
    for layer in (f"l{n}" for n in range(LAYERS)):
        query, key, value = (linear(hidden, f"{layer}.{part}").reshape(-1, HEADS, WIDTH // HEADS) for part in "qkv")
        scores = np.einsum("ihd,jhd->hij", query, key) / np.sqrt(WIDTH // HEADS)
        shares = np.exp(scores - scores.max(2, keepdims=True))
        shares /= shares.sum(2, keepdims=True)
        seen = np.einsum("hij,jhd->ihd", shares, value).reshape(-1, WIDTH).astype(np.float32)
        hidden = norm(hidden + linear(seen, f"{layer}.ao"), f"{layer}.aln")
        widened = linear(hidden, f"{layer}.fi")
        hidden = norm(hidden + linear(_gelu(widened), f"{layer}.fo"), f"{layer}.oln")
    mean = hidden.mean(0)
    found: Matrix = model.weights @ (mean / np.linalg.norm(mean)) + model.intercepts
    return found


def _gelu(x: Matrix) -> Matrix:
    from math import erf

    found: Matrix = (x * (1 + np.vectorize(erf)(x / np.sqrt(2))) / 2).astype(np.float32)
    return found
