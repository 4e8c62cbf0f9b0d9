"""What a question asks for, in four languages, and what counts as the kind of thing it asks for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.candidates import holds_the_kind
from qa.question import Question

KINDS = [
    ("Who met Putin?", "person"), ("Which minister came?", "person"), ("Кто прибыл в Пхеньян?", "person"),
    ("누가 푸틴을 만났는가?", "person"), ("Wer traf Putin?", "person"),
    ("Where did they meet?", "place"), ("Где они встретились?", "place"), ("어디에서 만났는가?", "place"),
    ("Wo trafen sie sich?", "place"),
    ("When did Kim arrive?", "time"), ("Когда приехал Ким?", "time"), ("언제 도착했는가?", "time"),
    ("Wann kam Kim an?", "time"), ("How long did the visit last?", "time"),
    ("How many troops were sent?", "number"), ("Сколько солдат отправили?", "number"),
    ("Wie viele Soldaten kamen?", "number"), ("군인은 몇 명인가?", "number"),
    ("How old is Kim Jong Un?", "age"), ("Сколько лет Киму?", "age"), ("Wie alt ist Kim?", "age"),
    ("김정은은 몇 살인가?", "age"),
    ("How much did the bridge cost?", "money"), ("Сколько стоит мост?", "money"),
    ("Wie viel kostet die Brücke?", "money"), ("What did Oslo pay China for the ferry?", "money"),
    ("What does a deckhand earn?", "money"), ("Wie viel soll die Fähre kosten?", "money"),
    ("Was hat die Fähre gekostet?", "money"), ("Сколько будет стоить паром?", "money"),
    ("Сколько рублей платят матросам?", "money"), ("선원은 얼마를 받습니까?", "money"),
    ("Сколько паромов стоит у причала?", "number"), ("Which banks took part?", "name"),
    ("How long is the bridge?", "length"), ("Какова длина моста?", "length"), ("Wie lang ist die Brücke?", "length"),
    ("Why did Kim go?", "reason"), ("Почему поехал Ким?", "reason"), ("왜 갔는가?", "reason"),
    ("Warum fuhr Kim?", "reason"),
    ("What did Peskov say about the visit?", "statement"), ("Что сказал Песков?", "statement"),
    ("What is the name of the ferry?", "name"), ("Как называется паром?", "name"), ("Wie heißt die Fähre?", "name"),
    ("Did Kim visit Moscow?", "other"),
    ("When Russia vetoed it, which power abstained?", "other"), ("When Kim came, who met him?", "person"),
    ("When did Kim come, and who met him?", "time"), ("Als Kim kam, wie viele begleiteten ihn?", "number"),
    ("Wie hoch schätzte die Bank die Kriegsschäden?", "money"), ("Wie hoch ist die Zahl der Toten?", "number"),
    ("How high is the tower?", "length"), ("How high did the bank put the losses?", "number"),
    ("How far is the border?", "length"), ("How far did trade fall in 2020?", "other"),
    ("How high was the toll?", "number"), ("how much time has he spent with her", "length"),
    ("in wich city was the summit held", "place"),
    ("Wie hoch ist der Turm?", "length"), ("By how much is Oslo nearer than Bergen?", "length"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expects"), KINDS)
def test_the_kind_of_answer_is_known_by_the_question_word(text: str, expects: str) -> None:
    assert Question(text).expects == expects


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Who met Putin?", "en"),
        ("Кто встретил Путина?", "ru"),
        ("누가 만났는가?", "ko"),
        ("Wer hat Putin getroffen?", "de"),
    ],
)
def test_the_answer_comes_in_the_language_of_the_question(text: str, language: str) -> None:
    assert Question(text).language == language


@pytest.mark.parametrize(
    ("question", "text", "answered"),
    [
        ("How old is Kolokoltsev?", "Kolokoltsev arrived in Pyongyang on Monday.", False),
        ("How old is Kolokoltsev?", "The 57-year-old minister arrived.", True),
        ("How old is Kolokoltsev?", "Kolokoltsev was born in 1961.", True),
        ("Сколько лет министру?", "Министру 57 лет.", True),
        ("How much did the bridge cost?", "The bridge is long.", False),
        ("How much did the bridge cost?", "It cost 9 billion roubles.", True),
        ("Who met Kim?", "Kim was there.", False),
        ("Who met Kim?", "Kim was welcomed by Oleg Kozhemyako.", True),
        ("Where did Kim go?", "Kim left by train.", False),
        ("Where did Kim go?", "Kim went to Vladivostok.", True),
        ("When did Kim arrive?", "Kim arrived by train.", False),
        ("When did Kim arrive?", "Kim arrived on 12 September 2023.", True),
        ("When did Kim arrive in 2023?", "In 2023 Kim arrived by train.", False),
        ("How many troops came?", "Many troops came.", False),
        ("How many troops came?", "Some 1,500 troops came.", True),
        ("How long is the bridge?", "It is 850 metres long.", True),
        ("How long is the bridge?", "It is long.", False),
        ("How many cabins has the ship?", "The ship cost 95 million francs and is 212 metres long.", False),
        ("How many cabins has the ship?", "The ship sailed for nineteen days with 40 percent of them.", False),
        ("How many days did the ship sail?", "The ship sailed for nineteen days.", True),
        ("How many times has Volkov been there?", "It was his fourth trip to Wonsan.", True),
        ("Сколько раз он был там?", "It was his fourth trip to Wonsan.", True),
        ("How many trips did he make?", "It was a fourth trip to Wonsan.", False),
        ("How many Koreans went in April 2023?", "It served 2,023 Koreans.", True),
        ("What did the Danish minister say?", "The Danish guest came to Oslo and told us of a storm.", True),
        ("What did the Danish minister say?", "A guest came and told the Danish hosts of a storm.", False),
        ("How many dollars did he pay?", "He paid 400 dollars.", True),
        ("When did the drill begin?", "The drill lasted for four days.", False),
        ("When did the drill begin?", "The drill began two days later.", True),
        ("At what time does the ferry leave?", "It leaves at 21:30.", True),
        ("How long did the drill last?", "The drill was praised on 12 September 2023.", False),
        ("How long did the drill last?", "The drill lasted until 12 September 2023.", True),
        ("How long did the drill last?", "The drill lasted for four days.", True),
        ("How much does the mirror weigh?", "The mirror is 6.4 metres across.", False),
        ("How much does the mirror weigh?", "The mirror has a mass of 6 tonnes.", True),
        ("In which city do they meet?", "The ministers of Japan and New Zealand meet.", False),
        ("In which city do they meet?", "The ministers of Japan meet in Pyongyang.", True),
        ("Who is the ambassador of Japan?", "China and Russia welcomed it.", False),
        ("How tall is Kim?", "Kim travelled several thousand kilometers.", False),
        ("How tall is Kim?", "Kim is 1.7 metres tall.", True),
        ("How fast is the train?", "The train is 200 metres long.", False),
        ("Who is Kim?", "The leader arrived.", True),
        ("Why did Kim go?", "Kim went.", False),
        ("Why did Kim go?", "Kim went to discuss trade.", True),
        ("Why did Kim stay?", "Kim stayed out of fear for his train.", True),
        ("How much of the coal goes to China?", "The coal goes to China.", False),
        ("How much of the coal goes to China?", "Almost half goes to China.", True),
        ("How much of the coal goes to China?", "An overwhelming majority goes to China.", True),
        ("How often do they meet?", "They meet at the sea.", False),
        ("How often do they meet?", "They meet every year.", True),
        ("Как часто они встречаются и сколько раз в год?", "Они встречаются ежегодно.", True),
        ("What is the name of the ferry?", "The ferry is called “Mangyongbong”.", True),
    ],
)
def test_a_text_without_the_kind_asked_for_is_no_answer(question: str, text: str, answered: bool) -> None:
    assert holds_the_kind(Question(question), text, "2019-04-01") is answered


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=80), st.text(max_size=80))
def test_no_question_breaks_the_reading(question: str, text: str) -> None:
    asked = Question(question)
    assert asked.language in ("en", "ru", "ko", "de")
    assert holds_the_kind(asked, text, None) in (True, False)
    assert len(set(asked.stems)) == len(asked.stems)


@pytest.mark.parametrize(
    ("text", "expects"),
    [
        ("What dish was the ruler served when he dined with the governor?", "other"),
        ("Since when have the borders been closed?", "time"),
        ("And when did the minister arrive?", "time"),
        ("The minister arrived when?", "time"),
    ],
)
def test_a_when_that_only_joins_clauses_asks_for_no_date(text: str, expects: str) -> None:
    """The dish was proven, and withheld for having no date."""
    assert Question(text).expects == expects


@pytest.mark.parametrize(
    ("question", "short_of_it", "answers"),
    [
        ("In what years did he serve as ambassador?", "He formerly served for a week.", "He served from 2008 to 2017."),
        ("What are the names of the diplomats?", "They live in Moscow.", "They are Vladislav Sorokin and his family."),
        ("Who is Kim Jong Un's wife?", "He was met by Oleg Kozhemyako.", "His wife, Ri Sol Ju, came too."),
        ("Who is Putin's daughter?", "A kind word came from Kim Chang Son.", "His daughter, Maria Vorontsova, came."),
        ("Which general commands them?", "They were sent by North Korea.", "They are led by Kim Yong Bok."),
        ("Wie heißt der finnische Botschafter?", "Er kam nach Moskau.", "Ihn begleitete Pekka Salo."),
        ("Wie heißen die Abgeordneten?", "Sie kamen aus Moskau.", "Es sind Vladislav Sorokin und Oleg Kozhemyako."),
        ("장관의 이름은 무엇입니까?", "장관은 모스크바에 갔다.", "장관은 세르게이 라브로프이다."),
        ("Which company runs the port?", "It lies in North Korea, near Russia.", "Rasontrans Limited runs it."),
        (
            "What are the names of the six envoys?",
            "Oleg Kozhemyako met them.",
            "They are Jan Rook, Pia Lund and Ole Dahl.",
        ),
        ("How did Seoul react to the drill?", "Pyongyang praised it.", "South Korea protested."),
        ("What was the reaction of Jan Rook?", "Pia Lund protested.", "But Rook shrugged."),
        ("Как отреагировал Париж?", "Москва протестовала.", "Париж протестовал."),
        ("What is the annual budget of the office?", "The office opened in 2024.", "It has $12 million a year."),
    ],
)
def test_what_is_only_near_the_kind_asked_for_is_no_answer(question: str, short_of_it: str, answers: str) -> None:
    """A reader who asks for a year, a person or a sum would be given a country or a week."""
    assert not holds_the_kind(Question(question), short_of_it, None)
    assert holds_the_kind(Question(question), answers, None)


def test_a_clause_that_who_leads_asks_for_nobody() -> None:
    assert Question("For what reason do the soldiers who fell matter?").expects == "reason"
    assert Question("And who was there?").expects == "person"


def test_what_is_to_be_done_is_told_from_what_is_asked() -> None:
    assert Question("Tell me a joke about diplomats.").requests
    assert not Question("What did he tell them?").requests


def test_somebodys_words_are_asked_for_not_the_words_about_him() -> None:
    """ "What did Lavrov say" is no question for a sentence that says where Lavrov went."""
    question = Question("What did Sergey Lavrov say about the summit?")
    assert holds_the_kind(question, "“It will be soon,” said Lavrov on Monday.", None)
    assert holds_the_kind(question, "MR. LAVROV: “We are ready for it.”", None)
    assert not holds_the_kind(question, "Kim accepted an invitation from Lavrov in May.", None)
    assert not holds_the_kind(question, "“It will be soon,” said Dmitry Peskov.", None)
    assert not holds_the_kind(question, "“Lavrov invited Kim in May,” said Dmitry Peskov on Monday.", None)
    assert holds_the_kind(Question("What was said about the summit?"), "It will be soon.", None)


@pytest.mark.parametrize(
    "text",
    [
        "Hello!",
        "Hi there, how are you doing today?",
        "Who are you?",
        "Спасибо!",
        "Wie geht es dir?",
        "안녕하세요",
        "thanks a lot",
    ],
)
def test_small_talk_is_no_question_to_the_articles(text: str) -> None:
    assert Question(text).chats


@pytest.mark.parametrize(
    "text", ["Hi, when did Shoigu visit?", "Who are the Wagner Group?", "Как дела у Шойгу?", "누가 왔습니까?"]
)
def test_a_greeting_before_a_question_is_not_all_of_it(text: str) -> None:
    assert not Question(text).chats


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("What did Rinna say about China's role?", "China's role"),
        ("Что сказал Песков о визите?", "визите"),
        ("Was hat Lawrow über die Brücke gesagt?", "die Brücke"),
        ("What did Peskov say?", ""),
        ("Who spoke about the bridge?", ""),
    ],
)
def test_what_somebodys_words_are_to_be_about_is_known(text: str, topic: str) -> None:
    assert Question(text).said_about == topic


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What did Holt say about who pays, when asked about the islands?", "who pays"),
        ("What did Holt say about the ferry?", "the ferry"),
    ],
)
def test_what_somebody_was_asked_is_not_what_his_words_are_to_be_about(question: str, about: str) -> None:
    assert Question(question).said_about == about
