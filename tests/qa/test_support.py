"""The proof accepts what an article says in other words, and nothing that it says otherwise.

The articles are invented and short; meaning is the real embedding's, storage the real Chroma.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.evidence import Evidence
from qa.spans import Weighed, weigh
from qa.support import Support, check
from store import Library
from store.article import Article

ARTICLES = (
    Article(
        id="", title="Border guard reports a deployment", publisher="Coast Herald", published="2024-10-18",
        text="The regional staff said that 1,500 troops were sent to the training ground at Sergeyevka on Monday. "
        "The soldiers came by sea and were housed in four barracks. Their commander, Colonel Pak Yong Su, "
        "will inspect the ground in November.",
    ),
    Article(
        id="", title="Ministry on the shells", publisher="Evening Ledger", published="2023-11-03",
        text="The North Korean foreign ministry denied that it had sold artillery shells to Moscow. "
        "A shipping analyst, Hans Vogel, said the port had allegedly loaded ten thousand containers. "
        "The port authority did not publish a list of the cargo.",
    ),
    Article(
        id="", title="A new bridge", publisher="Tumen Post", published="2025-05-02",
        text="Work on the road bridge across the Tumen River began on 30 April 2025. "
        "Prime Minister Mikhail Mishustin said the bridge would be a symbol of friendship. "
        "Governor Oleg Kozhemyako said the crossing should cost about 9 billion roubles. "
        "The bridge will be 850 metres long.",
    ),
    Article(
        id="", title="Ferry resumes its trips", publisher="Harbour News", published="2018-06-11",
        text="The ferry Mangyongbong resumed its trips between Rajin and Vladivostok in May. "
        "It carried 193 passengers and 40 percent of its usual freight. "
        "The captain asked: “Will the tourists come back this summer?”",
    ),
    Article(
        id="", title="Хлеб для соседей", publisher="Приморский листок", published="2020-05-14", language="ru",
        text="Россия передала КНДР 25 тысяч тонн пшеницы в качестве гуманитарной помощи. "
        "Посол Александр Мацегора сообщил, что груз прибыл в порт Чхонджин.",
    ),
    Article(
        id="", title="Workers go home", publisher="Seoul Monitor", published="2019-12-20",
        text="Russia sent home about 10,000 North Korean workers before the deadline of the United Nations. "
        "Sergey Lavrov told reporters that the resolution was being carried out in full. "
        "A South Korean diplomat disputed the figure.",
    ),
    Article(
        id="", title="Delegations in Rajin", publisher="Tumen Post", published="2022-08-09",
        text="The delegations talked in Rajin for four days. A banquet was held for them, but a press conference "
        "after the talks is not planned.",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("invented"), seeds=False) as opened:
        report = opened.add_articles(ARTICLES)
        assert len(report.added) == len(ARTICLES), "articles of no file must not replace one another"
        yield opened


@pytest.fixture(scope="module")
def evidence(library: Library) -> Evidence:
    return Evidence.gather("What did Russia and North Korea do?", library, k=12)


def proof(claim: str, evidence: Evidence) -> Support:
    return check(claim, evidence)


CARRIED = {
    "negation in other words": "No press conference is scheduled after the talks of the delegations in Rajin.",
    "the sentence itself": "The soldiers came by sea and were housed in four barracks.",
    "in other words": "The soldiers arrived by sea and were put up in four barracks.",
    "number written out": "The staff said fifteen hundred troops were sent to Sergeyevka.",
    "separator left out": "The regional staff said that 1500 troops were sent to the training ground at Sergeyevka.",
    "date by the article's date": "The regional staff said 1,500 troops were sent to Sergeyevka on 14 October 2024.",
    "weekday": "The regional staff said 1,500 troops were sent to the training ground on Monday.",
    "denial kept": "North Korea's foreign ministry denied selling artillery shells to Moscow.",
    "number folded": "According to Hans Vogel, the port had allegedly loaded 10,000 containers.",
    "hedge kept": "Analyst Hans Vogel said the port allegedly loaded ten thousand containers.",
    "negation kept": "The port authority has not published a list of the cargo.",
    "less exact date": "Work on the road bridge across the Tumen began in April 2025.",
    "speaker kept": "Mishustin said that the bridge would be a symbol of friendship.",
    "digits of a scale": "Kozhemyako said that the crossing should cost about 9,000,000,000 roubles.",
    "percent": "The ferry carried 193 passengers and 40% of its usual freight.",
    "month by the article's date": "The ferry Mangyongbong resumed trips between Rajin and Vladivostok in May 2018.",
    "thousand as a word": "Russia sent home about ten thousand North Korean workers before the UN deadline.",
    "alias of a name": "Russia sent home some 10,000 DPRK workers before the UN deadline.",
    "a figure disputed": "A South Korean diplomat disputed the figure.",
}


@pytest.mark.parametrize("case", CARRIED)
def test_what_the_article_says_is_proven(case: str, evidence: Evidence, library: Library) -> None:
    """A true sentence marked as unproven teaches readers to ignore the marks."""
    found = proof(CARRIED[case], evidence)
    assert found.verdict in ("supported", "partial"), found.reasons
    assert found.span is not None
    assert library.article(found.span.passage.article.id).text[found.span.start : found.span.end] == found.span.text


def test_a_doubt_that_is_outweighed_is_told(tmp_path: Path) -> None:
    """A reader who stands behind the sentence has to know what the checks did not find in the source."""
    text = "The new ferry left at noon. Bicycles travel free of charge on it. The crossing takes an hour."
    with Library.open(tmp_path, seeds=False) as opened:
        opened.add_articles(
            [Article(id="", title="Ferry", publisher="Coast Herald", published="2024-10-18", text=text)]
        )
        claim = "Passengers of the new ferry can take bicycles along at no cost."
        found = check(claim, Evidence.gather(claim, opened, k=12))
        assert (found.verdict, found.reasons) == ("partial", ("the source does not negate this",))


ACROSS_SCRIPTS = {
    "Russian claim, English source": "Россия отправила домой около 10 тыс. северокорейских рабочих.",
    "Korean claim, English source": "러시아는 북한 노동자 약 1만 명을 집으로 돌려보냈다.",
    "English claim, Russian source": "Russia gave the DPRK 25,000 tonnes of wheat as humanitarian aid.",
}


@pytest.mark.parametrize("case", ACROSS_SCRIPTS)
def test_numbers_and_names_are_read_across_scripts(case: str, evidence: Evidence) -> None:
    found = proof(ACROSS_SCRIPTS[case], evidence)
    assert found.verdict in ("supported", "partial"), found.reasons


NOT_CARRIED = {
    "ten times the number": "The regional staff said that 15,000 troops were sent to the ground at Sergeyevka.",
    "a tenth of the number": "The regional staff said that 150 troops were sent to the training ground at Sergeyevka.",
    "confirmed for denied": "The North Korean foreign ministry confirmed that it had sold artillery shells to Moscow.",
    "denial dropped": "The North Korean foreign ministry sold artillery shells to Moscow.",
    "same beginning, another end": "The regional staff said that 1,500 troops were sent to attack the city of Kursk.",
    "same beginning, an addition": "The soldiers came by sea and were housed in a palace built by Emperor Napoleon.",
    "another number, across languages": "Россия отправила домой около 100 тыс. северокорейских рабочих.",
    "another number in Korean": "러시아는 북한 노동자 약 10만 명을 집으로 돌려보냈다.",
    "planned for not planned": "A press conference will follow the talks in Rajin.",
    "another unit of time": "The delegations talked in Rajin for four weeks.",
    "another weekday": "The regional staff said 1,500 troops were sent to the training ground on Friday.",
    "another date": "Work on the road bridge across the Tumen River began on 12 April 2025.",
    "another year": "Work on the road bridge across the Tumen River began in 2024.",
    "more exact than the source": "The ferry Mangyongbong resumed its trips to Vladivostok on 3 May 2018.",
    "another speaker": "Sergey Lavrov said the bridge would be a symbol of friendship.",
    "the neighbour's words": "Oleg Kozhemyako said the bridge would be a symbol of friendship.",
    "hedge dropped": "The port loaded ten thousand containers.",
    "hedge turned into fact": "It is confirmed that the port loaded ten thousand containers.",
    "negation dropped": "The port authority published a list of the cargo.",
    "negation added": "Russia did not send home about 10,000 North Korean workers before the UN deadline.",
    "denied in words the source has not": "The ferry Mangyongbong did not sail again in May.",
    "question taken as a statement": "The tourists will come back this summer.",
    "percent for a count": "The ferry carried 193 percent of its usual passengers.",
    "another name": "Their commander, Colonel Ri Chol Min, will inspect the ground in November.",
    "another country": "Russia sent home about 10,000 Vietnamese workers before the deadline of the United Nations.",
    "places swapped for others": "The ferry Mangyongbong resumed its trips between Wonsan and Niigata in May.",
    "made-up quotation": "Mishustin said: “This bridge will carry a million travellers in its first summer.”",
    "nothing like it": "Bread rises because yeast makes carbon dioxide.",
    "no words": "— … !",
}


@pytest.mark.parametrize("case", NOT_CARRIED)
def test_what_the_article_does_not_say_is_never_proven(case: str, evidence: Evidence) -> None:
    """One false sentence shown as proven is worse than no proof at all."""
    found = proof(NOT_CARRIED[case], evidence)
    assert found.verdict == "unsupported", found.span
    assert found.reasons


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("ten times the number", "1,500"),
        ("denial dropped", "denied"),
        ("another date", "30 April 2025"),
        ("another speaker", "Mishustin"),
        ("hedge dropped", "alleged"),
        ("made-up quotation", "quoted words are not the source's"),
    ],
)
def test_the_reason_says_what_the_source_says(case: str, words: str, evidence: Evidence) -> None:
    assert any(words in reason for reason in proof(NOT_CARRIED[case], evidence).reasons)


@pytest.mark.parametrize("case", ["ten times the number", "confirmed for denied", "denial dropped", "another date"])
def test_a_sentence_the_source_contradicts_is_told_from_one_it_lacks(case: str, evidence: Evidence) -> None:
    assert proof(NOT_CARRIED[case], evidence).contradicted


def test_a_plan_told_as_done_is_proven_in_part_only(evidence: Evidence) -> None:
    found = proof("Colonel Pak Yong Su inspected the ground in November.", evidence)
    assert found.verdict != "supported"
    assert found.reasons


def test_a_proof_in_another_passage_than_the_cited_one_is_told(evidence: Evidence) -> None:
    claim = "The soldiers came by sea and were housed in four barracks."
    other = next(i for i, hit in enumerate(evidence.hits) if "barracks" not in hit.passage.text)
    right = next(i for i, hit in enumerate(evidence.hits) if "barracks" in hit.passage.text)
    assert check(claim, evidence, [other]).elsewhere
    assert not check(claim, evidence, [right]).elsewhere


def test_an_empty_library_proves_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Library.open(tmp_path_factory.mktemp("empty"), seeds=False) as empty:
        assert check("Kim met Putin.", Evidence.gather("Who met?", empty)).verdict == "unsupported"


def test_what_is_proven_elsewhere_is_weighed_further_only_where_it_is_cited(seed_library: Library) -> None:
    """The user would wait longer for every sentence, and no verdict would be another."""
    claim = "The Russian lawmakers spent five days in Pyongyang."
    evidence = Evidence.gather(claim, seed_library, k=12)

    def settles(one: Weighed) -> bool:
        return one.carries

    proof = next(one for one in weigh(claim, evidence) if settles(one))
    cited = next(i for i, hit in enumerate(evidence.hits) if hit.passage.id != proof.span.passage.id)
    weighed = weigh(claim, evidence, [cited], settles)
    at = next(i for i, one in enumerate(weighed) if settles(one))
    asked_for = evidence.hits[cited].passage.id
    assert all(w.span.passage.id == asked_for or weighed[at].span.holds(w.span) for w in weighed[at + 1 :])
    assert len(weighed) < len(weigh(claim, evidence, [cited]))
