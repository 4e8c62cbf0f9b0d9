"""The annotated articles that the proof's model is trained on: what they say of themselves must be so."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import pytest

from qa.evaluation import claims
from qa.evaluation.annotated import Annotated, load


@lru_cache(maxsize=2)
def annotated(held_out: bool) -> list[Annotated]:
    return load(held_out=held_out)


EVERYTHING = pytest.mark.parametrize("held_out", [False, True])


@EVERYTHING
def test_evidence_stands_in_the_article(held_out: bool) -> None:
    """A claim that is held for carried by words nobody wrote would teach the model to invent."""
    for one in annotated(held_out):
        evidence = [*(c.evidence for c in one.claims), *(q.evidence for q in one.questions)]
        assert all(words in one.article.text for words in [*evidence, *(q.near for q in one.questions)])
        assert all(c.evidence for c in one.claims if c.carried)


@EVERYTHING
def test_true_and_false_claims_are_as_many(held_out: bool) -> None:
    """A model trained on mostly false ones would call what users write false, whatever the article says."""
    for one in annotated(held_out):
        each = 7 if one.file.startswith(("asked", "held_out_")) else 20
        assert Counter(c.carried for c in one.claims) == {True: each, False: each}


@EVERYTHING
def test_no_question_is_both_answered_and_open(held_out: bool) -> None:
    """What looks most like an answer to an open question is told from the answer only by that."""
    for one in annotated(held_out):
        assert not [q for q in one.questions if q.evidence and q.near]


def test_no_article_or_claim_that_measures_is_trained_on() -> None:
    """The figures would flatter the model."""
    measuring = {claim.text for claim in claims.load()} | {
        text for one in annotated(True) for text in (one.article.title, one.article.text, *(c.text for c in one.claims))
    }
    training = {
        text
        for one in annotated(False)
        for text in (one.article.title, one.article.text, *(c.text for c in one.claims))
    }
    assert not measuring & training


def test_there_are_articles_in_all_four_languages() -> None:
    """A reader who was taught on English alone would refuse what Russian articles say."""
    languages = Counter(one.article.language for one in annotated(False))
    assert set(languages) == {"en", "ru", "ko", "de"} and min(languages.values()) >= 10
