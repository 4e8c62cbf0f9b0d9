"""Articles in, passages out. Knows no question, no LLM, no screen.

Importing this is quick: each name below loads its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.article import Article, Hit, Passage, Sentence
    from store.errors import TumenError
    from store.library import Library

_MODULES = {
    "Article": "store.article",
    "Hit": "store.article",
    "Library": "store.library",
    "Passage": "store.article",
    "Sentence": "store.article",
    "TumenError": "store.errors",
}

__all__ = ["Article", "Hit", "Library", "Passage", "Sentence", "TumenError"]


def __getattr__(name: str) -> Any:
    """Load what is asked for from its module."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
