"""The gate to Chroma's files: two processes inside would corrupt the vectors."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from store.gate import holding


def test_nobody_else_passes_while_the_gate_is_held(tmp_path: Path) -> None:
    gate = tmp_path / "vectors.lock"
    with holding(gate), pytest.raises(Timeout):
        FileLock(gate).acquire(timeout=0)
    with FileLock(gate).acquire(timeout=0):
        pass


def test_an_error_inside_frees_the_gate(tmp_path: Path) -> None:
    gate = tmp_path / "vectors.lock"
    with pytest.raises(ZeroDivisionError), holding(gate):
        _ = 1 / 0
    with holding(gate):
        pass
