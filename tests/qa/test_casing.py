"""A question means the same however it is typed: in small letters, in capitals, or as a headline."""

from __future__ import annotations

import pytest

from qa import ask
from qa.casing import cased
from store import Library

CHO = "The delegation included the director of the Department of Ammunition Production, Cho Chun Ren."
RINNA = "Anthony Rinna, an expert on the region, doubts it. The UN and the US doubt it, too."
JERSEY = "There were drones over New Jersey, some of them over the bases of its army."


@pytest.mark.parametrize(
    ("typed", "sentence", "meant"),
    [
        ("who is cho chun ren??", CHO, "Who is Cho Chun Ren??"),
        ("WHO IS CHO CHUN REN?", CHO, "Who is Cho Chun Ren?"),
        ("Who Is Cho Chun Ren?", CHO, "Who is Cho Chun Ren?"),
        ("does anthony rinna doubt it", RINNA, "Does Anthony Rinna doubt it"),
        ("does the us doubt it", RINNA, "Does the US doubt it"),
        ("did he let us doubt it", RINNA, "Did he let us doubt it"),
        ("what flew over new jersey", JERSEY, "What flew over New Jersey"),
        ("who went to north korea in may?", "", "Who went to North Korea in May?"),
        ("who may go to north korea?", "", "Who may go to North Korea?"),
        ("кто приехал в пхеньян", "", "Кто приехал в Пхеньян"),
        ("куда, по данным сша, плыл он?", "", "Куда, по данным США, плыл он?"),
        ("WHO IS BODRAKOV AND WHAT DID HE BUILD?", "", "Who is Bodrakov and what did he build?"),
    ],
)
def test_a_name_is_known_whatever_its_case(typed: str, sentence: str, meant: str) -> None:
    assert cased(typed, [sentence]) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who made the delegation doubt production?",
        "Who is the director of that department?",
        "Which new drones flew over the bases?",
        "Where is the Far Eastern Federal University?",
        "Wer ist Direktor dieser Abteilung?",
        "KCNA?",
        "IJ\u0307\u0130 \u0130",
        "",
    ],
)
def test_what_has_its_capitals_keeps_them(question: str) -> None:
    assert cased(question, [CHO, RINNA, JERSEY, "Ammunition Production and Director of Department"]) == question


@pytest.mark.parametrize("typed", [str.lower, str.upper, str.title])
def test_the_answer_is_the_same_however_the_question_is_typed(typed: object, seed_library: Library) -> None:
    assert callable(typed)
    answer = ask(typed("When did Kim Chang Son fly out of Vladivostok in 2019?"), seed_library)
    assert "March 25" in answer.text
    assert not answer.abstained
