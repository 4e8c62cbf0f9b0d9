"""Adding articles in a process of its own: Chroma holds the interpreter while it writes, and the screen would wait.

``python -m qa.tui.adding_process HOME EMBEDDING SOURCE`` prints a JSON line per step of progress, then the report, or
the error.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from store.errors import TumenError
from store.reports import AddReport, Progress

PLACE = Path(__file__).parents[2]


def add(home: Path, embedding: str, source: str, progress: Progress) -> AddReport:
    """Add `source` to the library at `home`; the articles of the report are the ones it holds now.

    Raises:
        TumenError: as `Library.add`, or the process ended before its time.
    """
    path = os.pathsep.join(part for part in (str(PLACE), os.environ.get("PYTHONPATH")) if part)
    command = [sys.executable, "-m", "qa.tui.adding_process", str(home), embedding, source]
    environment = {**os.environ, "PYTHONPATH": path}
    last: dict[str, Any] = {}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as child:
        assert child.stdout is not None
        for line in child.stdout:
            last = json.loads(line)
            if "done" in last:
                progress(last["done"], last["total"], last["what"])
    if "error" in last:
        raise TumenError(last["error"])
    if "skipped" not in last:
        raise TumenError(f"adding ended with {child.returncode}: the details are in chat.log; run tumen doctor")
    return _report(home, embedding, last)


def _report(home: Path, embedding: str, told: dict[str, Any]) -> AddReport:
    from store import Library

    with Library.open(home, embedding=embedding, seeds=False) as library:
        added, updated, unchanged = (
            [library.article(article_id) for article_id in told[kind]] for kind in ("added", "updated", "unchanged")
        )
    return AddReport(added, updated, unchanged, [(source, reason) for source, reason in told["skipped"]])


def main(home: str, embedding: str, source: str) -> None:
    """Be the process."""
    from store import Library

    def tell(**what: Any) -> None:
        sys.stdout.write(json.dumps(what) + "\n")
        sys.stdout.flush()

    try:
        with Library.open(home, embedding=embedding) as library:
            report = library.add([source], progress=lambda done, total, what: tell(done=done, total=total, what=what))
    except TumenError as error:
        tell(error=str(error))
        return
    ids = {kind: [article.id for article in getattr(report, kind)] for kind in ("added", "updated", "unchanged")}
    tell(**ids, skipped=report.skipped)


if __name__ == "__main__":
    main(*sys.argv[1:])
