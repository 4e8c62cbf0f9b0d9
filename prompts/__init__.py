"""The prompt templates, one Markdown file each, and the few lines that load them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> str:
    """Return the template ``prompts/NAME.md``, without the blank lines around it.

    Raises:
        FileNotFoundError: there is no such template.
    """
    return (files("prompts") / f"{name}.md").read_text(encoding="utf-8").strip()
