"""Fitting what is added to the gate in large libraries, and the questions it is fitted on."""

from __future__ import annotations

from collections import Counter

import numpy as np

from qa.evaluation import labelled_questions
from qa.evaluation.claims import labelled_texts
from qa.evaluation.fit_among_many import LABELLED, fit
from qa.evaluation.fit_saying import ANSWERED
from qa.evaluation.gate_cases import REAL, Case
from qa.gate import FEW, MANY, SAYING, SUBJECT, among_many, saying_odds


def test_what_tells_answers_apart_among_many_is_added_to_what_does_among_few() -> None:
    """A near miss in a library of a thousand passages would be quoted because it would be right among ten."""
    random, nothing = np.random.default_rng(7), np.zeros(len(SAYING))
    unused = int(np.argmin([abs(saying_odds(row) - saying_odds(nothing)) for row in np.eye(len(SAYING))]))

    def case(library: str, group: int, *, answered: bool) -> Case:
        saying = random.normal(size=len(SAYING)) / 10_000
        saying[unused] = random.normal() + 2.0 * answered
        return Case(library, np.zeros(len(SUBJECT)), saying, True, answered, not answered, group)

    found = fit([case(name, n, answered=n % 2 == 0) for name in (REAL, LABELLED) for n in range(300)])
    reached = found["held_out"][LABELLED]
    assert reached["AUC"] > 0.85 > reached["AUC of saying alone"]
    assert abs(reached["answered"] - ANSWERED) < 0.05
    assert found["model"]["weights"][SAYING[unused]] > 0


def test_the_size_of_a_library_decides_how_much_is_added() -> None:
    """The two articles that come with the project are judged as the fit on few passages found best."""
    shares = [among_many(size) for size in (0, 16, FEW, 150, MANY, 100_000)]
    assert shares == sorted(shares)
    assert shares[:3] == [0.0, 0.0, 0.0]
    assert 0.0 < shares[3] < 1.0
    assert shares[4:] == [1.0, 1.0]


def test_every_labelled_question_is_answered_by_words_of_its_article_or_by_none() -> None:
    """Evidence that nobody can find would teach the gate to answer what is not there."""
    asked, texts = labelled_questions.load(), labelled_texts()
    assert [q for q in asked if q.evidence and q.evidence not in " ".join(texts[q.title].split())] == []
    assert min(sum(q.evidence is not None for q in asked), sum(q.evidence is None for q in asked)) > 500
    assert [text for text, times in Counter(q.question for q in asked).items() if times > 1] == []
