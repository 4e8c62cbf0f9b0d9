"""What a check made for one wording must not do to ordinary ones: found by reading the checks against plain news."""

from __future__ import annotations

import pytest

from qa.facts.lists import another_item
from tests.qa.facts.refusing import refusals


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("In the past few years, exports have increased.", "In the past few years, exports have decreased."),
        ("A few ministers supported the plan.", "A few ministers opposed the plan."),
        ("The tax was lifted and prices rose.", "The tax was lifted and prices fell."),
        ("Putin made a surprise visit to Hanoi.", "Putin hopes to visit Hanoi."),
        ("Peskov warned that Russia will respond.", "Peskov came on Tuesday. Russia will respond."),
        ("Holt urged Oslo to open the bay.", "Holt authorized the sale of coal. Oslo opened the bay."),
        ("After negotiations to end the strike, Oslo opened the yard.", "Oslo will open the yard."),
        ("The rate went from 5 percent to 9 percent.", "The rate went from 9 percent to 5 percent."),
        (
            "Iran did not launch missiles at Israel.",
            "Israel did not wait for Washington and Iran on Tuesday launched missiles at Israel.",
        ),
        ("The strike comes as no surprise to Holt.", "The strike came as a surprise to Holt."),
        ("Holt did not visit the bay in 2019.", "Holt said that the trip of 2019 was her last visit to the bay."),
        ("Police kept the crowd away from the yard.", "Police did not keep the crowd away from the yard."),
        ("Peskov said that Putin confirmed the visit.", "Putin confirmed the visit. Peskov was ill."),
        ("Merkel often said that sanctions work.", "Macron told Merkel that sanctions work."),
        ("По данным ЦРУ, Иран готовит удар.", "По данным ФСБ, Иран готовит удар."),
    ],
)
def test_a_turned_sentence_is_still_refused(claim: str, text: str) -> None:
    assert refusals(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("China did not accept the offer.", "China rejected the offer."),
        ("Peskov did not comment.", "Peskov denied any plans and did not comment."),
        ("The parade was held in Moscow.", "The Moscow parade was held on May 9."),
        ("The treaty was signed in Pyongyang.", "Pyongyang hosted Putin, who signed the treaty there."),
        ("외무성 대변인은 훈련을 비난했다.", "The foreign ministry spokesman condemned the drills."),
        ("신임 대사는 평양에 도착했다.", "The new ambassador arrived in Pyongyang."),
        ("마르크 뤼터 나토 사무총장은 우려를 표명했다.", "NATO Secretary General Mark Rutte voiced concern."),
        (
            "In 2019 Kim Jong Un visited Vladivostok.",
            "In 2019 Kim Jong Un took a train from Pyongyang, and in 2023 he came to Vladivostok a second time.",
        ),
        ("The leaders discussed a deal.", "The no-deal summit ended early. The leaders discussed a deal on coal."),
        ("Food is short in the country.", "Visitors such as Ivanov spoke of food shortages in the country."),
        ("With no other choice, Moscow sent ships.", "Moscow had no other choice and sent ships."),
    ],
)
def test_a_plain_one_is_not(claim: str, text: str) -> None:
    assert refusals(claim, text) == set()


def test_a_list_of_one_name_or_a_claim_of_several_is_nobody_elses() -> None:
    visit = "- Putin arrived in Pyongyang.\n- Putin met Kim.\n- Putin left for Hanoi."
    assert not list(another_item("Putin met Kim.", visit))
    signers = "- Ivanov, minister\n- Petrov, head of trade, who signed the agreement\n- Sidorov, ambassador"
    assert not list(another_item("Ivanov, Petrov and Sidorov signed the agreement on trade.", signers))
    assert not list(another_item("Russia supplied oil.", "Russia - Oil - Coal - Russia"))
