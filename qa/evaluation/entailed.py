"""Passages with claims that they carry and claims that they do not, which `qa.evaluation.fit_entailment` trains on.

The files in ``entailed`` hold invented passages of news, statements, interviews and briefings in English, Russian,
German and Korean, each with true and false claims, a quarter of them in another language than the passage. Written by
language models. Those in ``entailed/retrieved`` hold the labelled claims of every other article
(`qa.evaluation.claims`), beside the spans that the check itself finds for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import resources

import yaml

from qa.evaluation.claims import SUPPORTED

RETRIEVED = "retrieved"
"""The part with the spans that the check finds."""


@dataclass(frozen=True, slots=True)
class Entailed:
    """A claim about the `number`-th passage. `kind` is ``supported``, or what was tampered with."""

    number: int
    passage: str
    text: str
    kind: str

    @property
    def true(self) -> bool:
        """Whether the passage carries it."""
        return self.kind == SUPPORTED


def load(part: str = "") -> list[Entailed]:
    """Every claim about the invented passages, or about those of a `part`, in the order of the files."""
    folder = resources.files("qa.evaluation").joinpath("entailed", part)
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    entries = [entry for file in files for entry in yaml.safe_load(file.read_text("utf-8"))]
    return [
        Entailed(number, entry["passage"], text, kind)
        for number, entry in enumerate(entries)
        for kind, texts in entry["claims"].items()
        for text in texts
    ]


def unlike(claims: Sequence[Entailed]) -> list[Entailed]:
    """One true claim of each passage, told of the next passage: what does not speak of a claim does not carry it."""
    passages = {claim.number: claim.passage for claim in claims}
    first = {claim.number: claim for claim in reversed(claims) if claim.true}
    return [
        replace(claim, passage=passages[(claim.number + 1) % len(passages)], kind="unlike") for claim in first.values()
    ]
