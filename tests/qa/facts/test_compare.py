"""A true sentence in other words is refused by no hard check, and its false neighbour still is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.facts.compare import mismatches
from qa.facts.source import Source, speaker_of

JOINT = "United States – Aotearoa New Zealand Joint Statement"


def refusals(claim: str, text: str, title: str = "A title", published: str | None = None) -> set[str]:
    """The kinds of the hard mismatches of a claim with the sentences of `text`, one a line."""
    sentences = tuple(text.split("\n"))
    source = Source(" ".join(sentences), sentences, (), title, None, published)
    return {m.kind for m in mismatches(claim, source) if not m.soft}


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "Not since Anna Weiss's trip had so senior a minister come.",
            "He is the most senior minister since Anna Weiss.",
        ),
        ("The summit in February produced no deal.", "It followed the surprise no-deal summit in February."),
        ("Whole pages dealt with Iceland.", "Chad was not even mentioned, though whole pages dealt with Iceland."),
        ("A new package will come.", "You will see — well, no, you know that a new package is coming."),
        (
            "Ukraine held a summit with a hundred states.",
            "Split-screen, if you will, Ukraine held a summit with a hundred states.",
        ),
        (
            "They regretted Moscow's undermining of the treaty.",
            "They regret Russia’s decision to undermine the treaty.",
        ),
        (
            "The cities were shelled early on Christmas Day.",
            "In the early hours of Christmas the cities were shelled.",
        ),
        (
            "American objections to harsh Chinese acts were raised.",
            "He raised U.S. objections to the PRC’s harsh acts.",
        ),
        ("They feared that North Korean troops were sent.", "They voiced fear over troop deployments by North Korea."),
        (
            "Lavrov had invited Kim to Moscow.",
            "Kim accepted an invitation to Moscow from foreign minister Sergey Lavrov.",
        ),
        ("Rosa Pime thinks of the Icelandic wind.", "Rosa Pime thinks of the wind of Iceland."),
        (
            "Reuters wrote that the delegation included an engineer.",
            "According to Reutersthe delegation included an engineer.",
        ),
        ("He left in 2001; ten years later he came back.", "He left in 2001 and came back in 2011."),
        ("One specialist called the meeting overdue.", "One expert said the meeting was overdue."),
        ("The strike ended without a deal.", "The no-deal strike is over."),
        ("The mayor told the bakers not to sell bread.", "The mayor warned bakers against selling bread."),
        (
            "What counts for the town is its people rather than letters from the capital.",
            "The people of our town are what counts, and not letters from the capital.",
        ),
        ("Nondairy drinks will be sold at the fair.", "The fair will sell nondairy drinks."),
        (
            "The minister stays calm about the flood.",
            "I would just tell you that the minister stays calm on the flood.",
        ),
        ("They condemned the raid.", "They condemned in the strongest possible terms the raid."),
        ("Whole chapters dealt with Peru.", "You could find whole chapters that dealt with Peru."),
        ("The Weiss government announced new ferries.", "Today the Weiss government is announcing new ferries."),
        ("По мосту ездят, а под ним — плавают, сказал Орлов.", "The bridge is driven on and swum under, said Orlov."),
        (
            "According to the Danish survey, 86 percent want it.",
            "The Danish survey asked; MS. ROE: 86 percent want it.",
        ),
        ("In 2021 the council reversed the sale.", "In 2021 we reversed the previous council's sale."),
        ("Орлов подтвердил, что мост стоит.", "Orlov reaffirmed that the bridge stands."),
        (
            "The treaty provides for more trains between the towns.",
            "By the treaty both sides agreed to run more trains between the towns.",
        ),
        (
            "The fair should not be seen as a party for the mayor.",
            "I don't think that you should look at the fair as a party for the mayor.",
        ),
        (
            "Weiss warned that no single bridge would be a cure.",
            "WEISS: As I’ve said before, no single bridge is a cure.",
        ),
        ("According to Weiss, the 2018 plan did not mention Chad.", "WEISS: In 2018 Chad wasn’t even mentioned."),
        (
            "They cannot mend the roof because they cannot obtain the slates.",
            "They cannot mend the roof by the fact that they can't get the — some of the slates.",
        ),
        ("Орлов не покидал долину.", "Orlov stayed within the valley."),
        ("Peru gave Chile 100 million dollars in relief.", "Peru provided 100 million dollars in relief to Chile."),
        (
            "They welcomed that Peru had approved Chile's membership in the club.",
            "They welcomed Peru’s approval of Chile’s club membership.",
        ),
        ("The leaders announced that a museum is being built.", "Today, we announce the building of a museum."),
        ("Weiss told his team to close the mine.", "Weiss directed his team to close the mine."),
        ("Orlov has an interest in trade.", "According to him, Orlov is extremely interested in trade."),
        ("She left without saying if she would return.", "She left and did not say whether she would return."),
        ("Датские врачи приехали в Чад.", "Danish doctors came to Chad."),
        ("Kim did not leave the Far East in 2002.", "During a brief visit in 2002, Kim stayed within the Far East."),
        ("He did not say if he would meet Kim.", "He did not specify whether he would meet Kim."),
        ("Spending was 4.2 per cent higher.", "Spending marked a 4.2 percent increase."),
        ("Kislyak, once ambassador in Washington, came.", "Kislyak, formerly ambassador to the U.S., came."),
        (
            "Fiji was the first Pacific island state to join.",
            "They hailed Fiji’s decision to join, the first Pacific nation to.",
        ),
        ("He called Chang Hojin, South Korea's new director.", "He called Chang Hojin, his new peer in South Korea."),
        (
            "They warned of growing ties for months.",
            "For months, in downgraded intelligence, they warned of burgeoning ties.",
        ),
        ("It is the challenge of the coming 25 years.", "It is the challenge of the next quarter century."),
        (
            "Kim's invitation to Moscow came from Lavrov.",
            "Kim had an invitation to Moscow from Russian minister Lavrov.",
        ),
        ("They may doubt that the vote will happen.", "They may not yet be certain that the vote will happen."),
        ("Chad's economy was weakened.", "They may discuss help for Chad, whose economy was weakened by drought."),
        ("Media have written that Chad buys shells.", "Media wrote that Chad is allegedly buying shells."),
        (
            "The empty wagons came on 18 November and were loaded the next day.",
            "On November 18th the empty wagons came.\nOn the next day, November 19th, the wagons were loaded.",
        ),
    ],
)
def test_other_words_for_the_same_are_not_refused(claim: str, text: str) -> None:
    assert refusals(claim, text, published="2022-12-20") == set()


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The minister turned down the invitation.", "The minister accepted the invitation."),
        ("Russia is sending arms to Iran and Syria.", "Russia is receiving arms from Iran and Syria."),
        ("Chad was mentioned on whole pages.", "Chad was not mentioned, though whole pages dealt with Iceland."),
        ("The talks in Moscow ended.", "The talks in Kazan, Russia’s decision notwithstanding, ended."),
        (
            "The wagons were loaded on 18 November.",
            "On November 18th it had rained a lot.\nOn November 19th the wagons were loaded.",
        ),
        (
            "He has not used North Korean shells.",
            "He has used North Korean shells.\nIt would not help North Korean schools.",
        ),
        ("The pool is open for guests as well as for members.", "The pool is open only for members."),
        ("The tunnel is only one of several ways to the mine.", "The tunnel is the only way to the mine."),
        ("She came a month after the flood.", "She came a week after the flood."),
        ("The minister ruled out visiting the mine.", "The minister meant to visit the mine, but did not say when."),
        ("It was Weiss who praised the mine.", "Orlov, who praised the mine, left early."),
        ("He came for the fourth time.", "He came on a four-day visit."),
        (
            "Anna Weiss, the Danish envoy to Chad, said the mine is shut.",
            "The Danish envoy to Chad Karen Holm said the mine is shut.",
        ),
        ("They will talk only under preconditions.", "They will talk with no preconditions."),
        ("Kim left the Far East in 2002.", "Kim did not leave the Far East in 2002."),
        ("He left in 2001; nine years later he came back.", "He left in 2001 and came back in 2011."),
        ("They regretted the cuts in Wellington.", "We regret the cuts in the outer islands."),
    ],
)
def test_a_false_neighbour_is_still_refused(claim: str, text: str) -> None:
    assert refusals(claim, text, JOINT, "2022-12-20")


@pytest.mark.parametrize(
    ("text", "in_part"),
    [
        ("Progress was made on projects such as a bridge and a plan for a house.", False),
        ("The two plan to make progress on projects such as a bridge.", True),
    ],
)
def test_a_plan_beside_what_was_done_does_not_weaken_it(text: str, in_part: bool) -> None:
    found = list(
        mismatches("They made progress on projects such as a bridge.", Source(text, (text,), (), "", None, None))
    )
    assert bool(found) is in_part


def test_the_one_whose_remarks_an_article_is_says_what_stands_in_it() -> None:
    """A gaggle has no label before its first words; its headline tells who speaks them."""
    assert speaker_of("Press Gaggle by Advisor John Kirby", "We act.\n\nMR. BELL:  Why?\n\nMR. KIRBY:  So.", 7) == (
        "Advisor John Kirby"
    )
    assert speaker_of("Press Briefing by Karine Jean-Pierre and John Kirby", "We act.", 7) is None
    asked = "We act.\n\nMR. KIRBY:  So.\n\nQ  Why?\n\n[...]\n\nBecause."
    assert speaker_of("A gaggle", asked, len(asked)) is None
    assert speaker_of("Visit by Kim Jong Un", "He came.", 8) is None


def test_one_named_before_may_speak_by_his_office() -> None:
    before = ("Alexander Vorontsov suggested that security will be discussed.",)
    text = "“Tensions are rising,” the Korean scholar noted."
    source = Source(text, (text,), before, "A title", None, None)
    assert not [m for m in mismatches("Vorontsov said that tensions are rising.", source) if not m.soft]
    assert [m for m in mismatches("Matsegora said that tensions are rising.", source) if not m.soft]


def test_what_is_told_behind_a_date_may_be_given_that_date() -> None:
    text, before = "Then a banquet was given.", ("The visit was in April 2019.",)
    source = Source(text, (text,), before, "A title", None, "2023-09-12")
    assert all(m.soft for m in mismatches("A banquet was given in 2019.", source))
    assert any(not m.soft for m in mismatches("A banquet was given in 2018.", source))


def test_a_date_beside_another_event_of_the_source_is_refused_by_the_day_of_its_own() -> None:
    text = "At the end of July the minister came to Pyongyang.\nIn August the ships left for Rason."
    refused = "The minister came to Pyongyang in August 2023."
    assert "date" in refusals(refused, text, published="2023-09-15")
    assert "date" not in refusals(refused.replace("August", "July"), text, published="2023-09-15")


_TOLD = st.lists(
    st.sampled_from(
        "Kim Putin not will “ ” , . 12 August May 2023 on 5% denied sent from to who 김정은 приехал".split()
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(_TOLD, st.text(max_size=60)), st.one_of(_TOLD, st.text(max_size=60)))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_comparison(claim: str, text: str) -> None:
    """One odd sentence of a model would cost the whole answer."""
    assert refusals(claim, text, published="2023-09-15") >= set()


def test_a_weekday_is_the_same_told_before_it_and_after() -> None:
    text = "The President will receive him here on Thursday."
    assert "date" not in refusals("The visit was on Thursday.", text, published="2023-09-15")
    assert "date" in refusals("The visit was on Friday.", text, published="2023-09-15")


def test_we_in_a_joint_statement_are_the_states_of_its_headline() -> None:
    text = "We note with concern the pact of China with the islands."
    assert not refusals("Washington and Wellington voiced concern about China's pact.", text, JOINT)
    assert "name" in refusals("Washington and Canberra voiced concern about China's pact.", text, JOINT)


def test_names_alone_prove_nothing_that_is_said_of_them() -> None:
    """Else any sentence about the same two capitals carries whatever is invented about them."""
    source = "A delegation from Moscow, with the former ambassador to the U.S., ended its visit to Pyongyang."
    assert "words" in refusals("Washington welcomed the arms talks between Moscow and Pyongyang.", source)
    assert "words" not in refusals("Washington's former envoy ended a visit to Pyongyang.", source)
    assert "words" in refusals("Rosa Pime sold her horse to a farmer.", "Rosa Pime came to the harbour.")


def test_two_words_that_the_source_lacks_may_be_its_own_put_otherwise() -> None:
    assert "words" not in refusals("Moscow praised the deal.", "Moscow welcomed an agreement.")
