"""Articles are added from the chat: by path, by address, and from the user's own network only when that is meant."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList

from qa.tui.engine import Engine
from store import Library
from tests.qa.tui.chatting import chatting, command, screen_text, settings, toasts, until
from tests.store.hashing import hashing
from tests.store.web_server import serving


async def test_articles_are_added_in_the_background_and_the_reasons_shown(home: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("---\ntitle: A [red]note[/]\n---\nThe old bridge at Tumangang was built in 1959.\n")
    library = Library.open(home, embedding=hashing())
    async with chatting(Engine(lambda: settings(home), library=library)) as (app, pilot):
        await command(app, pilot, "Add articles")
        app.screen.query_one(Input).value = str(note)
        await pilot.press("enter")
        await until(pilot, lambda: "1 added" in toasts(app), "the article")
        assert "A [red]note[/]" in toasts(app)
        await command(app, pilot, "Add articles")
        app.screen.query_one(Input).value = str(tmp_path / "missing.md")
        await pilot.press("enter")
        await until(pilot, lambda: "not found" in toasts(app), "the reason")
        await command(app, pilot, "Articles")
        assert "3 articles" in screen_text(app)
        assert "A [red]note[/]" in screen_text(app)
        app.screen.query_one(OptionList).focus()
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query("ArticleText"), "the article")


async def test_a_page_is_added_by_its_address_and_one_of_the_own_network_only_when_meant(home: Path) -> None:
    """Else a link in an article could make the chat read what stands behind the user's firewall."""
    library = Library.open(home, embedding=hashing())
    with serving() as site:
        address = f"{site.base}/page/7"
        async with chatting(Engine(lambda: settings(home), library=library)) as (app, pilot):
            await command(app, pilot, "Add articles")
            app.screen.query_one(Input).value = address
            await pilot.press("enter")
            await until(pilot, lambda: "private address" in toasts(app), "the refusal")
            assert "Add from your network" in toasts(app)
            assert not site.asked
            await command(app, pilot, "Add from your network")
            app.screen.query_one(Input).value = address
            await pilot.press("enter")
            await until(pilot, lambda: "1 added" in toasts(app), "the page")
            assert "Train 7" in toasts(app)
            await command(app, pilot, "Articles")
            assert "3 articles" in screen_text(app)
