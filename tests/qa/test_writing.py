"""What a model is shown, and what of its stream is let through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models.fake_chat_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGenerationChunk

from prompts import load
from qa.evidence import Evidence
from qa.failures import EmptyReplyError
from qa.models import ModelTraits, traits
from qa.writing import MOST_PASSAGES, Writing, estimated_tokens
from store import Library

QUESTION = "Where did Kim Jong Un meet Putin in April 2019?"
WIDE = replace(traits("openai:any"), context_tokens=32_000)


class Streaming(GenericFakeChatModel):
    """A model of langchain that streams the pieces it was given."""

    pieces: tuple[str, ...] = ()

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        for piece in self.pieces:
            yield ChatGenerationChunk(message=AIMessageChunk(content=piece))
        counted = UsageMetadata(input_tokens=7, output_tokens=3, total_tokens=10)
        yield ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=counted))


def model(*pieces: str) -> Streaming:
    return Streaming(messages=iter([AIMessage("")]), pieces=pieces)


@pytest.fixture(scope="module")
def evidence(seed_library: Library) -> Evidence:
    return Evidence.gather(QUESTION, seed_library, k=12)


def writing(evidence: Evidence, *pieces: str, shown_to: ModelTraits = WIDE) -> Writing:
    return Writing(evidence, model(*pieces), shown_to, QUESTION)


def test_each_passage_is_headed_by_who_published_it_and_when(evidence: Evidence) -> None:
    """Without outlet and date a model mixes up what was said when."""
    shown = writing(evidence).shown
    assert len(shown) == MOST_PASSAGES
    for n, (text, hit) in enumerate(zip(shown, evidence.hits, strict=False), 1):
        article = hit.passage.article
        head, body = text.split("\n", 1)
        assert head == f'[{n}] {article.publisher}, "{article.title}", {article.published}'
        assert body == " ".join(hit.passage.text.split())


def test_unknown_publisher_and_date_are_said_to_be_unknown(evidence: Evidence) -> None:
    hit = evidence.hits[0]
    bare = replace(hit.passage.article, publisher=None, published=None)
    nameless = replace(evidence, hits=(replace(hit, passage=replace(hit.passage, article=bare)),))
    assert writing(nameless).shown[0].startswith("[1] Publisher unknown, ")
    assert "date unknown\n" in writing(nameless).shown[0]


def test_rules_passages_and_question_keep_their_places(evidence: Evidence) -> None:
    rules, told = writing(evidence).messages()
    assert rules.type == "system"
    assert load("answer") in str(rules.content)
    assert "[1]" not in str(rules.content)
    assert str(told.content).endswith(f"Question: {QUESTION}")
    for passage in writing(evidence).shown:
        assert passage in str(told.content)


@pytest.mark.parametrize("window", [1_000, 1_300, 2_000, 4_096])
def test_a_small_window_drops_the_last_passages_and_never_cuts_one(window: int, evidence: Evidence) -> None:
    """An endpoint that cuts the prompt itself would cut the rules first."""
    whole = writing(evidence).shown
    fitting = writing(evidence, shown_to=replace(WIDE, context_tokens=window)).shown
    assert 1 <= len(fitting) <= len(whole)
    assert fitting == whole[: len(fitting)]
    assert len(fitting) == 1 or sum(map(estimated_tokens, fitting)) <= window


def test_a_smaller_window_shows_no_more() -> None:
    assert estimated_tokens("") <= estimated_tokens("word") < estimated_tokens("word " * 10)
    assert estimated_tokens("слово" * 10) > estimated_tokens("words" * 10)


def test_the_stream_is_cleaned_and_counted(evidence: Evidence) -> None:
    written = writing(evidence, "Kim\x1b[2J met ", "\u202e", "Putin\x00 [1].\r\n")
    assert "".join(written.tokens()) == "Kim[2J met Putin [1].\n"
    assert (written.usage.input_tokens, written.usage.output_tokens) == (7, 3)


@pytest.mark.parametrize("pieces", [(), ("",), (" ", "\n"), ("\u200b", "\x07")])
def test_nothing_to_read_is_a_failure_not_an_answer(pieces: tuple[str, ...], evidence: Evidence) -> None:
    with pytest.raises(EmptyReplyError):
        list(writing(evidence, *pieces).tokens())
