"""One thing of a claim that a source does not carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "number",
    "date",
    "name",
    "place",
    "roles",
    "quotation",
    "negation",
    "hedge",
    "denial",
    "attribution",
    "opinion",
    "future",
    "asked",
    "words",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mismatch:
    """`contradicts`: the source says otherwise, rather than nothing.

    A `soft` mismatch weakens the proof to "partial"; any other makes the claim unsupported by this source.
    """

    kind: Kind
    reason: str
    contradicts: bool = False
    soft: bool = False
