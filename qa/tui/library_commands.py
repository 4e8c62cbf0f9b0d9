"""What the palette does with the library: add to it, read it, hold a claim against it."""

from __future__ import annotations

from textual.app import App

from qa.tui import jobs
from qa.tui.adding import Adding
from qa.tui.chat_screen import ChatScreen
from qa.tui.command_group import CommandGroup
from qa.tui.engine import Engine
from qa.tui.threads import run
from store.errors import TumenError


class LibraryCommands(CommandGroup):
    """Add articles, list them, check a claim, tell what happened when."""

    def __init__(self, app: App[int], chat: ChatScreen, engine: Engine, adding: Adding) -> None:
        super().__init__(app, chat, engine)
        self._adding = adding

    def add_articles(self) -> None:
        """Ask what to add, and add it in the background."""
        if self.talk:
            self.ask_line("Add articles", self._adding.start, hint="A file, a folder, or an address (http…).")

    def add_from_own_network(self) -> None:
        """Ask for an address that may be one of the user's own network, which others are not fetched from."""

        def chosen(address: str) -> None:
            self._adding.start(address, allow_private=True)

        if self.talk:
            self.ask_line("Add from your network", chosen, hint="An address (http…) on this machine or near it.")

    def check_claim(self) -> None:
        """Ask for a claim, and show what the articles say of it."""

        def chosen(claim: str) -> None:
            self.app.run_worker(self._check(claim), group="claim", exit_on_error=False)

        if self.open_talk:
            self.ask_line("Check a claim", chosen, hint="Each sentence is held against the articles.")

    async def _check(self, claim: str) -> None:
        from qa.tui.claim_card import ClaimCard

        talk = self.talk
        if talk is None:
            return
        card = ClaimCard(claim)
        await talk.conversation.add_note(card)
        talk.conversation.anchor()
        try:
            found = await run(lambda: self.engine.check_claims(claim))
        except TumenError as error:
            await card.remove()
            await talk.conversation.add_card(str(error))
            return
        if not card.is_attached:  # the session was left meanwhile
            return
        if found:
            card.show(found)
            if not talk.busy:
                talk.focus_turn(card)
        else:
            await card.remove()
            talk.conversation.refresh_welcome()
            self.say("There is no sentence to check.")

    def timeline(self) -> None:
        """Ask for a topic, and list its dated events."""

        def chosen(topic: str) -> None:
            self.app.run_worker(self._timeline(topic), group="timeline", exclusive=True, exit_on_error=False)

        if self.open_talk:
            self.ask_line("Timeline", chosen, hint="Of what? The articles' dated events of it, in their order.")

    async def _timeline(self, topic: str) -> None:
        from qa.tui.timeline_screen import TimelineScreen

        status = self.chat.status
        status.work = "looking for dates …"
        try:
            events = await run(lambda: self.engine.run(jobs.dated_events, topic, self.engine.as_of))
        except TumenError as error:
            if talk := self.talk:
                await talk.conversation.add_card(str(error))
            return
        finally:
            status.work = ""
        if events:
            self.app.push_screen(TimelineScreen(topic, events, self.engine.article))
        else:
            self.say("The articles date nothing of this: try other words.")

    def articles(self) -> None:
        """List what the library holds."""
        from qa.tui.articles_screen import ArticlesScreen

        if self.open_talk:
            self.app.push_screen(ArticlesScreen(self.engine))
