"""The names under which vectors are kept, and what is kept with them to filter by."""

from __future__ import annotations

import re
from typing import Literal

from store.article import Passage
from store.chunking import CHUNKER_VERSION, revision
from store.dates import last_day

Kind = Literal["passages", "sentences"]

LAYOUT = 2
"""Raise it when vectors are kept in another way: those of an earlier one are made anew, from what was embedded."""


def index_name(embedding: str) -> str:
    """Name what vectors and keywords are made with; another name means they are to be made anew."""
    return f"{embedding}-c{CHUNKER_VERSION}-l{LAYOUT}"


def placed(index: str, place: str) -> str:
    """Name an index and where it is, as the catalog's fact ``index`` does; `place` is empty for a folder."""
    return f"{index}@{place}" if place else index


def stem(name: str) -> str:
    """Return a name as Chroma takes it."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")


def collection_name(kind: Kind, name: str) -> str:
    """Return the name of a collection: what it holds and what made it."""
    return f"{kind}-{stem(name)}"


def sentence_ids(passage_id: str, count: int) -> list[str]:
    """Return the ids of the first `count` sentences of a passage."""
    return [f"{passage_id}.{at}" for at in range(count)]


def passage_id(sentence_id: str) -> str:
    """Return the id of the passage a sentence's vector belongs to."""
    return sentence_id.rpartition(".")[0]


def metadata_of(passage: Passage) -> dict[str, str | int]:
    """Return what Chroma filters by; an unknown date has no key, so that no filter by date finds it."""
    published = last_day(passage.article.published)
    fields: dict[str, str | int] = {"revision": revision(passage.article), "article": passage.article.id}
    return fields if published is None else {**fields, "published": published}
