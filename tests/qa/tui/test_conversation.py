"""What a user does in the conversation: ask, stop, follow up, ask again, walk through history, paste."""

from __future__ import annotations

import re
from pathlib import Path

from qa.answer import Answer, Citation, Done, Proven, Retrieved, Sentence, Token
from qa.tui.engine import Engine
from store import Library
from tests.qa.tui.chatting import (
    QUESTION,
    UNANSWERABLE,
    ScriptedEngine,
    ask,
    chatting,
    said,
    screen_text,
    settings,
    settled,
    talk,
    until,
)
from tests.scripted_server import Reply, ScriptedServer


async def test_without_a_key_it_answers_at_once_and_says_how_to_set_up_a_model(
    seed_library: Library, home: Path
) -> None:
    engine = Engine(lambda: settings(home, model=None), library=seed_library)
    async with chatting(engine) as (app, pilot):
        assert "set OPENAI_API_KEY" in said(app)
        turn = await ask(app, pilot, QUESTION)
        shown = said(app)
        assert turn.answer and not turn.answer.abstained
        assert "✓ According to" in shown
        assert re.search(r"\d sources? · quotes", shown)


async def test_each_quotation_stands_on_a_line_of_its_own(seed_library: Library, home: Path) -> None:
    """Run on, five quotations are a wall in which no verdict can be found."""
    events = scripted([("One is so.\n", "One is so.", "supported"), ("Two is so.\n", "Two is so.", "supported")])
    answer = events[-1].answer  # type: ignore[attr-defined]  # the last is Done
    events[-1] = Done(answer.model_copy(update={"text": answer.text.replace("]. ", "].\n")}))
    async with chatting(ScriptedEngine(settings(home), seed_library, events)) as (app, pilot):  # type: ignore[arg-type]
        await ask(app, pilot, "so?")
        lines = [line[:60].strip("▌ ")[:8] for line in screen_text(app).splitlines()]
        first = lines.index("✓ One is")
        assert lines[first : first + 3] == ["✓ One is", "", "✓ Two is"]


async def test_a_table_and_a_heading_keep_their_shape_with_their_verdicts(seed_library: Library, home: Path) -> None:
    rows = [
        ("| who | where |\n|---|---|\n", "| who | where |", "unsupported"),
        ("| Kim | Paris |", "| Kim | Paris |", "partial"),
    ]
    events = scripted([("## It is so\n\n", "## It is so", "unsupported"), *rows])
    text = "## It is so\n\n| who | where |\n|---|---|\n| Kim | Paris | [1]"
    answer = events[-1].answer  # type: ignore[attr-defined]  # the last is Done
    events[-1] = Done(answer.model_copy(update={"text": text}))
    async with chatting(ScriptedEngine(settings(home), seed_library, events)) as (app, pilot):  # type: ignore[arg-type]
        turn = await ask(app, pilot, "so?")
        assert turn.query("MarkdownTable")
        assert turn.query("MarkdownH2")
        assert "|---|" not in said(app)


async def test_a_question_asked_before_the_library_is_open_waits_its_turn(engine: Engine) -> None:
    from qa.tui.app import ChatApp

    app = ChatApp(engine)
    async with app.run_test(size=(120, 40)) as pilot:
        app.chat.prompt.put(QUESTION)
        await pilot.press("enter")
        await until(pilot, lambda: app.chat.talk and app.chat.talk.conversation.turns, "the question")
        turn = talk(app).conversation.turns[0]
        await until(pilot, lambda: turn.state == "done", "its answer")
        assert "Vladivostok" in screen_text(app)


async def test_what_the_articles_do_not_say_is_a_state_of_its_own(engine: Engine) -> None:
    async with chatting(engine) as (app, pilot):
        turn = await ask(app, pilot, UNANSWERABLE)
        shown = said(app)
        assert turn.has_class("abstained")
        assert "○ not in the articles" in shown
        assert "Nearest passages" in shown
        assert "✓" not in shown
        await pilot.press("1")
        await settled(pilot)
        assert "Nearest [1]" in screen_text(app)


def scripted(sentences: list[tuple[str, str, str]]) -> list[object]:
    """Events of an answer of (as it streams, sentence, verdict)."""
    citation = Citation(n=1, article_id="x", title="T", quote="q", start=0, end=1)
    made: list[object] = [Retrieved((), "q")]
    proven = []
    for raw, text, verdict in sentences:
        made.append(Token(raw))
        cited = (1,) if verdict != "unsupported" else ()
        proven.append(Sentence(text=text, verdict=verdict, citations=cited))  # type: ignore[arg-type]
        made.append(Proven(proven[-1], (citation,) if len(proven) == 1 else ()))
    text = " ".join(s.text if not s.citations else f"{s.text[:-1]} [1]{s.text[-1]}" for s in proven)
    made.append(Done(Answer(question="q", model="openai:m", text=text, sentences=tuple(proven), citations=(citation,))))
    return made


THREE = [
    ("One is so [2]. ", "One is so.", "supported"),
    ("Two is so [2]. ", "Two is so.", "partial"),
    ("Three is so.", "Three is so.", "unsupported"),
]


async def test_a_sentence_is_neutral_until_it_is_proven(seed_library: Library, home: Path) -> None:
    """An unproven sentence must never carry a sign of proof, not even for a moment."""
    engine = ScriptedEngine(settings(home), seed_library, scripted(THREE), hold=2)  # type: ignore[arg-type]
    async with chatting(engine) as (app, pilot):
        turn = await ask(app, pilot, "so?", wait=False)
        await until(pilot, lambda: "One is so" in screen_text(app), "the first tokens")
        shown = said(app)
        assert "✓" not in shown.replace("✓ an article", "")
        engine.go.set()
        await until(pilot, lambda: turn.state == "done", "the answer")
        shown = said(app)
        assert "✓ One is so. [1]" in shown
        assert "~ Two is so. [1]" in shown
        assert "✗ Three is so." in shown


async def test_escape_stops_keeps_and_marks_what_came(seed_library: Library, home: Path) -> None:
    engine = ScriptedEngine(settings(home), seed_library, scripted(THREE), hold=4)  # type: ignore[arg-type]
    async with chatting(engine) as (app, pilot):
        turn = await ask(app, pilot, "so?", wait=False)
        await until(pilot, lambda: "Two is so" in screen_text(app), "half of the answer")
        await pilot.press("escape")
        await until(pilot, lambda: turn.state == "stopped", "the end")
        shown = said(app)
        assert "■ stopped" in shown
        assert "✓ One is so" in shown
        assert "Two is so" in shown
        assert app.sessions is not None
        (kept,) = app.sessions.turns(app.session_id or "")
        assert kept.state == "stopped"
        assert kept.answer and kept.answer.text.startswith("One is so")
        assert talk(app).answering.history == []


async def test_a_new_question_takes_the_place_of_the_one_that_is_coming(seed_library: Library, home: Path) -> None:
    engine = ScriptedEngine(settings(home), seed_library, scripted(THREE), hold=3)  # type: ignore[arg-type]
    async with chatting(engine) as (app, pilot):
        first = await ask(app, pilot, "so?", wait=False)
        await until(pilot, lambda: talk(app).busy, "the stream")
        second = await ask(app, pilot, "and so?", wait=False)
        engine.go.set()
        await until(pilot, lambda: second.state == "done", "the second answer")
        assert first.state == "stopped"


async def test_a_follow_up_shows_what_it_was_understood_as(engine: Engine) -> None:
    async with chatting(engine, size=(120, 70)) as (app, pilot):
        await ask(app, pilot, QUESTION)
        turn = await ask(app, pilot, "And where did he eat bear meat?")
        assert turn.answer and turn.answer.standalone_question
        assert "understood as: And where did he eat bear meat? (" in said(app)


async def test_ctrl_r_asks_again_without_leaning_on_itself(seed_library: Library, home: Path) -> None:
    engine = ScriptedEngine(settings(home), seed_library, scripted(THREE))  # type: ignore[arg-type]
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, "so?")
        await pilot.press("ctrl+r")
        await until(pilot, lambda: len(engine.asked) == 2 and not talk(app).busy, "the second answer")
        assert [question for question, *_ in engine.asked] == ["so?", "so?"]
        assert engine.asked[1][1] == ()


async def test_a_model_writes_through_its_endpoint(seed_library: Library, home: Path) -> None:
    pieces = ("Putin and Kim met ", "in Vladivostok", " [1]. They ate ", "17,000 pancakes [1].")
    with ScriptedServer(Reply(pieces=pieces)) as server:
        given = settings(home, "openai:scripted", server.base_url)
        async with chatting(Engine(lambda: given, library=seed_library)) as (app, pilot):
            turn = await ask(app, pilot, QUESTION)
            shown = said(app)
    assert turn.answer and turn.answer.model == "openai:scripted"
    assert "✗ They ate 17,000 pancakes." in shown
    assert "100 tokens in, 4 out" in shown


async def test_a_bad_key_is_a_card_with_a_quotation_below(seed_library: Library, home: Path) -> None:
    with ScriptedServer(Reply(status=401, message="Incorrect API key: sk-wrong-key-123456")) as server:
        given = settings(home, "openai:scripted", server.base_url, key="sk-wrong-key-123456")
        async with chatting(Engine(lambda: given, library=seed_library)) as (app, pilot):
            turn = await ask(app, pilot, QUESTION)
            await until(pilot, lambda: "check OPENAI_API_KEY" in said(app), "the card, at the top of a long answer")
            shown = said(app)
    assert "sk-wrong" not in shown
    assert turn.answer and turn.answer.citations
    assert shown.index("OPENAI_API_KEY") < shown.index("✓ According to")


async def test_a_reader_who_has_scrolled_up_is_left_where_he_is(seed_library: Library, home: Path) -> None:
    events = scripted([(f"{n} is so.\n", f"{n} is so.", "supported") for n in range(60)])
    done = events[-1].answer  # type: ignore[attr-defined]  # the last is Done
    events[-1] = Done(done.model_copy(update={"text": done.text.replace("]. ", "].\n"), "notes": ("a remark",)}))
    engine = ScriptedEngine(settings(home), seed_library, events, hold=118)  # type: ignore[arg-type]
    async with chatting(engine) as (app, pilot):
        turn = await ask(app, pilot, "so?", wait=False)
        conversation = talk(app).conversation
        await until(pilot, lambda: "55 is so" in said(app), "most of the answer")
        conversation.scroll_to(y=10, animate=False)
        engine.go.set()
        await until(pilot, lambda: turn.state == "done" and not talk(app).busy, "the end")
        await pilot.pause(0.2)
        assert conversation.scroll_y == 10


async def test_the_prompt_stays_live_while_an_answer_comes(seed_library: Library, home: Path) -> None:
    engine = ScriptedEngine(settings(home), seed_library, scripted(THREE), hold=3)  # type: ignore[arg-type]
    async with chatting(engine) as (app, pilot):
        await ask(app, pilot, "so?", wait=False)
        await pilot.press("n", "e", "x", "t")
        assert app.chat.prompt.text == "next"
        engine.go.set()
