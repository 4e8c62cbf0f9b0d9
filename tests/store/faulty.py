"""A process that forks workers which change a library, kills them on time, and examines what they left.

``python -m tests.store.faulty`` reads a JSON task per line and answers each with a JSON line. Everything is imported
once, and no library is open when it forks, so a worker costs milliseconds. A task: ``home``, ``action`` (add, rebuild,
remove, doctor, search), ``sources`` (files, or ids to remove), ``log`` (gets a line for each source that is
acknowledged), ``after`` (seconds until SIGKILL, none to let it end), ``bound`` (to obey permissions although root),
``model`` (the name of the embedding model, another than the library's to have it embedded anew).
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401 - paid for once, before any fork

import store.adding
import store.rebuilding
import store.status  # noqa: F401
from store import Library, TumenError
from store.errors import ArticleNotFoundError
from store.terms import index_terms
from tests.store.hashing import hashing

ROOT = Path(__file__).parents[2]


class Faulty:
    """The process, seen from a test."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.faulty"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, home: Path, action: str, *sources: str, **more: Any) -> dict[str, Any]:
        """Have a worker do it; returns ``code`` (negative for a signal), ``seconds``, and what the worker said."""
        assert self._process.stdin
        assert self._process.stdout
        task = {"home": str(home), "action": action, "sources": sources, **more}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        self._process.kill()
        self._process.communicate()


def work(task: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    try:
        with Library.open(task["home"], embedding=hashing(task.get("model", "hash")), seeds=False) as library:
            if task["action"] == "add":
                for group in task.get("groups") or [[source] for source in task["sources"]]:
                    library.add(group)
                    acknowledge(task, *group)
            elif task["action"] == "remove":
                for article_id in task["sources"]:
                    with suppress(ArticleNotFoundError):  # removed by the one that was killed
                        library.remove(article_id)
                    acknowledge(task, article_id)
            elif task["action"] == "rebuild":
                library.rebuild()
            elif task["action"] == "search":
                said["hits"] = len(library.search("wagon", k=100))
            else:
                articles = library.articles()
                said["texts"] = sorted(article.text for article in articles)
                said["ids"] = {article.source: article.id for article in articles}
                said["found"] = sum(
                    library.search(article.text[:60], k=1)[0].passage.article.id == article.id for article in articles
                )
                said["problems"] = library.status().problems
    except TumenError as error:
        said["error"] = f"{type(error).__name__}: {error}"
    return said


def acknowledge(task: dict[str, Any], *names: str) -> None:
    with Path(task["log"]).open("a") as log:
        log.write("".join(f"{name}\n" for name in names))


def obey_permissions() -> None:
    """Give up root's right to write anywhere; a process that has no capabilities left obeys like anyone."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    libc.capset(header, (ctypes.c_uint32 * 6)())


def fork(task: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reading)
        if task.get("bound"):
            obey_permissions()
        said = work(task)
        with os.fdopen(writing, "w") as out:
            json.dump(said, out)
        os._exit(0)
    os.close(writing)
    timer = threading.Timer(task["after"], os.kill, (child, signal.SIGKILL)) if task.get("after") is not None else None
    if timer:
        timer.start()
    with os.fdopen(reading) as source:
        text = source.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if timer:
        timer.cancel()
    return {"code": code, "seconds": time.monotonic() - began, **(json.loads(text) if text.endswith("}") else {})}


def main() -> None:
    index_terms("Load the word lists before any fork.", "en")
    for line in sys.stdin:
        print(json.dumps(fork(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
