"""The retrieval-augmented chain: condense -> retrieve -> answer -> prove, composed in LCEL; it yields events.

    Retrieved, then Token and Proven interleaved, at last Done

A model that fails yields Degraded, and quotation answers in its place. The chat, the command line and the evaluation
all consume these events; `ask` keeps the last.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from qa import condensing, conflict, quoting, recency
from qa.answer import Answer, Degraded, Done, Event, Proven, Retrieved, Seconds, Sentence, Token
from qa.citing import MarkerStream
from qa.condensing import Turn
from qa.evidence import Span
from qa.models import QUOTES
from qa.opinion import SecondOpinion
from qa.phrases import attributed, refusal
from qa.proving import Prover
from qa.question import Question
from qa.responding import in_its_place, responds
from qa.turned import Turned
from store import e5_layers
from store.text import sanitise

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    from qa.settings import Settings
    from store import Library

PASSAGES = 12
"""Passages retrieved for a question; a model is shown the best of them."""
WITHHELD = "the model wrote an answer that no article carries; it is withheld"
BESIDE = "what the model wrote stands in the articles but does not answer the question; it is withheld"
REPLACED = "the model's own words are not carried by the articles, which are quoted instead"


def ask(
    question: str,
    library: Library,
    model: str = QUOTES,
    *,
    history: Sequence[Turn] = (),
    as_of: str | date | None = None,
    publisher: str | None = None,
    settings: Settings | None = None,
) -> Answer:
    """Answer one question. Never raises for what a model endpoint does: the answer falls back to quotation and says so.

    Raises:
        TumenError: the library cannot be read, or there is no such model.
    """
    events = stream(question, library, model, history=history, as_of=as_of, publisher=publisher, settings=settings)
    for event in events:
        if isinstance(event, Done):
            return event.answer
    raise AssertionError("a chain ends with Done")


def stream(
    question: str,
    library: Library,
    model: str = QUOTES,
    *,
    history: Sequence[Turn] = (),
    as_of: str | date | None = None,
    publisher: str | None = None,
    settings: Settings | None = None,
    together: bool = True,
) -> Iterator[Event]:
    """Answer as `ask`, event by event; `history` is oldest first, `together` reads the sentences (`qa.ranking`)."""
    turned = Turned(sanitise(question).strip(), library, model, settings, tuple(history), as_of, publisher, together)
    yield from build().stream(turned)


def build() -> Runnable[Any, Any]:
    """The chain as a Runnable from `Turned` to events."""
    from langchain_core.runnables import RunnableGenerator, RunnableLambda

    return RunnableLambda(condense) | RunnableLambda(retrieve) | RunnableGenerator(answer_and_prove)


def condense(turned: Turned) -> Turned:
    """Make the question stand alone."""
    if turned.model != QUOTES:
        from qa.models import chat_model
        from qa.settings import load

        turned.settings = turned.settings or load()
        turned.chat = chat_model(turned.model, turned.settings)
    turned.question = condensing.carry_over(turned.asked, turned.history)
    if turned.chat is not None and condensing.needs_context(turned.asked, turned.history):
        try:
            turned.question = condensing.rewrite(turned.asked, turned.history, turned.chat)
        except Exception as error:
            turned.failure = _explain(turned, error)
    return turned


def retrieve(turned: Turned) -> Turned:
    """Find the passages."""
    began = time.perf_counter()
    turned.gather(PASSAGES)
    turned.seconds["retrieve"] = time.perf_counter() - began
    return turned


def answer_and_prove(incoming: Iterator[Turned]) -> Iterator[Event]:
    """Gate, answer and prove: the streaming half of the chain."""
    for turned in incoming:
        yield Retrieved(turned.found.hits, turned.question)
        began = time.perf_counter()
        question = Question(turned.found.question)
        ranked = quoting.rank(question, turned.found, together=turned.together)
        on_subject = ranked.speaks_of()
        spans = ranked.quotes() if on_subject and turned.chat is None else []
        turned.seconds["answer"] = time.perf_counter() - began
        if not on_subject:
            yield from _refuse(turned, question)
        elif turned.chat is None:
            yield from _quote(turned, question, spans)
        else:
            yield from _write(turned, question, ranked)


def _quote(turned: Turned, question: Question, spans: list[Span], notice: str | None = None) -> Iterator[Event]:
    if not spans:
        yield from _refuse(turned, question, notice=notice)
        return
    prover = Prover(turned.found, len(turned.found.hits))
    latest = recency.asks_for_latest(question.text)
    disputes = conflict.disputes(spans, turned.found)
    told = conflict.both_sides(spans, disputes)
    yield from _quoted(prover, recency.newest_first(told) if latest else told, question)
    turned.remark(disputes, prover.citations, question, latest=latest)
    yield _done(turned, prover, notice=notice)


def _quoted(prover: Prover, spans: Sequence[Span], question: Question) -> Iterator[Event]:
    for span in spans:
        text = attributed(" ".join(span.text.split()), span.passage.article, question.language)
        yield Token(f"\n{text}" if prover.sentences else text)
        yield prover.quote(text, span)


def _write(turned: Turned, question: Question, ranked: quoting.Ranking) -> Iterator[Event]:
    from qa.models import traits
    from qa.writing import Writing

    if turned.failure:
        yield from _degrade(turned, question, ranked, turned.failure)
        return
    assert turned.chat is not None
    writing = Writing(turned.found, turned.chat, traits(turned.model), turned.question)
    second = SecondOpinion.wanted(turned.settings)
    prover, parser = Prover(turned.found, len(writing.shown), second), MarkerStream()
    e5_layers.begin_loading()
    began = time.perf_counter()
    try:
        for piece in writing.tokens():
            yield Token(piece)
            yield from _proven(turned, prover, parser.feed(piece))
    except Exception as error:
        yield from _degrade(turned, question, ranked, _explain(turned, error))
        return
    yield from _proven(turned, prover, parser.close())
    turned.usage = writing.usage
    turned.seconds["answer"] += time.perf_counter() - began - turned.seconds["prove"]
    if any(responds(question, sentence, prover.citations, turned.library) for sentence in prover.sentences):
        spans = conflict.cited(prover.citations, turned.found)
        disputes = conflict.disputes(spans, turned.found)
        yield from _quoted(prover, conflict.left_out(spans, disputes), question)
        turned.remark(disputes, prover.citations, question, latest=recency.asks_for_latest(question.text))
        yield _done(turned, prover, notice=second.notice if second else None)
    else:
        yield from _replace(turned, question, ranked, prover)


def _replace(turned: Turned, question: Question, ranked: quoting.Ranking, prover: Prover) -> Iterator[Event]:
    """Quote what says the same as the model meant to say, or what surely answers; refuse where nothing does."""
    struck_out = [s for s in prover.sentences if s.verdict == "unsupported"]
    instead = in_its_place(question, struck_out, ranked.quotes()) or ranked.quotes(surely=True)
    if instead:
        yield Degraded(REPLACED, by_proof=True)
        yield from _quote(turned, question, instead, notice=REPLACED)
    else:
        notice = BESIDE if prover.anything_proven else WITHHELD
        yield from _refuse(turned, question, struck_out=struck_out, notice=notice)


def _proven(turned: Turned, prover: Prover, sentences: list[Any]) -> Iterator[Proven]:
    began = time.perf_counter()
    for proven in prover.prove_all(sentences):
        turned.seconds["prove"] += time.perf_counter() - began
        yield proven
        began = time.perf_counter()


def _degrade(turned: Turned, question: Question, ranked: quoting.Ranking, reason: str) -> Iterator[Event]:
    yield Degraded(reason)
    spans = ranked.quotes()
    yield from _quote(turned, question, spans, notice=f"{reason}; the articles are quoted instead")


def _explain(turned: Turned, error: BaseException) -> str:
    from qa.failures import explain

    return explain(error, turned.model, turned.settings.openai_base_url if turned.settings else None)


def _refuse(
    turned: Turned, question: Question, *, struck_out: Sequence[Sentence] = (), notice: str | None = None
) -> Iterator[Event]:
    nearest = turned.found.hits[0].passage.article if turned.found.hits else None
    text = refusal(turned.library.articles(), question.language, nearest)
    yield Token(text)
    yield Done(_answer(turned, text, abstained=True, sentences=tuple(struck_out), notice=notice))


def _done(turned: Turned, prover: Prover, notice: str | None = None) -> Done:
    return Done(
        _answer(
            turned,
            prover.text(),
            sentences=tuple(prover.sentences),
            citations=tuple(prover.citations),
            notice=notice,
        )
    )


def _answer(turned: Turned, text: str, **parts: Any) -> Answer:
    seconds = {name: round(value, 4) for name, value in turned.seconds.items()}
    return Answer(
        question=turned.asked,
        model=turned.model,
        text=text,
        notes=tuple(turned.notes),
        passages=turned.found.passages(),
        usage=turned.usage,
        seconds=Seconds(**seconds, total=round(time.perf_counter() - turned.started, 4)),
        standalone_question=turned.question if turned.question != turned.asked else None,
        **parts,
    )
