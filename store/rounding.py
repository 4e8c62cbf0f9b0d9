"""Matrices of eight bits, for `onnxruntime` to multiply with in a third of the time that it takes with four or 32.

What they are multiplied with is rounded to eight bits as well, in steps of one size. A few places are ten times as
large as the others, which all would be rounded as coarsely: those are multiplied apart, unrounded (LLM.int8(): Dettmers
et al. 2022, arXiv 2208.07339), and the others made alike in size, for which the weights make up (SmoothQuant: Xiao et
al. 2023, arXiv 2211.10438).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.e5_file import Matrix

STEPS = 127
"""Steps of a weight, either way."""


@dataclass(frozen=True)
class Evening:
    """How what a matrix is multiplied with is made even.

    Attributes:
        factor: what each place is multiplied with, as (inputs,): 0 for what is multiplied apart.
        apart: the places that are, none at times.
    """

    factor: Matrix
    apart: NDArray[np.int64]

    def rounded(self, weights: Matrix) -> dict[str, NDArray[Any]]:
        """A matrix, as (outputs, inputs), by parts.

        Returns:
            ``w`` of eight bits, as (inputs, outputs), and ``w.scales``, as (outputs,); where places are multiplied
            apart, these, and their rows ``apart.w``, as (places, outputs).
        """
        inverse = np.divide(1, self.factor, out=np.zeros_like(self.factor), where=self.factor > 0)
        evened = weights * inverse
        scales = np.maximum(np.abs(evened).max(1), 1e-12) / STEPS
        steps = np.rint(evened / scales[:, None]).astype(np.int8)
        found: dict[str, NDArray[Any]] = {"w": np.ascontiguousarray(steps.T), "w.scales": scales.astype(np.float32)}
        if self.apart.size:
            found |= {"apart": self.apart, "apart.w": np.ascontiguousarray(weights[:, self.apart].T)}
        return found


def unrounded(held: Mapping[str, NDArray[Any]], factor: Matrix) -> Matrix:
    """The matrix of which `Evening.rounded` made these parts, as (outputs, inputs)."""
    found: Matrix = (held["w"].astype(np.float32) * held["w.scales"]).T * factor
    if "apart" in held:
        found[:, held["apart"]] = held["apart.w"].T
    return found
