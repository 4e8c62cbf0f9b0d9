"""Grave doubts, which only reading claim and span together may outweigh."""

from __future__ import annotations

import math

import pytest

from qa import weighing
from qa.facts.mismatch import Mismatch
from qa.likeness import SIGNALS
from qa.weighing import SPEAKS, SUBJECT, odds

ALIKE = tuple(1.0 if name == "cosine" else 0.0 for name in SIGNALS)
GRAVE = {
    "another name": Mismatch("name", "Rook, not Ravn", contradicts=True),
    "what is only alleged": Mismatch("hedge", "the source only alleges this"),
    "a negation of the very subject": Mismatch("negation", "the source does not negate this"),
}


@pytest.fixture(autouse=True)
def read_with_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests are about machines that have one."""
    monkeypatch.setattr(weighing, "available", lambda: True)


@pytest.mark.parametrize("doubt", GRAVE)
def test_a_grave_doubt_is_outweighed_only_by_what_clearly_speaks_for_the_claim(doubt: str) -> None:
    """ "The ferry did not sail again" was read as hardly likelier than not from "resumed its trips": it is false."""
    found = [GRAVE[doubt]]
    assert odds(ALIKE, SUBJECT, found, SPEAKS - 0.01) == -math.inf
    assert math.isfinite(odds(ALIKE, SUBJECT, found, SPEAKS))


def test_without_a_model_grave_doubts_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is there that could tell whether the check misread a wording."""
    monkeypatch.setattr(weighing, "available", lambda: False)
    assert all(odds(ALIKE, SUBJECT, [doubt]) == -math.inf for doubt in GRAVE.values())
