"""A model endpoint has a bad day: the reader gets a sentence that says what to do, and an answer by quotation below it.

Every case runs the real chain through langchain-openai against a real HTTP server, on the real seed articles in Chroma.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from qa import ask
from qa.answer import Answer, Degraded, Done, Event, Proven, Retrieved, Token
from qa.chain import REPLACED, stream
from qa.failures import explain, without_secrets
from qa.models import chat_model
from qa.settings import Settings
from store import Library
from tests.scripted_server import Reply, ScriptedServer

QUESTION = "Where did Kim Jong Un meet Putin in April 2019?"
TRUE = "Putin and Kim met in Vladivostok"
KEY = "sk-proj-abcdefghijklmnop"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("home")) as opened:
        yield opened


def settings_for(server: ScriptedServer) -> Settings:
    return Settings(openai_base_url=server.base_url, openai_api_key=SecretStr(KEY), timeout=2.0)


def events_of(library: Library, *replies: Reply) -> list[Event]:
    with ScriptedServer(*replies) as server:
        return list(stream(QUESTION, library, "openai:scripted", settings=settings_for(server)))


def answer_of(library: Library, *pieces: str) -> Answer:
    last = events_of(library, Reply(pieces=pieces))[-1]
    assert isinstance(last, Done)
    return last.answer


def assert_quotes_hold(answer: Answer, library: Library) -> None:
    for citation in answer.citations:
        assert library.article(citation.article_id).text[citation.start : citation.end] == citation.quote
    numbers = {citation.n for citation in answer.citations}
    assert all(set(sentence.citations) <= numbers for sentence in answer.sentences)


def assert_same_as_quotes(answer: Answer, library: Library) -> None:
    """The answer below the failure's line is the one that quotation mode gives, proven as ever."""
    quoted = ask(QUESTION, library, "quotes")
    assert quoted.citations
    assert (answer.text, answer.citations, answer.sentences) == (quoted.text, quoted.citations, quoted.sentences)
    assert_quotes_hold(answer, library)


BAD_DAYS = {
    "key refused": (Reply(status=401, message=f"Incorrect API key provided: {KEY}"), "check OPENAI_API_KEY"),
    "key not allowed": (Reply(status=403), "choose another with --model"),
    "unknown model": (Reply(status=404, message="The model `scripted` does not exist"), "has no model scripted"),
    "unknown model, said with 400": (Reply(status=400, message="model scripted not found"), "has no model scripted"),
    "limit reached": (Reply(status=429, headers={"Retry-After": "40"}), "ask again in 40 s"),
    "limit reached, no time given": (Reply(status=429), "ask again in a minute"),
    "no credit": (Reply(status=429, message="insufficient_quota"), "no credit left"),
    "server error": (Reply(status=500), "failed (HTTP 500): ask again later"),
    "context overflow": (
        Reply(status=400, message="request (9031 tokens) exceeds the available context size (4096 tokens)"),
        "do not fit into the context window",
    ),
    "another complaint": (Reply(status=422, message=f"bad field; {KEY}"), "did not accept the request (HTTP 422"),
    "timeout": (Reply(delay=4), "took too long: ask again, or raise TUMEN_TIMEOUT"),
    "stream breaks off": (Reply(pieces=("Putin met ", "Kim [1]."), break_after=1), "broke off before its end"),
    "stream ends without its mark": (Reply(pieces=("Putin met ",), without_end=True), "broke off before its end"),
    "empty content": (Reply(pieces=("",)), "sent an empty answer"),
    "white space": (Reply(pieces=(" ", "\n")), "sent an empty answer"),
    "a web page": (Reply(raw=b"<html><body>It works!</body></html>"), "is not a chat completion"),
    "broken JSON": (Reply(raw=b"data: {oops\n\n", content_type="text/event-stream"), "is not a chat completion"),
}


@pytest.mark.parametrize("case", BAD_DAYS)
def test_a_failure_says_what_to_do_and_quotes_instead(case: str, library: Library) -> None:
    reply, line = BAD_DAYS[case]
    events = events_of(library, reply)
    reasons = [event.reason for event in events if isinstance(event, Degraded)]
    assert len(reasons) == 1
    assert line in reasons[0]
    assert "\n" not in reasons[0]
    assert KEY not in reasons[0]
    last = events[-1]
    assert isinstance(last, Done)
    assert last.answer.notice is not None
    assert reasons[0] in last.answer.notice
    assert_same_as_quotes(last.answer, library)


def test_nobody_listens(library: Library) -> None:
    settings = Settings(openai_base_url="http://user:secret@127.0.0.1:9/v1", timeout=2.0)
    answer = ask(QUESTION, library, "openai:scripted", settings=settings)
    assert answer.notice is not None
    assert "nothing answers at http://127.0.0.1:9/v1" in answer.notice
    assert "secret" not in answer.notice
    assert_same_as_quotes(answer, library)


def test_a_short_wait_is_waited_for_and_no_reason_to_fall_back(library: Library) -> None:
    busy = Reply(status=429, headers={"Retry-After": "0.1"})
    events = events_of(library, busy, Reply(pieces=(f"{TRUE} [1].",)))
    assert not any(isinstance(event, Degraded) for event in events)


def test_events_come_in_their_order(library: Library) -> None:
    events = events_of(library, Reply(pieces=("Putin and Kim met ", "in Vladivostok", " [1]. They ", "met [2].")))
    assert isinstance(events[0], Retrieved)
    assert isinstance(events[-1], Done)
    assert all(isinstance(event, (Token, Proven)) for event in events[1:-1])
    assert any(isinstance(event, Token) for event in events)
    assert [event.sentence for event in events if isinstance(event, Proven)] == list(events[-1].answer.sentences)


def first_passage_with(words: str, library: Library) -> int:
    """Return the number under which the model was shown the first passage that holds `words`."""
    (event, *_) = stream(QUESTION, library, "quotes")
    assert isinstance(event, Retrieved)
    return next(n for n, hit in enumerate(event.passages, start=1) if words in hit.passage.text)


@pytest.mark.parametrize("marks", ["[{n}]", "【{n}】", "[{n}, 2]", "[{n}][2]", "[{n}] [2]", "[ {n} ]"])
@pytest.mark.parametrize("step", [1, 3, 1000])
def test_markers_are_read_however_they_are_written_and_split(marks: str, step: int, library: Library) -> None:
    text = f"{TRUE} {marks.format(n=first_passage_with('Vladivostok', library))}."
    answer = answer_of(library, *(text[at : at + step] for at in range(0, len(text), step)))
    (sentence,) = answer.sentences
    assert "[" not in sentence.text
    assert "【" not in sentence.text
    assert TRUE in sentence.text
    assert_quotes_hold(answer, library)


def test_a_marker_that_leads_nowhere_does_not_pass_for_proof(library: Library) -> None:
    """What the articles surely answer is quoted in its place."""
    answer = answer_of(library, "Kim promised Putin twelve submarines and a brewery in Omsk [99].")
    assert answer.notice == REPLACED
    assert "submarines" not in answer.text
    assert all("submarines" not in sentence.text for sentence in answer.sentences)
    assert_quotes_hold(answer, library)


def test_an_unknown_marker_beside_a_true_sentence_is_told(library: Library) -> None:
    """The proof may be found elsewhere; that the model's own marker was wrong must not vanish."""
    answer = answer_of(library, f"{TRUE} [99].")
    (sentence,) = answer.sentences
    assert any("99" in reason for reason in sentence.reasons)
    assert_quotes_hold(answer, library)


def test_tokens_are_counted_as_the_endpoint_counts_them(library: Library) -> None:
    answer = answer_of(library, TRUE, " [1].")
    assert (answer.usage.input_tokens, answer.usage.output_tokens) == (100, 2)


def test_a_reply_that_is_not_streamed_is_explained_alike() -> None:
    for reply, line in (BAD_DAYS["a web page"], BAD_DAYS["broken JSON"], BAD_DAYS["key refused"]):
        with ScriptedServer(reply) as server, pytest.raises(Exception) as caught:
            chat_model("openai:scripted", settings_for(server)).invoke("?")
        said = explain(caught.value, "openai:scripted", server.base_url)
        assert line in said
        assert KEY not in said


def test_no_key_survives_in_an_error() -> None:
    settings = Settings(openai_api_key=SecretStr("short"))
    for text in (f"key {KEY} is bad", "Bearer abc.def-ghi", "http://user:pass@host/v1 failed", "it was short"):
        shown = without_secrets(text, settings)
        assert not any(secret in shown for secret in (KEY, "abc.def", "pass", "short"))


def test_unexpected_errors_are_one_line_too() -> None:
    said = explain(RuntimeError("first\nsecond " + "x" * 500), "ollama:llama3.2", None)
    assert "\n" not in said
    assert len(said) < 300
    assert explain(error_with(503), "anthropic:claude", None).startswith("anthropic failed (HTTP 503)")


def error_with(status: int) -> Exception:
    error = RuntimeError("overloaded")
    error.status_code = status  # type: ignore[attr-defined]  # as every provider's errors have it
    return error
