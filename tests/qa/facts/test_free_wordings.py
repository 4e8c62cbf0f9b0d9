"""Claims far from the words of their articles: what is said in other words is carried, what is not said is not."""

from __future__ import annotations

import pytest

from qa.facts.names import names
from qa.facts.numbers import numbers
from qa.facts.script import same_name
from tests.qa.facts.refusing import refusals


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        (
            "Jan Rook said he would not be surprised to see the ferry sail in the coming weeks.",
            "“I wouldn’t be surprised if we see the ferry sail in the next weeks,” said Jan Rook.",
        ),
        (
            "По мнению Боргена, Осло нужен паром, чтобы выглядеть значимым.",
            "“Most likely, this is an attempt to get what Oslo needs to appear significant, a ferry,” Jan Borgen said.",
        ),
        (
            "Nobody has officially said when the ferry will sail.",
            "No official information has been provided about when the ferry will sail.",
        ),
        (
            "Officials gave neither a date nor a price for the ferry.",
            "No official information has been provided about the date and price of the ferry.",
        ),
        (
            "Rook sees hardly any question on which the two towns would disagree.",
            "According to Rook, the two towns have the same positions on almost all questions.",
        ),
        (
            "The yard's budget grew by 4.2 percent to 44.45 billion dollars.",
            "The yard’s budget totaled $44.45 billion and marked a 4.2 percent increase.",
        ),
        (
            "The yard is growing on a scale not seen since the war.",
            "The yard is undertaking the most significant growth since the war.",
        ),
        (
            "With no other way home, the sailors crossed the bay on a raft.",
            "The sailors who needed to return home had to cross the bay on a raft.",
        ),
        (
            "Rook speculated that the yard wanted to spare itself embarrassment by keeping quiet about the sale.",
            "“One might speculate that the yard chose not to announce the sale to avoid embarrassment,” Rook said.",
        ),
        (
            "Rook spoke for the first time with Ines Holt about coal.",
            "Rook held an introductory call with Ines Holt on coal.",
        ),
        (
            "Rook warned that ferries sent to the bay would be fair targets.",
            "“If they send ferries to the bay, they’re fair targets,” Rook said.",
        ),
        ("Rook ordered all ferries out of the bay.", "Rook directed his team to take all ferries out of the bay."),
        (
            "Rook had so far seen no evidence that Oslo was selling coal.",
            "Rook has not seen evidence thus far of Oslo selling coal.",
        ),
        (
            "No ferry of greater length had come to the bay since 1957.",
            "It is the longest ferry to come to the bay since 1957.",
        ),
        ("The town began easing its harbour closure in May.", "In May the town began to open its harbour."),
        (
            "Worries long kept the yard from selling the ferry.",
            "Until recently the yard was unable to sell the ferry because of worries.",
        ),
        (
            "Rook dismissed the tale of a sunken ferry as bunk.",
            "“The tale of a sunken ferry is a bunch of bunk,” Rook said.",
        ),
        ("일본은 초청받지 못했고 노르웨이는 참관단을 보냈다.", "Norway sent observers, while Japan was not invited."),
        (
            "Handovers between mayors have been moments for strikes.",
            "Transitions between mayors have been times of strikes.",
        ),
        (
            "Министр Владимир Колокольцев прибыл в Пхеньян в понедельник, сообщило ЦТАК.",
            "Minister Vladimir Kolokoltsev came to Pyongyang on Monday, KCNA reported, amid talk of a likely summit.",
        ),
        (
            "러시아와 북한은 '2019~2020년 교류 계획'에 서명했다.",
            "Russia and North Korea signed a “2019-2020 plan of exchange.”",
        ),
        (
            "Laut Fjodor Tertiskiy berichtete der Norden über den Besuch.",
            "“It was the North which reported on the visit,” Fyodor Tertiskiy said.",
        ),
        (
            "A strike would come as no surprise, Holt said.",
            "“A strike wouldn’t come as a surprise to anybody,” Holt said.",
        ),
        (
            "The ties are worrisome for the Korean Peninsula, Kirby said.",
            "“The ties are worrisome for the Peninsula,” Kirby said.",
        ),
        (
            "Never had a mayor of Oslo met a U.S. envoy so early in the term.",
            "It was the earliest meeting in the term of a mayor of Oslo with an envoy of the U.S.",
        ),
        (
            "Holt did not know the rules well enough to judge if the sale broke them.",
            "“I’m not expert enough on the rules to know whether the sale broke them,” Holt said.",
        ),
        (
            "Holt would not find it surprising if they met in May.",
            "“I wouldn’t be surprised if they met in May,” Holt said.",
        ),
        ("Sailors came to the islands in World War II.", "During the Second World War, sailors came to the islands."),
        (
            "The number of towns with a ferry has grown from nine to 23, Holt said.",
            "“When we came, nine towns had a ferry; now it’s 23,” Holt said.",
        ),
        (
            "If the reports prove true, they show despair, Holt said.",
            "“It would also, if true, show despair,” Holt said of the reports.",
        ),
        (
            "Holt came to Oslo.",
            "Rook did not visit Bergen and Holt came to Oslo.",
        ),
    ],
)
def test_what_is_said_in_other_words_is_not_refused(claim: str, text: str) -> None:
    assert refusals(claim, text) == set()


@pytest.mark.parametrize(
    ("claim", "text", "kind"),
    [
        (
            "The Bergen Post said that coal will be the key topic of the talks.",
            "The Bergen Post, which told of Rook’s upcoming visit, said that coal could become a topic of the talks.",
            "hedge",
        ),
        (
            "Oslo has already delivered small ferries to the islands.",
            "The town is concerned that negotiations to acquire small ferries from Oslo are advancing.",
            "future",
        ),
        (
            "It was established that the ferries would enter the bay.",
            "If the ferries do enter the bay, Rook said, this would show despair.",
            "hedge",
        ),
        (
            "It was not the yard that reported on the visit, as Rook noted.",
            "“Most likely, this is an attempt,” Rook said, “and it was the yard which reported on the visit.”",
            "negation",
        ),
        (
            "Rook would put Norway and Denmark in exactly one box on coal.",
            "Rook said he would not put Norway and Denmark in precisely one box on coal.",
            "negation",
        ),
        (
            "Laut einer Gallup-Umfrage sind 86 Prozent besorgt.",
            "Eighty-six percent have concerns about that, Rook said.",
            "attribution",
        ),
        (
            "Rook called the visit overdue after the meeting at which both towns struck a deal.",
            "After the no-deal meeting of both towns, Rook called the visit overdue.",
            "negation",
        ),
        (
            "Im Mai nahm die Stadt die Flüge nach Chabarowsk auf.",
            "In May the town resumed flights to Vladivostok.",
            "name",
        ),
        (
            "러시아 방문은 존중을 보여준다고 안드레이 루덴코가 말했다.",
            "The visit shows respect for Russia, Alexander Vorontsov said.",
            "attribution",
        ),
        (
            "Holt shared her love for five songs with the mayor.",
            "Holt shared her love for the songs “Harbour”, “Evening” and “A Million Lights” with the mayor.",
            "number",
        ),
        (
            "Es gehe um die Interessen der Länder, sagte der Botschafter Malkowski.",
            "“It is about the interests of the countries,” Peskov said.",
            "attribution",
        ),
        (
            "Кирби подтвердил сообщения о продаже паромов.",
            "“I can’t confirm those reports about the sale of ferries,” Kirby said.",
            "hedge",
        ),
        (
            "Границы КНДР открыты не только для возвращающихся граждан.",
            "So far the borders of North Korea are open only for the return of its citizens.",
            "negation",
        ),
        (
            "켈리는 마르크 뤼터 나토 사무총장을 만났다.",
            "Kelly met NATO Secretary General Jens Stoltenberg.",
            "name",
        ),
        (
            "В 2011 году Ким Чен Ир прибыл в Москву на поезде.",
            "In 2001, Kim Jong Il came to Moscow by train, although in 2011 he only went as far as Ulan Ude.",
            "place",
        ),
        (
            "Holt gave a warning that coal could become a topic of the talks.",
            "The Bergen Post said that coal could become a topic of the talks.",
            "attribution",
        ),
        ("Holt has never since returned to the bay.", "Holt has since returned to the bay.", "negation"),
        ("There is no alternative to the treaty.", "There is an alternative to the treaty.", "negation"),
        ("Holt did not visit the bay in 2019.", "Holt told of his last visit to the bay in 2019.", "negation"),
        ("Holt denied that the ferry was sold.", "The ferry, which lies in the bay, was sold, Holt said.", "denial"),
    ],
)
def test_what_is_not_said_is_not_carried_by_like_words(claim: str, text: str, kind: str) -> None:
    assert kind in refusals(claim, text)


def test_a_name_of_two_alphabets_is_one() -> None:
    assert same_name("Aleksandr", "Alexander")


def test_an_acronym_that_is_a_word_is_no_name() -> None:
    assert [name.text for name in names("Вчера государственные СМИ сообщили о визите Рука.")] == ["Рука"]


def test_a_share_and_a_sum_are_no_range() -> None:
    assert [n.text for n in numbers("It grew by 4.2 percent to 44.45 billion dollars.")] == [
        "4.2 percent",
        "44.45 billion",
    ]
