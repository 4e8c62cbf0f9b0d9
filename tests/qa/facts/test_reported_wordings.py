"""More of what a journalist writes after an article: who said it and where, how much of it, and what was not so."""

from __future__ import annotations

import pytest

from qa.facts.transcripts import speaker_of
from tests.qa.facts.refusing import refusals


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "Jan Rook said it would not surprise him to see the ferry sail in May.",
            "“I wouldn’t be surprised if we see the ferry sail in May,” said Jan Rook.",
        ),
        (
            "Russia blocked the ferry licence from being extended.",
            "We regret Russia’s veto of the text that would have extended the ferry licence.",
        ),
        (
            "The yard's output was curtailed because the engines are out of its reach.",
            "The yard’s output was curtailed since it can’t get the engines.",
        ),
        (
            "There is not much trust and confidence between the two towns.",
            "These are not two towns that work well with others.\nThey don’t really have all that much trust.",
        ),
        (
            "Rook said it was not clear in what town the two would hold the summit.",
            "Questions remain, Rook continued, over where the two will hold the summit.",
        ),
        (
            "Reports and claims that Oslo buys coal have been turning up for months.",
            "For months it was reported that Oslo is allegedly buying coal.",
        ),
        (
            "Warnings from Oslo carry no weight with the islanders, whose own interests are important to them.",
            "The interests of the islanders are important to us, and not warnings from Oslo.",
        ),
        ("The town wants the sailors freed without delay.", "The town supports the immediate release of the sailors."),
        (
            "The port promised to operate without net emissions by 2050.",
            "The port committed to net-zero emissions in its operations by 2050.",
        ),
        ("The islanders now see high losses.", "The islanders now see high losses — right?"),
        (
            "Oslo is helping the yard to try for an expansion bigger than any since 1990.",
            "With help from Oslo, they’re attempting to undertake the most significant expansion since 1990.",
        ),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_not_refused(claim: str, text: str) -> None:
    assert not refusals(claim, "\n".join(text.split("\n")))


@pytest.mark.parametrize(
    ("claim", "text", "kind"),
    [
        (
            "Anna Weiss called the trip one more attempt to sell the ferry.",
            "“This trip is another attempt to sell the ferry,” Jan Rook said. Anna Weiss came too.",
            "attribution",
        ),
        (
            "Anna Weiss said there may be snow, Jan Rook speculated.",
            "“There may be snow,” said Anna Weiss, who teaches in Bergen.",
            "attribution",
        ),
        (
            "Reuters, the first to report Kim's visit, said that coal could become a topic of the talks.",
            "The New York Times, the first to report Kim’s visit, said that coal could become a topic of the talks.\n"
            "According to Reuters, the talks will last a day.",
            "attribution",
        ),
        (
            "Rook said that sailors are not suffering losses.",
            "It’s not surprising that now sailors are suffering losses.",
            "negation",
        ),
        ("The pact was signed in Pyongyang.", "The pact between Pyongyang and Seoul was signed in Moscow.", "place"),
        ("The town will triple its output of bricks.", "The town means to double output of bricks.", "number"),
        ("The pilots will be there next spring.", "The pilots will be there this summer.", "date"),
        ("The towns agree on about a third of the issues.", "The towns agree on almost all issues.", "number"),
        ("Rook had been to Oslo three times.", "Rook’s previous – and first – visit was to Oslo.", "number"),
        ("The gates are so far not open for sailors.", "So far the gates are open only for sailors.", "negation"),
        ("The positions of the towns have changed.", "The positions of the towns remain unchanged.", "negation"),
        ("No questions remain over where they will meet.", "Questions remain over where they will meet.", "negation"),
        ("Russia stopped buying engines from Beijing.", "Russia plans to stop buying engines from Beijing.", "future"),
        ("The ferry sailed without delay.", "The ferry sailed after a delay of two hours.", "negation"),
        ("The visit was a surprise.", "The visit was no surprise.", "negation"),
        ("The islanders see losses.", "The islanders see losses, right?", "asked"),
        ("What Putin said was that coal is sold.", "Coal is sold to Putin, said Kim Yong Chol.", "attribution"),
        (
            "It was his first trip in two years.",
            "The two towns are close, and it was his first trip in four years.",
            "number",
        ),
    ],
)  # fmt: skip
def test_another_speaker_place_amount_or_denial_is_refused(claim: str, text: str, kind: str) -> None:
    assert kind in refusals(claim, "\n".join(text.split("\n")))


def test_words_behind_a_moderators_paragraph_are_not_the_moderators() -> None:
    """Else what Kirby says once he has the floor is contradicted: "the source attributes this to Moderator"."""
    text = "MR. KIRBY:  Good day.\n\nMODERATOR:  Thank you.  The first question is Ann’s.\n\nThe ferry sails in May."
    title = "Press Gaggle by John Kirby"
    assert speaker_of(title, text, text.index("Ann’s")) == "Moderator"
    assert speaker_of(title, text, len(text)) == "John Kirby"


def test_what_others_stated_is_not_taken_for_who_speaks() -> None:
    """Kirby’s sentence on what two presidents stated is his, and names them."""
    text = "This seems to be in contrast with the statement that President Putin and President Xi made in May."
    claim = "Kirby pointed out that the pact seems to contradict what Putin and Xi stated in May, when both met."
    assert not refusals(claim, text, "Gaggle by John Kirby", voice="Mr. Kirby")


def test_his_is_whom_the_sentence_before_is_about_or_names_last() -> None:
    """ "His visit" behind a sentence on Kolokoltsev that ends with Matviyenko is Kolokoltsev’s."""
    before = (
        "Kolokoltsev is the highest-ranking Russian official to come since Chairwoman Valentina Matviyenko attended."
    )
    claim = "Kolokoltsev came a little more than a week after lawmakers had ended a five-day stay."
    text = "His visit comes just over a week after lawmakers — included Sergei Kislyak — wrapped up a five-day visit."
    assert not refusals(claim, text, before=before)
    assert "name" in refusals(claim.replace("Kolokoltsev", "Peskov"), text, before=before)


def test_one_described_by_his_people_is_no_other() -> None:
    """ "The Korean scholar noted" is no word of somebody named Korean."""
    claim = "Russia regards security as an inseparable part of its national security, Alexander Vorontsov noted."
    text = "For Russia, security is an integral part of its own national security,” the Korean scholar noted."
    assert "roles" not in refusals(claim, text)
