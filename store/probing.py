"""Can Chroma's files be read? Asked in a process of its own: a damaged file can end the process that opens it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_SECONDS = 120


def vectors_unreadable(folder: Path, gate: Path, name: str) -> str | None:
    """Return why the collections `name` in `folder` cannot be read, None when every vector of them can."""
    path = os.pathsep.join(filter(None, [str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH")]))
    command = [sys.executable, "-m", "store.probe", str(folder), str(gate), name]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=_SECONDS, env={**os.environ, "PYTHONPATH": path}
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {_SECONDS} s"
    if done.returncode == 0:
        return None
    if done.returncode == 1 and done.stdout.strip():
        return done.stdout.strip().splitlines()[-1]
    return f"reading them ended the process with {done.returncode}"
