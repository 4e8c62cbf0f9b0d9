"""Which sentences of a span a claim is held against, and whose word they are."""

from __future__ import annotations

from qa.facts.core import core_of
from qa.facts.source import Source


def source(*sentences: str, voices: tuple[str | None, ...] = ()) -> Source:
    return Source(" ".join(sentences), sentences, (), "A briefing", None, None, None, voices)


def test_what_is_affirmed_is_the_word_of_who_answers() -> None:
    told = source("Q Has Oslo bought more ferries?", "MR. ROOK: They have.", voices=("Q", "Mr. Rook"))
    core = core_of("Rook confirmed that Oslo had bought more ferries.", told)
    assert not core.asked and core.voices == ("Mr. Rook",)


def test_a_no_answers_a_claim_that_denies_and_no_other() -> None:
    told = source(
        "Q Did the sale of the ferry come up?", "MR. ROOK: No, I don’t recall that.", voices=("Q", "Mr. Rook")
    )
    assert not core_of("Rook did not recall that the sale of the ferry came up.", told).asked
    assert core_of("The sale of the ferry came up.", told).asked


def test_the_answer_counts_where_the_claim_tells_the_answer() -> None:
    told = source(
        "Q Oslo said that no coal was sold after the visit to the bay.",
        "MS. HOLT: We will not take their word for that.",
        voices=("Q", "Ms. Holt"),
    )
    assert core_of("Holt would not take Oslo's word that no coal was sold after the visit.", told).voices == (
        "Ms. Holt",
    )


def test_of_two_languages_the_sentence_that_means_the_same_is_held_against_a_claim() -> None:
    told = source("Oslo is in the north.", "The expert said that the meeting may not take place.")
    assert core_of("전문가는 회담이 열리지 않을 수 있다고 말했다.", told).nearest.startswith("The expert")


def test_what_an_affirmed_question_asks_is_certain() -> None:
    told = source(
        "Could you please confirm if Oslo has bought more ferries?", "MR. ROOK: They have.", voices=("Q", "Mr. Rook")
    )
    assert "Could you" not in core_of("Oslo has bought more ferries, Rook confirmed.", told).text
