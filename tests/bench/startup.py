"""How long a user waits for `tumen` itself: ``python -m tests.bench.startup [ROUNDS]``.

Whole processes, each command in turn in every round, so that all meet the same machine. A ratio, to importing the
library that the command cannot do without, is the median of the rounds' own ratios: a machine that is slow for a while
is slow for both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from statistics import median

PYTHON = sys.executable
QUESTION = "Where did Kim Jong Un meet Putin in April 2019?"
LIMIT = 2.5

COMMANDS = {
    "import typer": [PYTHON, "-c", "import typer"],
    "tumen --help": [PYTHON, "-m", "qa", "--help"],
    "import chromadb": [PYTHON, "-c", "import chromadb"],
    "tumen --ask": [PYTHON, "-m", "qa", "--model", "quotes", "--ask", QUESTION],
}
RATIOS = (("tumen --help", "import typer"), ("tumen --ask", "import chromadb"))


def seconds(command: list[str], home: str) -> float:
    """Run `command` to its end and return its wall time; it must succeed, else the time means nothing."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "TUMEN_HOME": home})
    return time.perf_counter() - started


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as home:
        first = seconds(COMMANDS["tumen --ask"], home)
        measured = [{name: seconds(command, home) for name, command in COMMANDS.items()} for _ in range(rounds)]
    times = {name: median(row[name] for row in measured) for name in COMMANDS}
    print(f"{'command':<18}{'median s':>9}   ({rounds} rounds)")
    for name, value in times.items():
        print(f"{name:<18}{value:>9.3f}")
    print(f"{'first --ask':<18}{first:>9.3f}   (indexing the seeds included)")
    for above, below in RATIOS:
        ratio = median(row[above] / row[below] for row in measured)
        print(f"{above} / {below}: {ratio:.2f} (aim {LIMIT}: {'ok' if ratio <= LIMIT else 'MISSED'})")


if __name__ == "__main__":
    main()
