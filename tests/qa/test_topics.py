"""Topics that an answer has to speak of: what a reader is spared when the sentence is about something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import ask
from qa.topics import touches
from store import Library
from store.article import Article

VISIT = "Grigory Volkov, the governor of Sakhalin, arrived in Wonsan by ferry on Tuesday and met Mayor Ri Chol."


@pytest.mark.parametrize(
    "question",
    [
        "In which town was the governor born?", "Где родился губернатор?", "Wo wurde der Gouverneur geboren?",
        "주지사는 어디에서 태어났습니까?", "Which college did Volkov graduate from?", "Is Volkov married?",
        "Has the governor any children?", "What gift did he bring to the mayor?", "Какой подарок вручил Волков?",
        "What did they eat in Wonsan?", "Was haben sie in Wonsan gegessen?", "At which hotel did the governor sleep?",
        "Who was the captain of the ferry?", "Wer war der Kapitän der Fähre?", "Who interpreted for the mayor?",
        "When was the ferry built?", "Who chaired the meeting?", "Which general commands the garrison?",
        "Why did he cancel his trip to Rason?", "Почему отменили визит?", "Why were two sailors expelled?",
        "At which restaurant did they dine?", "Which airline flies to Wonsan?",
        "In which city does the line have its seat?",
        "In welcher Stadt hat die Reederei ihren Sitz?", "What model is the engine?", "What rank does his escort hold?",
        "When was the governor elected?", "Who won the regatta?",
        "What car did the mayor give him?", "Which rifle does his escort carry?", "Which wine was poured?",
        "How many sailors were taken prisoner?", "What letter did he hand over?", "Which song did the mayor sing?",
        "Which towns turned down an invitation?", "Кто отказался от встречи?",
        "Who headed the delegation?", "Who led the harbour board?", "Why did the ferry capsize?",
        "Why was he denied entry?", "What kind of aircraft took him home?", "Which arms exhibition did he see?",
        "What is the type designation of the gun?", "Is Volkov a good dancer?", "Is he a good cook?",
        "Who paid for it?", "Why did they miss the football match?",
        "What message did he bring?", "Is the mayor a good singer?", "Why was the embassy closed?",
        "What colour is the ferry?", "What is the mayor's favourite song?", "When did Volkov die?",
    ],
)  # fmt: skip
def test_a_visit_tells_nothing_of_another_topic(question: str) -> None:
    assert not touches(question, VISIT)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Was the summit a good idea?", "The talks were fruitful."),
        ("Is Sakhalin a good partner?", "The two towns are close."),
        ("Is Volkov a good cook?", "Volkov was at home in the kitchen."),
        ("Is Volkov a good dancer?", "Volkov danced with the mayor."),
        ("Who paid for the ferry?", "The bill was met by the harbour board."),
        ("Where was the governor born?", "Volkov, a native of Tomsk, was elected in 2018."),
        ("Where was the governor born?", "Губернатор — уроженец Томска."),
        ("How many people died in the storm?", "The storm left forty dead."),
        ("Is Volkov married?", "He came with his wife Olga."),
        ("What gift did he bring?", "Volkov handed the mayor a model of the ferry."),
        ("What did they eat?", "Crab soup was served."),
        ("Где ночевала делегация и в какой гостинице?", "The delegation stayed at the Songdowon."),
        ("Who interpreted?", "A student of the language institute helped out."),
        ("When was the ferry built?", "The ferry, constructed in Gdansk in 1987, is old."),
        ("Who chaired the meeting?", "The talks were led by Deputy Mayor Han."),
        ("What colour is the ferry?", "The white ship docked at noon."),
        ("Why did he cancel his trip?", "He did not go because of the storm."),
        ("Why were they expelled?", "Two sailors were ordered to leave Wonsan for drinking."),
        ("What car did he get?", "Volkov was given a black limousine."),
        ("What was served for lunch?", "They ate crab soup."), ("Who refused?", "Two towns did not sign."),
        ("How many were taken prisoner?", "Forty sailors surrendered."), ("How did he interpret it?", VISIT),
        ("Which airline flies there?", "Aurora Air flies there twice a week."),
        ("What model is the engine?", "It is driven by an MAN B-52."), ("What makes the ferry late?", VISIT),
        ("What did the president's son do?", "Han Chol, his son, sang."), ("Did Volkov express grave concern?", VISIT),
        ("How did the pilot project go?", VISIT),
        ("Who met the mayor?", VISIT), ("Whom did Ri Chol receive?", VISIT), ("Кто принял Волкова?", VISIT),
        ("What kind of goods came?", VISIT),
        ("Who headed the delegation?", "The delegation, under the leadership of Han Chol, left."),
        ("Who led the talks?", "Han Chol chaired them."), ("Why did the ferry sink?", "The accident was due to fog."),
        ("Why was the embassy closed?", "The diplomats left because of the storm."),
    ],
)  # fmt: skip
def test_a_topic_is_spoken_of_in_other_words_too(question: str, text: str) -> None:
    assert touches(question, text)


@pytest.mark.parametrize(
    "question",
    [
        "Which town lies beside the harbour built by the Danes?", "How many sailors were selected for the regatta?",
        "What followed the Black Death?", "Who advised the governor's wife Olga?",
        "Куда ведёт дорога, построенная датчанами?",
        "Какой пункт назначения у парома?", "Кто говорил умеренно?", "Which line agreed to cancel its suit?",
        "What did he say about the spread of disease?", "What was announced for the alliance's 70th birthday?",
        "Which scheme marks France's part in the birth of the United States?",
    ],
)  # fmt: skip
def test_a_topic_in_passing_is_not_asked_for(question: str) -> None:
    """It only says which harbour or whose wife is meant, and the article may say so elsewhere."""
    assert touches(question, VISIT)


def test_an_arrival_tells_nobody_who_was_met() -> None:
    assert not touches("Which Korean official greeted Volkov?", "Grigory Volkov arrived in Wonsan by ferry on Tuesday.")
    assert not touches("Whom did Governor Volkov meet?", "Grigory Volkov arrived in Wonsan by ferry on Tuesday.")
    assert not touches("Wer empfing den Gouverneur?", "Der Gouverneur kam am Dienstag nach Wonsan.")


def test_a_gift_nobody_reports_is_refused(tmp_path: Path) -> None:
    """All the rest is there: both men, the town and the day."""
    with Library.open(tmp_path, seeds=False) as library:
        library.add_articles(
            [Article("", "Governor in Wonsan", f"{VISIT} They spoke of fishing rights for two hours.")]
        )
        assert ask("What gift did Governor Volkov bring to Mayor Ri Chol in Wonsan?", library, "quotes").abstained
        assert not ask("How did Governor Volkov travel to Wonsan?", library, "quotes").abstained
