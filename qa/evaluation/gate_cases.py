"""The questions that the models which refuse are fitted on, asked of the libraries that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from qa.evaluation.fitting import Array
from qa.evaluation.questions import Question as EvalQuestion
from qa.evaluation.questions import load as load_questions
from qa.evidence import Evidence
from qa.gate import saying_features, subject_features
from qa.question import Question
from qa.quoting import rank
from store import Article, Library

PASSAGES = 12
DATA = Path(__file__).parent
WRITTEN, REAL, SEEDS = "gate_articles.yaml", "articles", "seeds"


@dataclass(frozen=True)
class Case:
    """A question's features; `group` numbers the article it is about, for holding out."""

    library: str
    subject: Array
    saying: Array
    same_language: bool
    answered: bool
    near: bool
    group: int


def cases(home: Path, articles: Path) -> Iterator[Case]:
    """Every question, asked of its library; the libraries are kept in `home`."""
    questions = load_questions(DATA / "gate_questions.yaml")
    off_subject = [q.question for q in questions if "off-topic" in q.tags]
    written = yaml.safe_load((DATA / "gate_articles.yaml").read_text("utf-8"))
    with Library.open(home / "written", seeds=False) as library:
        library.add_articles(
            [
                Article("", a["title"], a["text"].strip(), language=a.get("language", "en"), source=f"gate:{n}")
                for n, a in enumerate(written)
            ]
        )
        for group, article in enumerate(written):
            for text in article["answered"]:
                yield ask(WRITTEN, text, library, group, answered=True)
            for text in article["near"]:
                yield ask(WRITTEN, text, library, group, near=True)
        for group, text in enumerate(off_subject):
            yield ask(WRITTEN, text, library, group)
    with Library.open(home / "real", seeds=False) as library:
        library.add([articles])
        yield from asked_of_articles(library, questions)
        for group, text in enumerate(off_subject):
            yield ask(REAL, text, library, group)
    with Library.open(home / "seeds") as library:
        for group, text in enumerate(off_subject):
            yield ask(SEEDS, text, library, group)


def asked_of_articles(library: Library, questions: Sequence[EvalQuestion]) -> Iterator[Case]:
    """The questions of `gate_questions.yaml` on the subject, asked of the articles that they are about."""
    for group, question in enumerate(q for q in questions if "off-topic" not in q.tags):
        yield ask(REAL, question.question, library, group, answered=question.answerable, near=not question.answerable)


def ask(name: str, text: str, library: Library, group: int, *, answered: bool = False, near: bool = False) -> Case:
    """A question's features, asked of the library `name`."""
    question, evidence = Question(text), Evidence.gather(text, library, k=PASSAGES)
    ranked = rank(question, evidence, together=False)
    best, taken = ranked.best, ranked.taken
    return Case(
        name,
        subject_features(question, [r.signals for r in ranked.sentences], taken, library.passage_count),
        saying_features(question.expects, [r.odds for r in best], [r.signals for r in best], taken),
        any(r.signals.same_language for r in best),
        answered,
        near,
        group,
    )
