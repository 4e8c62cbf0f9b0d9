"""Who speaks where a passage of a transcript begins: the last label before it (``MR. KIRBY:``) may be pages away."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection

from store.terms import index_terms

_BEFORE = 4000
"""Characters before a passage that are looked through for a label: a long answer."""

_LABEL = re.compile(
    r"^(?:Q\b|(?:[A-ZА-ЯЁ][A-ZА-ЯЁ.’'\- ]{1,44}|[A-ZА-ЯЁ][\w.’'-]+(?: [A-ZА-ЯЁ][\w.’'-]+){1,3})(?=:\s))", re.MULTILINE
)


def spoken_by(connection: sqlite3.Connection, terms: Collection[str], keys: Collection[int]) -> set[int]:
    """Return which passages of these keys go on with the words of somebody that index terms of a question name."""
    rows = connection.execute(
        "SELECT passages.key, substr(text, max(start - ?1, 0) + 1, min(start, ?1)) FROM passages"
        " JOIN articles ON articles.key = article WHERE passages.key IN (SELECT value FROM json_each(?2))",
        (_BEFORE, json.dumps(list(keys))),
    )
    asked = set(terms)
    return {key for key, before in rows if (label := _last_label(before)) and not asked.isdisjoint(_name(label))}


def _last_label(text: str) -> str | None:
    labels = _LABEL.findall(text)
    return labels[-1] if labels else None


def _name(label: str) -> tuple[str, ...]:
    """Return the index terms of a label's last word, the surname: those of "Mr." would match many."""
    return index_terms(label.split()[-1].title())
