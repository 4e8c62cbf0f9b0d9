"""Questions in, proven answers out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.chain import ask

__all__ = ["Answer", "ask"]


def __getattr__(name: str) -> Any:
    """Import the chain on first use only: `import qa` must cost nothing."""
    if name == "ask":
        from qa.chain import ask

        return ask
    if name == "Answer":
        from qa.answer import Answer

        return Answer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
