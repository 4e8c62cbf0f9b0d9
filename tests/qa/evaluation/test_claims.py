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
