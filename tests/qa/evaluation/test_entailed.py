"""The passages that the proof's model is trained on: enough of them, true and false alike, and none told of another."""

from __future__ import annotations

from collections import Counter

from qa.evaluation import claims
from qa.evaluation.entailed import RETRIEVED, load, unlike


def test_true_and_false_claims_are_as_many() -> None:
    """A model trained on mostly false ones would call what users write false, whatever the article says."""
    true = Counter(claim.true for claim in load())
    assert true[True] >= 4_000
    assert 0.9 < true[True] / true[False] < 1.1


def test_every_passage_has_both() -> None:
    """A passage of true claims only would be learnt by its words."""
    kinds: dict[int, set[bool]] = {}
    for claim in load():
        kinds.setdefault(claim.number, set()).add(claim.true)
    assert all(told == {True, False} for told in kinds.values())


def test_a_claim_told_of_another_passage_is_not_carried_by_it() -> None:
    """What is never trained on, a claim beside a passage that does not speak of it, the check meets most."""
    claims = load()
    of = {claim.text: claim.passage for claim in claims}
    strangers = unlike(claims)
    assert len(strangers) == len({claim.number for claim in claims})
    assert all(not claim.true and claim.passage != of[claim.text] for claim in strangers)


def test_no_claim_that_measures_is_trained_on() -> None:
    """The weights would trust the model for what it has seen, and the figures would flatter it."""
    measuring = {claim.text for claim in claims.load() if not claim.teaches}
    assert not measuring & {claim.text for claim in (*load(), *load(RETRIEVED))}


def test_what_is_trained_on_is_still_labelled_so() -> None:
    """A claim whose label was mended, or that was taken out, would go on teaching what was wrong."""
    labels = {claim.text: claim.true for claim in claims.load() if claim.teaches}
    assert all(labels[claim.text] == claim.true for claim in load(RETRIEVED))
