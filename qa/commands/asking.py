"""`tumen --ask`: one question, one answer, on stdout."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from qa import exit_codes
from qa.commands.collecting import uncollected
from qa.commands.given import Globals
from qa.commands.opening import opened
from qa.commands.options import usage_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.answer import Answer, Event
    from store import Library

LONGEST_QUESTION = 4000
"""Characters. More is an article rather than a question, and no embedding model reads that far."""
NEAREST_SHOWN = 3


def ask_once(question: str, given: Globals, *, as_json: bool) -> int:
    """Answer `question` (``-`` reads it from stdin) on stdout; return the exit code."""
    wanted = read_question(question)
    with uncollected():
        from qa.chain import stream
        from qa.models import default_model

        settings = given.settings()
        model = default_model(settings)
        with opened(settings) as library:
            events = stream(
                wanted,
                library,
                model,
                as_of=given.as_of,
                publisher=given.publisher,
                settings=settings,
                together=False,  # loading what reads takes a quarter of a second, of the two that one answer may take
            )
            answer = _as_json(events) if as_json else _as_text(events, library, model)
    return exit_codes.NOT_SAID if answer.abstained else exit_codes.ANSWERED


def read_question(question: str) -> str:
    """Return the question in one line, from stdin for ``-``; leave with a usage error when there is none."""
    from store.text import sanitise_line

    if question == "-":
        question = sys.stdin.buffer.read(8 * LONGEST_QUESTION).decode("utf-8", errors="replace")
    wanted = sanitise_line(question)
    if not wanted:
        raise usage_error('the question is empty: give one, as in tumen --ask "Where did they meet?"')
    if len(wanted) > LONGEST_QUESTION:
        raise usage_error(
            f"the question has more than {LONGEST_QUESTION} characters: shorten it, or add the text with tumen add"
        )
    return wanted


def print_json(data: object) -> None:
    """Write `data` to stdout as UTF-8, whatever the terminal's own encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(json.dumps(data, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.buffer.flush()


def _as_json(events: Iterator[Event]) -> Answer:
    from qa.console import narrator

    answer = _last(events)
    if answer.notice:
        narrator()(answer.notice)
    print_json(answer.model_dump(mode="json"))
    return answer


def _last(events: Iterator[Event]) -> Answer:
    from qa.answer import Done

    *_, last = events
    if not isinstance(last, Done):
        raise RuntimeError(f"the chain ended with {type(last).__name__} instead of Done")
    return last.answer


def _as_text(events: Iterator[Event], library: Library, model: str) -> Answer:
    """Print as it comes: with an LLM and a terminal the text streams, and the verdicts follow it."""
    from qa.answer import Degraded, Done, Token
    from qa.console import Page, narrator
    from qa.models import QUOTES

    page, narrate = Page(), narrator()
    streaming = sys.stdout.isatty() and model != QUOTES
    for event in events:
        match event:
            case Token(text) if streaming:
                page.token(text)
            case Degraded():
                page.void()
                streaming = False
            case Done(answer):
                if answer.notice:
                    narrate(answer.notice)
                page.answer(answer, _nearest(answer, library) if answer.abstained else ())
                return answer
    raise RuntimeError("the chain ended without Done")


def _nearest(answer: Answer, library: Library) -> Iterator[tuple[str, str]]:
    from qa.answer import Citation
    from qa.wording import heading

    for passage in answer.passages[:NEAREST_SHOWN]:
        nearest = Citation.of(library.article(passage.article_id), 1, passage.start, passage.end)
        yield heading(nearest), nearest.quote
