"""The labelled claims behind the support check: enough of them, each told once, of every kind."""

from __future__ import annotations

from collections import Counter

from qa.evaluation.claims import load

TAMPERED = {
    "number",
    "date",
    "name",
    "entity",
    "negation",
    "attribution",
    "roles",
    "certainty",
    "fabricated",
    "wording",
    "glued",
}


def test_every_kind_of_claim_is_there_often_enough() -> None:
    """A kind that is missing is a kind of falsehood the fit never saw."""
    kinds = Counter(claim.kind for claim in load())
    assert set(kinds) == TAMPERED | {"supported"}
    assert sum(kinds.values()) >= 250
    assert min(kinds.values()) >= 10
    assert kinds["supported"] >= 100


def test_no_claim_is_labelled_twice() -> None:
    texts = Counter(claim.text for claim in load())
    assert [text for text, times in texts.items() if times > 1] == []


def test_half_of_the_claims_measure_what_the_others_teach() -> None:
    """Weights fitted on what the model has seen would trust it more than it deserves on what users bring."""
    parts = [Counter(claim.kind for claim in load() if claim.teaches == teaches) for teaches in (True, False)]
    assert all(set(part) == TAMPERED | {"supported"} for part in parts)
    assert 0.8 < parts[0].total() / parts[1].total() < 1.25
