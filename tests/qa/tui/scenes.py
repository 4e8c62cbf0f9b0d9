"""The chat in each of its states, the same at every run: for snapshots, and for the picture in the README."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from qa.answer import (
    Answer,
    Citation,
    Degraded,
    Done,
    PassageRef,
    Proven,
    Retrieved,
    Seconds,
    Sentence,
    Token,
    Usage,
)
from qa.proving import with_markers
from qa.tui.app import ChatApp
from store import Library
from store.article import Article
from tests.qa.tui.chatting import ScriptedEngine, ask, chatting, settings, settled, talk, until

FOREIGN = (
    Article(
        id="", source="ko", title="김정은 위원장, 로씨야 방문", publisher="로동신문", published="2023-09-13",
        language="ko",
        text="김정은 위원장이 로씨야련방을 방문하기 위해 평양을 출발하였다. 전용렬차는 오후에 국경을 넘었다.",
        url="https://example.org/" + "%EA%B9%80" * 20,
    ),
    Article(
        id="", source="ru", title="Ким Чен Ын прибыл в Россию", publisher="ТАСС", published="2023-09-12", language="ru",
        text="Бронепоезд Ким Чен Ына пересёк мост через реку Раздольная. Переговоры пройдут на Дальнем Востоке.",
    ),
    Article(
        id="", source="x", title="[red]Breaking[/] \x1b[31mnews [/]", publisher="[b]Herald", published="2020-01-01",
        text="He said [sic] “no” [1]. The file <doc-1> holds [/] and \x1b]0;x\x07 nothing else. It ended.",
        url="javascript:alert(1)",
    ),
)  # fmt: skip


def proven(text: str, n: int) -> Sentence:
    return Sentence(text=text, verdict="supported", citations=(n,))


def cite(library: Library, n: int, title: str, words: str) -> Citation:
    """Citation number `n` of the sentence with `words` in the article whose title has `title`."""
    article = next(a for a in library.articles() if title in a.title)
    sentence = next(s for p in library.passages(article.id) for s in p.sentences if words in s.text)
    return Citation(
        n=n, article_id=article.id, title=article.title, publisher=article.publisher, published=article.published,
        published_inferred=article.published_inferred, url=article.url, quote=sentence.text, start=sentence.start,
        end=sentence.end,
    )  # fmt: skip


def answered(question: str, sentences: Sequence[tuple[Sentence, Citation | None]], **more: Any) -> list[Any]:
    """Events of an answer of these sentences, each with the citation it is the first to use."""
    made: list[Any] = [Retrieved((), more.get("standalone_question") or question)]
    citations = [citation for _, citation in sentences if citation]
    shown = []
    for sentence, citation in sentences:
        shown.append(with_markers(sentence))
        made += [Token(shown[-1] + " "), Proven(sentence, (citation,) if citation else ())]
    answer = Answer(
        question=question, model="openai:gpt-4.1-mini", text=" ".join(shown), sentences=tuple(s for s, _ in sentences),
        citations=tuple(citations), usage=Usage(input_tokens=1204, output_tokens=61), seconds=Seconds(total=2.4),
        **more,
    )  # fmt: skip
    return [*made, Done(answer)]


def meeting(library: Library) -> list[Any]:
    """An answer with every verdict and two sources."""
    return answered(
        "What happened on Kim’s visits to Russia?",
        [
            (
                proven("Kim crossed the Razdolnaya River on September 12 at 05:15.", 1),
                cite(library, 1, "Vorontsov", "Razdolnaya"),
            ),
            (
                proven("In April 2019 he met Putin on a campus in Vladivostok.", 2),
                cite(library, 2, "Vorontsov", "Then he arrived in Vladivostok"),
            ),
            (
                Sentence(
                    text="Kolokoltsev had arrived in Pyongyang to discuss security measures.", verdict="partial",
                    citations=(3,), reasons=("an expert said it was likely",),
                ),
                cite(library, 3, "Kolokoltsev", "Anthony Rinna"),
            ),
            (
                Sentence(text="They signed 14 agreements.", verdict="unsupported", reasons=("no article says 14",)),
                None,
            ),
        ],
    )  # fmt: skip


def abstained(library: Library) -> list[Any]:
    passages = [p for a in library.articles()[-2:] for p in library.passages(a.id)[:2]]
    refs = tuple(PassageRef(article_id=p.article.id, start=p.start, end=p.end, score=0.5) for p in passages)
    text = "The articles do not say. The library holds 5 articles (2019-04 – 2023-09)."
    answer = Answer(
        question="How old is Valentina Matviyenko?", model="quotes", abstained=True, text=text, passages=refs,
        seconds=Seconds(total=0.3),
    )  # fmt: skip
    return [Retrieved((), answer.question), Token(text), Done(answer)]


def failed(library: Library) -> list[Any]:
    reason = "OpenAI refused the key: check OPENAI_API_KEY in the environment or in .env"
    citation = cite(library, 1, "Vorontsov", "Razdolnaya")
    quoted = Sentence(text=f"According to Lenta.ru: “{citation.quote}”", verdict="supported", citations=(1,))
    events = answered(
        "When did the train cross?", [(quoted, citation)], notice=f"{reason}; the articles are quoted instead"
    )
    return [Token("The tra"), Degraded(reason), *events]


def foreign(library: Library) -> list[Any]:
    return answered(
        "김정은은 언제 로씨야에 갔는가? Когда пересёк мост?",
        [
            (
                proven("김정은 위원장이 로씨야련방을 방문하기 위해 평양을 출발하였다.", 1),
                cite(library, 1, "김정은", "평양을"),
            ),
            (
                proven("Бронепоезд пересёк мост через реку Раздольная.", 2),
                cite(library, 2, "Ким Чен Ын", "Раздольная"),
            ),
        ],
        standalone_question="김정은은 2023년 언제 로씨야에 갔는가?",
    )  # fmt: skip


def hostile(library: Library) -> list[Any]:
    text = "He [red]said[/] [sic] <script>alert(1)</script> \x1b[31m[x](javascript:alert(1)) ✓."
    return answered(
        "What [/] did [red]he[/] \x1b[2Jsay?",
        [
            (
                Sentence(text=text, verdict="partial", citations=(1,), reasons=("[/] said <b>",)),
                cite(library, 1, "red", "sic"),
            )
        ],
    )


SCRIPTS = {
    "empty": None, "no-key": None, "streaming": meeting, "sources": meeting, "abstained": abstained, "error": failed,
    "foreign": foreign, "hostile": hostile,
}  # fmt: skip


@asynccontextmanager
async def scene(
    name: str, library: Library, home: Path, size: tuple[int, int], theme: str
) -> AsyncIterator[tuple[ChatApp, Pilot[int]]]:
    """The app in the state called `name`."""
    script = SCRIPTS[name]
    events = script(library) if script else []
    given = settings(home, model=None if name == "no-key" else "openai:gpt-4.1-mini", base_url=None)
    engine = ScriptedEngine(given, library, events, hold=5 if name == "streaming" else None)
    async with chatting(engine, size=size) as (app, pilot):
        app.theme = theme
        app.animation_level = "none"
        app.chat.prompt.cursor_blink = False
        if events:
            done = name != "streaming"
            question = events[-1].answer.question
            turn = await ask(app, pilot, question, wait=done)
            await until(pilot, lambda: done or turn.body.text.tail, "the tokens")
            if done and size[0] >= 100:
                await pilot.press("1")
            app.clear_notifications()
        if name == "streaming":
            await pilot.pause(0.3)
        await settled(pilot)
        yield app, pilot
        engine.go.set()
        await until(pilot, lambda: not talk(app).busy, "the end")
