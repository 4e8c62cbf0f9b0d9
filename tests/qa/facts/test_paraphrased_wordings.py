"""What others wrote after the articles in words of their own: not refused for its wording, nor let through by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from qa.checking import check_claim
from qa.facts.names import names
from qa.facts.script import same_name
from qa.facts.transcripts import speaker_of
from store import Article, Library
from tests.qa.facts.refusing import refusals


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "Он сказал, что его не удивит, если паром пойдёт в мае.",
            "“I wouldn’t be surprised if we see the ferry sail in May,” he said.",
        ),
        (
            "얀 룩은 오슬로뿐 아니라 베르겐도 이득을 본다고 말했다.",
            "“Not just Oslo but also Bergen benefits,” said Jan Rook.",
        ),
        ("그 배는 9월 12일 오전 5시 15분에 다리를 지났다.", "The ship passed the bridge on September 12 at 05:15."),
        ("Over nine-tenths of the coal comes by ferry.", "More than 90 percent of the coal comes by ferry."),
        (
            "The yard's trade with the islands had come down to nothing.",
            "The yard’s trade with the islands has been reduced to zero.",
        ),
        (
            "The town asked the yard to refrain from selling the ferry.",
            "The town asked the yard not to sell the ferry.",
        ),
        ("He was unaware of any ferry sold to Oslo.", "I have not seen any ferry sold to Oslo."),
        (
            "Rook held it likely that the yard sought, if nothing else, coal.",
            "It was likely that the yard sought coal.",
        ),
        (
            "Rook's trip proved to the islanders that Oslo is a danger.",
            "Rook’s trip makes very clear that Oslo is a danger.",
        ),
        ("Rook made clear that the ferry will sail.", "“The ferry will sail,” said Rook."),
        ("The yard disclosed the sale.", "The yard announced the sale but did not say what it cost."),
        ("Rook has been envoy since 2023.", "Jan Rook became envoy in 2023."),
        ("Rook has been envoy since 2023.", "Jan Rook was appointed envoy in May."),
        ("The islands were denied aid for 2025.", "The town will not provide aid to the islands for 2025."),
        (
            "Laut Botschafter Jan Rook fuhr die Fähre im Mai.",
            "“The ferry sailed in May,” said the ambassador Jan Rook.",
        ),
        (
            "Hard pressed, Oslo was forced to go to Moscow for coal.",
            "Under pressure, Oslo had to turn to Russia for coal.",
        ),
    ],
)
def test_the_same_in_other_words_is_not_refused(claim: str, text: str) -> None:
    assert not refusals(claim, text, published="2023-09-12")


@pytest.mark.parametrize(
    ("claim", "text", "kind"),
    [
        (
            "The harbour board spelled out how long the ferry would stay.",
            "The harbour board did not go into further detail about the duration of the stay.",
            "negation",
        ),
        ("Rook went to Moscow for two days.", "Rook went to Russia for two days.", "name"),
        ("Rook stayed in Moscow for rest.", "Rook stayed in Russia for rest.", "name"),
        ("The ferry is lost, by the publication of figures.", "The ferry may be lost.", "hedge"),
        ("The yard gave further details of the sale.", "The yard gave no details of the sale.", "negation"),
        ("Rook has been envoy to Oslo since 2023.", "Jan Rook, the envoy to Oslo, said so at the end of July.", "date"),
        ("Over nine-tenths of the coal comes by ferry.", "More than 80 percent of the coal comes by ferry.", "number"),
        ("그 배는 오후 5시 15분에 다리를 지났다.", "The ship passed the bridge at 05:15.", "number"),
        (
            "The town asked the yard to refrain from selling the ferry.",
            "The town asked the yard to sell the ferry.",
            "negation",
        ),
        (
            "Rook's arrival was announced by Anna Weiss.",
            "Rook accepted an invitation of the mayor Anna Weiss before his arrival.",
            "attribution",
        ),
        (
            "Hard pressed, Oslo was forced to go to Moscow for coal.",
            "Under pressure, Oslo had to turn to China for coal.",
            "name",
        ),
    ],
)
def test_what_only_sounds_like_it_is_refused(claim: str, text: str, kind: str) -> None:
    assert kind in refusals(claim, text, published="2023-09-12")


@pytest.mark.parametrize(
    ("claim", "carried"), [("They arrived in Tokyo by ferry.", False), ("Tokyo is alarmed by it.", True)]
)
def test_a_headline_names_the_state_of_a_capital_that_acts_not_where_one_was(claim: str, carried: bool) -> None:
    text = "They arrived by ferry and were alarmed by it."
    assert ("name" not in refusals(claim, text, title="Readout of a trip to Japan")) is carried


def test_a_german_compound_is_no_name() -> None:
    text = "Die Insel will Panzer, Boden-Luft-Raketen und Schiffe von Jan Rook erhalten."
    assert [name.text for name in names(text)] == ["Jan Rook"]


def test_a_name_is_known_in_german_letters() -> None:
    assert same_name("Mazegora", "Matsegora")
    assert not same_name("Mazegora", "Matvienko")


def test_a_memorandum_is_the_word_of_who_signs_it() -> None:
    text = "I determine that no ferry will sail.\n\nPublish this.\n\nJAN R. ROOK JR.\n"
    assert speaker_of("Memorandum on Ferries", text, 30) == "Jan R. Rook Jr."
    assert speaker_of("Memorandum on Ferries", "I determine this.\n\nTHE END", 10) is None


TRANSCRIPT = (
    "MR. ROOK: The yard is quiet. We have said so all along.\n\n"
    "Q Federal estimates say that the islands buy 300 tons of coal from Bergen. Will you stop it?\n\n"
    "MR. ROOK: We will look at it.\n"
)


@pytest.fixture(scope="module")
def briefing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("briefing"), seeds=False) as library:
        library.add_articles([Article(id="", title="Briefing by Jan Rook and others", text=TRANSCRIPT, source="t")])
        yield library


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("A reporter said the islands buy 300 tons of coal from Bergen.", "supported"),
        ("The islands buy 300 tons of coal from Bergen.", "not_found"),
        ("A reporter told Rook that the islands buy 300 tons of coal from Bergen.", "supported"),
        ("A reporter said the islands buy 400 tons of coal from Bergen.", "contradicted"),
    ],
)
def test_what_a_reporter_says_is_a_reporters_word(claim: str, verdict: str, briefing: Library) -> None:
    assert check_claim(claim, briefing).verdict == verdict
