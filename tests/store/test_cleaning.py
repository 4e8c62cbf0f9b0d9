"""Boilerplate never becomes evidence, and no sentence of an article is lost with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library
from store.cleaning import clean, is_boilerplate
from store.text import sanitise

SEEDS = Path(__file__).parents[2] / "seeds"
SEED_FURNITURE = [
    "Russian Minister Vladimir Kolokoltsev - Russia News",  # stays without the name of the site
    "Subscribe to Newsletter",
    "Subscribe to our daily curated newsletter to receive the latest of Politicoscope top politics stories delivered to"
    " your email inbox.",
    "Most Popular",
    "• NK News",
    "Most Read",
    "Thank you for visiting Show your strong support.",
    "+ Share this content with friends or Leave your comment below.",
    "+ Subscribe for content like this and more.",
    "+ Submit news or tips.",
    "Donate now to help us provide more story like this.",
    "More Donation Options",
    "* Here are other Donation options for you.",
    "* For Premium News readers, you can register here today.",
    "Photo: KCNA/Reuters",
]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to Newsletter",
        "Sign up for our free daily newsletter",
        "Most Popular",
        "MOST READ:",
        "Related articles",
        "Photo: KCNA/Reuters",
        "Photo credit: Kremlin press service",
        "Фото: РИА Новости",
        "사진: 연합뉴스",
        "Читайте также",
        "+ Share this content with friends or Leave your comment below.",
        "Thank you for visiting Show your strong support.",
        "Donate now to help us provide more story like this.",
        "Follow us on Telegram",
        "Share on Facebook",
        "Copyright © 2023 Example Media. All rights reserved.",
        "We use cookies to improve your visit.",
        "Have a tip? Send us an e-mail.",
        "Advertisement",
    ],
)
def test_furniture_of_a_site_goes(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "The charity asked readers to donate now to the flood victims, KCNA reported.",
        "Donations from Moscow reached Pyongyang in September.",
        "“Subscribe to our newsletter,” the embassy's site says.",
        "Photo opportunities were scarce during the visit.",
        "Photo: the leaders shake hands, a picture that the minister said was taken before the talks.",
        "Share prices of Russian railways rose after the summit.",
        "Most popular among the visitors was the cruise to Rajin.",
        "Follow-up talks are planned for spring.",
        "Support for the embassy came from Beijing.",
        "Join the army, the posters say.",
        "Comments by the ambassador were not published.",
        "Russian tourists subscribe to strict rules when they visit.",
        "The newsletter of the Russian embassy reported the donation of wheat.",
        "Kim's visit to Russia alarms US",
        "If you compare the two visits, the second was longer.",
        "Contact between the ministries stopped in 2020.",
        "Get out, he told the diplomats.",
        "- Julie Turner, Nominee for Special Envoy on North Korean Human Rights Issues",
        "MR. KIRBY:  Nothing to add.",
        "[...]",
    ],
)
def test_what_an_article_says_about_such_things_stays(line: str) -> None:
    assert not is_boilerplate(line)
    assert clean(f"First sentence of the body.\n\n{line}\n\nLast sentence of the body.").count(line) == 1


def test_an_agency_credit_goes_and_a_list_stays() -> None:
    assert clean("He left on Monday.\n\n  • NK News\n\nMost Read") == "He left on Monday."
    listed = "The delegation:\n• Sergei Shoigu\n• Sergei Lavrov"
    assert clean(listed) == listed


@given(st.lists(st.text(st.characters(categories=("L", "N", "P", "Zs"))), max_size=12))
def test_cleaning_only_drops_whole_lines_and_is_idempotent(lines: list[str]) -> None:
    text = sanitise("\n".join(lines))
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    kept = iter(line.strip() for line in text.split("\n"))
    assert all(any(line.strip() == other for other in kept) for line in cleaned.split("\n") if line)


def test_the_seeds_lose_their_boilerplate_and_not_one_line_of_their_bodies(seed_library: Library) -> None:
    articles = {Path(article.source).name: article for article in seed_library.articles()}
    dropped: list[str] = []
    for file in SEEDS.glob("*.md"):
        body = sanitise(file.read_text(encoding="utf-8").split("---", 2)[2])
        kept = articles[file.name].text.split("\n")
        dropped += [line.strip() for line in body.split("\n") if line.strip() and line.rstrip() not in kept]
    assert sorted(set(dropped)) == sorted(SEED_FURNITURE)
