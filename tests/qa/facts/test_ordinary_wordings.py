"""What a journalist writes after reading an article: a true sentence is not called false, a turned one is."""

from __future__ import annotations

import pytest

from qa.facts.attribution import attributions
from tests.qa.facts.refusing import refusals


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Plans for a harbour were advanced.", "Progress was made on a bridge and plans for a harbour."),
        ("The meeting went on for just over 40 minutes.", "The meeting lasted probably just over 40 minutes."),
        (
            "Oslo has an extreme interest in making trade stronger.",
            "According to him, Oslo is extremely interested in further strengthening trade.",
        ),
        (
            "Der Minister bedauert, dass Island den New-START-Vertrag verletzt.",
            "The minister regrets that Iceland violates the New START Treaty.",
        ),
        (
            "Jan Rook ist Analyst der Forschungsgruppe Sino-NK.",
            "Jan Rook, an analyst for the Sino-NK research group, spoke on Monday.",
        ),
        (
            "Washington told Iceland not to sell the ferry.",
            "The White House warned Iceland against selling the ferry.",
        ),
        (
            "Since Anna Weiss came, no minister of higher rank than Jan Rook has been in Oslo.",
            "Jan Rook is the highest-ranking minister to visit Oslo since Anna Weiss came.",
        ),
        (
            "Finland has no diplomatic relations with North Korea.",
            "Some states maintain diplomatic relations with North Korea, which obviously Finland doesn’t.",
        ),
        (
            "News that the minister had come was given out by the agency.",
            "The minister came on Monday, the agency gave out, a visit that comes amid news that a summit may be held.",
        ),
        ("The two are expanding trade, fish included.", "The two expand trade, including but not limited to, fish."),
        (
            "The envoy is closely following the talks to come.",
            "The upcoming talks are being closely watched by the envoy.",
        ),
        (
            "The port's explanation was that it is in a state of siege.",
            "The port does not supply any coal because it is in a state of siege.",
        ),
        (
            "The communiqué of 2018 had not mentioned Chad.",
            "Chad wasn’t even mentioned in the communiqué of 2018.",
        ),
        (
            "In 2011 the train did not travel any farther than Bergen.",
            "In 2011 the train traveled as far as Bergen.",
        ),
        (
            "No mayor has spent more time in Oslo than he has.",
            "He has spent more time in Oslo than any mayor.",
        ),
        (
            "Japan gets no coal from the Russians, according to the envoy.",
            "The Japanese envoy to Russia said that Moscow does not supply any coal to Tokyo.",
        ),
        ("The grant is part of the Global Health Programs.", "The grant is part of the GHP."),
        (
            "Jan Rook thinks it could come in the next weeks.",
            "“I wouldn’t be surprised if it came in the next weeks,” said Jan Rook.",
        ),
        ("The leaders of the three countries announced a new office.", "Today we announce a new office."),
        ("They urged Iceland not to sell ferries.", "They urge Iceland to refrain from the sale of ferries."),
        ("The mayor left open whether he would come.", "The mayor did not specify whether he would come."),
        ("The grant is part of the GHP.", "The grant is part of the Global Health Programs."),
        ("More contact is what both sides settled on.", "Both sides agreed to boost contact."),
        ("The two leaders met in Oslo.", "A North Korean leader and a Russian president met in Oslo."),
        ("Both give the poorest Danes aid.", "Norway and Iceland stand ready to provide aid to the poorest Danes."),
        ("Der Minister begrüßte die Mitgliedschaft Schwedens.", "The minister welcomed the membership of Sweden."),
        ("보론초프는 안보가 뗄 수 없는 일부라고 말했다.", "Vorontsov said that security is an integral part."),
    ],
)  # fmt: skip
def test_a_true_sentence_is_not_refused(claim: str, text: str) -> None:
    """Whoever checks a draft and reads "contradicted" beside a true sentence will not check the next one."""
    assert not refusals(claim, text, title="A Joint Statement" if "we " in text else "A title")


def test_who_opens_a_sentence_as_he_is_the_last_one_named() -> None:
    assert not refusals(
        "A delegation had left a week before Kolokoltsev came.",
        "His visit comes a week after a delegation, including Sergei Kislyak, left.",
        before="Vladimir Kolokoltsev arrived on Monday.",
    )


@pytest.mark.parametrize(
    ("claim", "text", "kind"),
    [
        (
            "Jan Rook said he would be surprised if it came in the next few weeks.",
            "“I wouldn’t be surprised if it came in the next weeks,” said Jan Rook.",
            "negation",
        ),
        (
            "An arms deal would not violate any resolution.",
            "Russia’s cooperation is in violation of many resolutions which prohibit the procurement of arms.",
            "negation",
        ),
        ("Washington urged Iceland to hurry.", "The United States sees that Iceland is in a hurry.", "attribution"),
        (
            "The surprise summit did not take place in Oslo.",
            "The surprise summit took place in Oslo.",
            "negation",
        ),
        (
            "Am Montag traf der Minister Alexander Zetkin in der Hauptstadt ein.",
            "Minister Alexander Maurer arrived in the capital on Monday.",
            "name",
        ),
        ("They urged Iceland to sell the ferry.", "They warned Iceland against selling the ferry.", "negation"),
        (
            "Putin does not want a new treaty.",
            "“We don’t want a new treaty,” they say. But Putin does want a new treaty.",
            "negation",
        ),
        (
            "Moscow is already certain of the unannounced summit.",
            "The unannounced trip suggests that Moscow may not yet be certain of the summit.",
            "negation",
        ),
        (
            "The island has avoided provocative acts during elections.",
            "Elections have been times when the island has taken provocative acts.",
            "negation",
        ),
        ("The borders are no longer only open to citizens.", "The borders are open only to citizens.", "negation"),
        ("The tour put an end to the speculation.", "The tour prompted speculation.", "negation"),
        ("The situation is calm.", "The situation is turbulent.", "negation"),
        ("Three official dinners are organized.", "An official dinner is organized.", "number"),
        ("They met on the second of May.", "They met on May 14.", "date"),
        (
            "Sergei Shoigu assumed that security would be discussed.",
            "“Security will be discussed,” said a Kremlin representative, adding that Sergei Shoigu will come.",
            "attribution",
        ),
        (
            "As the North Korean Foreign Ministry noted, it is late for North Korea.",
            "In turn, the Russian Foreign Ministry noted that it is late for North Korea.",
            "attribution",
        ),
        ("Xi Jinping was the one who voiced concern.", "Joe Biden voiced concern, and told Xi Jinping of it.", "roles"),
    ],
)  # fmt: skip
def test_a_turned_sentence_is_refused(claim: str, text: str, kind: str) -> None:
    assert kind in refusals(claim, "\n".join(text.split("\n")))


def test_a_family_name_in_the_headline_is_that_of_the_one_who_is_known_by_it() -> None:
    """ "Kim’s visit" is not that of Kim Yong Chol."""
    assert "name" in refusals(
        "The minister, Kim Yong Chol, came to Moscow.", "The minister, Lee Hongzhong, came to Moscow.", "Kim’s visit"
    )


def test_a_guest_of_a_briefing_has_not_said_what_another_says_there() -> None:
    assert "name" in refusals(
        "Deanne Criswell condemned the launch.",
        "We condemn the launch.",
        "Briefing by Karine Jean-Pierre and Deanne Criswell",
        voice="Ms. Jean-Pierre",
    )


def test_in_somebodys_words_names_who_says_it() -> None:
    assert [a.who for a in attributions("Tensions go on rising, in Vorontsov's words.")] == ["Vorontsov"]
