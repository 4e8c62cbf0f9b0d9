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

    A `soft` mismatch weakens the proof to "partial"; which others refuse the claim, and which raise a doubt that may be
    outweighed, `qa.weighing` says.
    """

    kind: Kind
    reason: str
    contradicts: bool = False
    soft: bool = False
    certain: bool = False
    """Whether no other wording can be meant: one place is not another, nor "open" "closed"."""
