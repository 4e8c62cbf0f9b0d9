"""Whether the citations of kept conversations still lead to their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.errors import ArticleNotFoundError

if TYPE_CHECKING:
    from qa.answer import Citation
    from qa.sessions import Sessions
    from store import Library


@dataclass(slots=True)
class Resolution:
    """How many citations of the sessions lead to exactly their words, and which do not."""

    resolved: int = 0
    removed: int = 0
    """Of articles that somebody took out since."""
    broken: int = 0
    """Of articles that are there, with other words at that place."""


def resolve(sessions: Sessions, library: Library) -> Resolution:
    """Look up every citation of every session."""
    found = Resolution()
    for session in sessions.listed():
        for turn in sessions.turns(session.id):
            for citation in turn.answer.citations if turn.answer else ():
                _look_up(citation, library, found)
    return found


def _look_up(citation: Citation, library: Library, found: Resolution) -> None:
    try:
        text = library.article(citation.article_id).text
    except ArticleNotFoundError:
        found.removed += 1
        return
    if text[citation.start : citation.end] == citation.quote:
        found.resolved += 1
    else:
        found.broken += 1
