"""The fit of the support decision learns from what it is given, and its weights are those that the check reads."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from qa import weighing
from qa.entailment import MOST
from qa.evaluation.claims import Claim
from qa.evaluation.fit_support import FEATURES, Case, as_read, fit, fit_open, scored, unread
from qa.evaluation.fitting import fit_bounded
from qa.facts.mismatch import Mismatch
from qa.facts.polarity import OPPOSITE
from qa.likeness import SIGNALS
from qa.spans import READ
from qa.weighing import DOUBTS, ENTAILMENT, GRAVE, PLAIN, SPEAKS, model_path, odds


def case(number: int, true: bool, cosine: float, settled: bool | None = None) -> Case:
    """A claim with two open spans, the likelier of `cosine`."""
    rows = np.zeros((2, len(FEATURES)))
    rows[:, SIGNALS.index("cosine")] = cosine, cosine - 0.1
    claim = Claim(f"claim {number}", "supported" if true else "fabricated", 2 * number)
    return Case(claim, rows, np.array([0.5, 0.9]), settled)


CASES = [case(n, n % 2 == 0, 0.9 if n % 2 == 0 else 0.8) for n in range(40)]


def test_the_likeliest_span_decides_whatever_was_closest_at_first() -> None:
    """A claim that one span carries is carried, however many others do not."""
    scores = scored(fit_open(CASES), CASES)
    assert min(s for s, c in zip(scores, CASES, strict=True) if c.claim.true) > max(
        s for s, c in zip(scores, CASES, strict=True) if not c.claim.true
    )


def test_what_the_hard_checks_settle_counts_as_they_settled_it() -> None:
    """Figures that left them out would flatter the check."""
    settled = [case(100, True, 0.9, settled=False), case(101, False, 0.9, settled=True)]
    right = fit([*CASES, *settled])["held_out"]["together"]["right"]
    assert right["tampered"].startswith("20/21")


def doubted(told: float) -> Case:
    """A true claim whose first span raises a grave doubt, beside which reading both tells this."""
    one = case(0, True, 0.9)
    one.features[0, FEATURES.index(GRAVE[0])] = 1.0
    one.features[:, FEATURES.index(ENTAILMENT[0])] = told
    return one


def test_a_grave_doubt_is_left_open_only_where_reading_speaks_for_the_claim() -> None:
    """Weights fitted on spans that the check refuses anyway would be those of another check."""
    assert len(as_read(doubted(SPEAKS)).features) == 2
    assert as_read(doubted(SPEAKS - 0.1)).meanings.tolist() == [0.9]
    assert unread(doubted(SPEAKS)).meanings.tolist() == [0.9]


def test_spans_that_the_check_does_not_read_are_not_read() -> None:
    """Where nothing is read, all spans count."""
    one = case(0, True, 0.9)
    many = replace(one, features=np.tile(one.features[:1], (READ + 3, 1)), meanings=np.arange(READ + 3) / 10)
    assert as_read(many).meanings.tolist() == many.meanings[:READ].tolist()
    assert len(unread(many).features) == READ + 3


def test_a_claim_without_an_open_span_is_refused() -> None:
    """What was settled before stays so."""
    one = doubted(0.0)
    only = replace(one, features=one.features[:1], meanings=one.meanings[:1])
    assert as_read(only).settled is False and unread(only).settled is False
    assert as_read(replace(only, settled=True)).settled is True


def test_the_written_weights_are_the_ones_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A weight under another name would silently count for nothing."""
    fitted = json.loads(model_path().read_text("utf-8"))
    assert tuple(fitted["alone"]["weights"]) == PLAIN
    assert tuple(fitted["together"]["weights"]) == FEATURES
    assert odds([0.0] * len(SIGNALS), 0.0, ()) == fitted["together"]["intercept"]
    monkeypatch.setattr(weighing, "available", lambda: False)
    assert odds([0.0] * len(SIGNALS), 0.0, ()) == fitted["alone"]["intercept"]


def test_no_doubt_speaks_for_a_claim() -> None:
    """The check stops at the doubt that outweighs all that speaks for a span: one that spoke for it would be missed."""
    fitted = json.loads(model_path().read_text("utf-8"))
    assert all(fitted[model]["weights"][name] <= 0 for model in ("alone", "together") for name in DOUBTS)
    assert all(fitted["together"]["weights"][name] <= 0 for name in GRAVE)


def test_what_reading_both_tells_speaks_for_a_claim() -> None:
    """The check takes what it could tell at most for a bound: a weight below zero would turn that round."""
    fitted = json.loads(model_path().read_text("utf-8"))
    assert all(fitted["together"]["weights"][name] > 0 for name in ENTAILMENT)


def test_every_further_mismatch_lowers_the_odds_and_a_wrong_number_leaves_none() -> None:
    """ "15,000 troops" must not pass for 1,500 because the sentence is alike in all else."""
    signals = [float(name != "all_there") for name in SIGNALS]
    asked = Mismatch("asked", "the source only asks this")
    other = Mismatch("negation", "the source does not negate this", contradicts=True)
    assert odds(signals, 0.7, []) > odds(signals, 0.7, [asked]) >= odds(signals, 0.7, [asked, other])
    for refusing in (
        Mismatch("number", "the source says 1,500, not 15,000", contradicts=True),
        Mismatch("name", "the source does not name Wagner"),
        Mismatch("negation", "the source says “open”, not “closed”", contradicts=True, certain=True),
        Mismatch("name", "the source says Pyongyang, not Beijing", contradicts=True, certain=True),
        Mismatch("attribution", "the source says that Kirby said so", contradicts=True),
        Mismatch("denial", OPPOSITE, contradicts=True),
    ):
        assert odds(signals, 0.7, [refusing], MOST) == -math.inf


def test_what_only_reading_both_can_outweigh_refuses_unless_that_speaks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is only alleged must not be told as a fact, unless it is read that the source tells it so."""
    signals = [float(name != "all_there") for name in SIGNALS]
    alleged = Mismatch("hedge", "the source only alleges this", contradicts=True)
    assert odds(signals, 0.7, [], 2.0) >= odds(signals, 0.7, [alleged], 2.0) > -math.inf
    assert odds(signals, 0.7, [alleged], -0.1) == odds(signals, 0.7, [alleged]) == -math.inf
    monkeypatch.setattr(weighing, "available", lambda: False)
    assert odds(signals, 0.7, [alleged], 2.0) == -math.inf


def test_what_may_only_speak_against_a_claim_is_fitted_so() -> None:
    """Else a doubt that true claims happen to raise more often would prove false ones."""
    speaks_for, against = np.array([0, 1, 0, 1, 1, 0, 1, 0.0]), np.array([0, 1, 1, 0, 1, 0, 1, 0.0])
    labels = np.array([0, 1, 0, 1, 1, 0, 1, 0.0])
    rows, even = np.column_stack([speaks_for, against]), np.ones(8)
    free = fit_bounded(rows, labels, even, 0.01, ())
    bounded = fit_bounded(rows, labels, even, 0.01, (1,))
    assert free.weights[1] > 0
    assert bounded.weights[1] == 0.0
    assert bounded.weights[0] > 0


def test_a_span_with_every_word_of_a_claim_that_raises_a_doubt_does_not_carry_it() -> None:
    """Words torn out of "not certain that the summit will take place" are not what the source says."""
    signals = [1.0] * len(SIGNALS)
    assert odds(signals, 0.9, [Mismatch("negation", "the source says the opposite", contradicts=True)]) == -math.inf
    assert odds(signals, 0.9, [Mismatch("opinion", "the source gives this as an opinion", soft=True)]) > -math.inf
