"""A true sentence put otherwise is refused by no hard check, and its false neighbour still is."""

from __future__ import annotations

import pytest

from qa.facts.compare import mismatches
from qa.facts.source import Source
from tests.qa.facts.refusing import JOINT, refusals

ASKED = "In the Orlov survey 86 percent want it."


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
        ("They condemned the raid.", "They condemned in the strongest possible terms the raid."),
        ("Whole chapters dealt with Peru.", "You could find whole chapters that dealt with Peru."),
        ("In 2021 the council reversed the sale.", "In 2021 we reversed the previous council's sale."),
        ("Орлов подтвердил, что мост стоит.", "Orlov reaffirmed that the bridge stands."),
        ("According to Weiss, the 2018 plan did not mention Chad.", "WEISS: In 2018 Chad wasn’t even mentioned."),
        ("Орлов не покидал долину.", "Orlov stayed within the valley."),
        ("Peru gave Chile 100 million dollars in relief.", "Peru provided 100 million dollars in relief to Chile."),
        ("The leaders announced that a museum is being built.", "Today, we announce the building of a museum."),
        ("Orlov has an interest in trade.", "According to him, Orlov is extremely interested in trade."),
        ("She left without saying if she would return.", "She left and did not say whether she would return."),
        (
            "Nonhumanitarian, nontrade-related help will not be provided by Denmark to the mills for Fiscal Year 2025.",
            "Denmark will not provide nonhumanitarian, nontrade-related help to the mills for Fiscal Year (FY) 2025.",
        ),
        (
            "The ferry remained on time, and its crew was paid.",
            "And I would only add that the ferry remained on time and its crew was paid.",
        ),
        (
            "The harvest fair should not be seen as a kind of coming-out party for the mayor and the town.",
            "I don’t think that you should look at this harvest fair as some sort of coming-out party for the mayor "
            "and for the town.",
        ),
        (
            "Frost has limited the mayor's ability to mend the roof because he cannot obtain some of the slates.",
            "The frost has had an effect — his ability to mend the roof has been curtailed by the fact that he can’t "
            "get the — some of the slates.",
        ),
        (
            "They welcomed that Norway had lately approved Japan's membership in the club.",
            "They welcomed Norway’s late approval of Japan’s club membership and want Japan to join it soon.",
        ),
        (
            "In May the mayor told his team to give the school ten buses.",
            "I am able to confirm, as you’ve heard from others, that in May the mayor directed his team to give the "
            "school ten buses.",
        ),
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
        ("He came for the fourth time.", "He came on a four-day visit."),
        ("They will talk only under preconditions.", "They will talk with no preconditions."),
        (
            "Putin ruled out going to the mill himself.",
            "Vladimir Putin also said that he intended to visit the mill, but did not say whether he would meet Kim.",
        ),
        ("The mayor refused to commit herself not to close the mill.", "We hail her commitment not to close the mill."),
        ("Kim left the Far East in 2002.", "Kim did not leave the Far East in 2002."),
        ("He left in 2001; nine years later he came back.", "He left in 2001 and came back in 2011."),
        ("They regretted the cuts in Wellington.", "We regret the cuts in the outer islands."),
    ],
)
def test_a_false_neighbour_is_still_refused(claim: str, text: str) -> None:
    assert refusals(claim, text, JOINT, "2022-12-20")


@pytest.mark.parametrize(
    ("claim", "text", "voice"),
    [
        (
            "The Weiss government announced new ferries to nine islands.",
            "Today the Weiss government is announcing new ferries to nine islands.",
            "Mr. Roe",
        ),
        (
            "Лодки плыли к мосту, а люди — к реке, сказал Орлов.",
            "MR. ORLOV: The boats went to the bridge, and the people to the river.",
            "Mr. Orlov",
        ),
    ],
)
def test_who_speaks_in_a_transcript_may_be_named_otherwise(claim: str, text: str, voice: str) -> None:
    assert refusals(claim, text, published="2022-12-20", voice=voice) == set()


def test_a_survey_speaks_through_whoever_tells_of_it() -> None:
    claim = "According to the Orlov survey, 86 percent want it."
    told = Source(ASKED, (ASKED,), (), "A title", None, None, "Ms. Roe", ("Ms. Roe",), article=ASKED)
    assert not [m for m in mismatches(claim, told) if not m.soft]


@pytest.mark.parametrize(
    ("claim", "text", "before", "voice"),
    [
        (
            "It was Minister Weiss who said that at Camp Oak they had agreed to hold a fair every year.",
            "Last year, at Camp Oak, we agreed to hold a fair every year, and I do so with Minister Weiss.",
            "",
            "Mr. Orlov",
        ),
        (
            "Rudenko, the Russian ambassador to Chad, said the mine is shut.",
            "The Russian ambassador to Chad Alexander Matsegora said the mine is shut.",
            "Andrei Rudenko came in May.",
            None,
        ),
    ],
)
def test_another_speaker_is_refused(claim: str, text: str, before: str, voice: str | None) -> None:
    """He stands nearby, in the sentence or before it, and said something else."""
    assert "attribution" in refusals(claim, text, published="2022-12-20", voice=voice, before=before)
