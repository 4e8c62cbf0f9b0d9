"""From an answer to its scores, and the traps: only a citation, a wrong marker, a refusal with text, a bent quote."""

from collections.abc import Sequence

import pytest

from qa.answer import Answer, Citation, Sentence
from qa.evaluation.questions import Question
from qa.evaluation.scoring import Evidence, Span, score
from store.article import Article
from tests.qa.evaluation.samples import EVIDENCE, TEXT, answer, citation, ferry

ARTICLE = Article("ferry", "The ferry", TEXT, published="2019-04-01")
AT = TEXT.find(EVIDENCE)
PASSAGE = Span("ferry", 0, len(TEXT))


def accepts(text: str, citations: Sequence[Citation]) -> bool:
    return any("1957" in c.quote for c in citations)


def scored(question: Question, given: Answer, *ranking: Span) -> dict[str, float | None]:
    return score(question, given, ranking or (PASSAGE,), Evidence({"ferry": ARTICLE}), accepts)[0]


def failures(question: Question, given: Answer, *ranking: Span) -> tuple[str, ...]:
    return score(question, given, ranking or (PASSAGE,), Evidence({"ferry": ARTICLE}), accepts)[1]


def test_a_right_answer_scores_full_marks_and_nothing_failed() -> None:
    scores = scored(ferry(), answer())
    assert scores["truthfulness"] == 1
    assert scores["hits@1"] == 1
    assert scores["citation_recall"] == scores["citation_precision"] == 1
    assert scores["evidence_recall"] == scores["evidence_precision"] == 1
    assert scores["quote_validity"] == 1
    assert scores["unknown_markers"] == 0
    assert failures(ferry(), answer()) == ()


def test_an_answer_that_only_cites_is_wrong() -> None:
    """ "[4]" names a source and answers nothing."""
    bare = Answer(question="?", model="m", text="[4]")
    scores = scored(ferry(), bare)
    assert scores["truthfulness"] == -1
    assert scores["nugget_recall"] == 0
    assert scores["citation_recall"] == scores["citation_precision"] == scores["evidence_precision"] == 0
    assert scores["unknown_markers"] == 1
    assert scores["quote_validity"] is None


def test_a_marker_out_of_range_counts_and_makes_its_sentence_unsupported() -> None:
    """As in ALCE's code: a citation of nothing supports nothing."""
    given = answer("It has sailed since 1957 [1][7].")
    sentence = given.sentences[0].model_copy(update={"citations": (1, 7)})
    scores = scored(ferry(), given.model_copy(update={"sentences": (sentence,)}))
    assert scores["unknown_markers"] == 0.5
    assert scores["citation_recall"] == 0
    assert "a marker without a source" in failures(ferry(), given)


def test_an_abstention_with_text_is_an_abstention() -> None:
    """A refusal that names what is nearest must neither score a nugget nor count as an answer."""
    refusal = answer("The articles do not say; nearest: since 1957.", abstained=True)
    scores = scored(ferry(), refusal)
    assert (scores["truthfulness"], scores["nugget_recall"], scores["error_rate"]) == (0, 0, 1)
    assert "citation_recall" not in scores
    unasked = Question(id="no", question="Who built it?", answerable=False)
    assert scored(unasked, refusal)["truthfulness"] == 1


def test_an_answer_to_the_unanswerable_is_a_hallucination() -> None:
    unasked = Question(id="no", question="Who built it?", answerable=False)
    scores = scored(unasked, answer())
    assert (scores["truthfulness"], scores["hallucination_rate"]) == (-1, 1)
    assert "hits@1" not in scores
    assert failures(unasked, answer()) == ("answered what the articles do not say",)


@pytest.mark.parametrize(
    "bent",
    [
        citation(start=AT + 1),
        citation(quote="The ferry has sailed since 1958.", start=AT),
        citation().model_copy(update={"article_id": "other"}),
        citation(quote="", start=AT),
    ],
)
def test_a_quote_that_is_not_in_its_article_is_found(bent: Citation) -> None:
    """The project's first promise: every quote is verbatim."""
    given = answer().model_copy(update={"citations": (bent,)})
    assert scored(ferry(), given)["quote_validity"] == 0
    assert "a quote that is not in its article" in failures(ferry(), given)


def test_a_quote_that_overlaps_the_evidence_counts_as_it() -> None:
    """A span of whole sentences may begin before the evidence and end after it."""
    longer = citation(quote="Rajin is a port. The ferry has sailed since 1957.")
    beside = citation(quote="It carries coal.")
    assert scored(ferry(), answer().model_copy(update={"citations": (longer,)}))["evidence_precision"] == 1
    assert scored(ferry(), answer().model_copy(update={"citations": (beside,)}))["evidence_precision"] == 0


def test_a_passage_that_holds_half_the_evidence_is_no_hit() -> None:
    half = Span("ferry", 0, AT + 5)
    assert scored(ferry(), answer(), half)["hits@10"] == 0
    assert scored(ferry(), answer(), half, Span("ferry", AT, AT + len(EVIDENCE)))["mrr@10"] == 0.5


def test_evidence_of_another_library_is_not_held_against_it() -> None:
    """A question set written for other articles must not read as failed retrieval."""
    foreign = ferry(evidence=["Not in this library."])
    scores = scored(foreign, answer())
    assert "hits@1" not in scores
    assert "evidence_recall" not in scores
    assert scores["nugget_recall"] == 1


def test_the_date_of_the_article_is_not_what_the_answer_says() -> None:
    """ "NK News (1 April 2019): …" must not pass for an answer that names April 2019."""
    asked = ferry(nuggets=[["April 2019"]])
    dated = answer("According to the Ferry Post (1 April 2019, inferred): “It has sailed” [1].")
    assert scored(asked, dated)["nugget_recall"] == 0
    said = answer("It has sailed since the end of April 2019 (its first year) [1].")
    assert scored(asked, said)["nugget_recall"] == 1


def test_a_sentence_without_citation_is_not_supported() -> None:
    free = Answer(
        question="?",
        model="m",
        text="It sails since 1957.",
        sentences=(Sentence(text="It sails.", verdict="unsupported"),),
    )
    scores = scored(ferry(), free)
    assert scores["citation_recall"] == 0
    assert scores["unknown_markers"] is None
