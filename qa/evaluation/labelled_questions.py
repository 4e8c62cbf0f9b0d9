"""Questions over the articles of ``labelled``: answered ones with their evidence, and near misses."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question about the `article`-th article, of `title`; `evidence` answers it, and a near miss has none."""

    article: int
    title: str
    question: str
    evidence: str | None


def load() -> list[LabelledQuestion]:
    """Every question, in the order of the file."""
    file = resources.files("qa.evaluation").joinpath("labelled_questions.yaml")
    return [
        LabelledQuestion(article, title, question, evidence)
        for article, (title, kinds) in enumerate(yaml.safe_load(file.read_text("utf-8")).items())
        for question, evidence in (
            *((entry["question"], entry["evidence"]) for entry in kinds["answered"]),
            *((question, None) for question in kinds["near"]),
        )
    ]
