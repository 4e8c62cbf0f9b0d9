"""What the palette does with models: choose one for good, or for one question."""

from __future__ import annotations

from qa.tui.command_group import CommandGroup
from qa.tui.engine import QUOTES
from qa.tui.threads import run
from store.errors import TumenError


class ModelCommands(CommandGroup):
    """A model is checked with one small request before it answers from now on."""

    def ask_again_with(self) -> None:
        """Ask the last question of a model that is chosen for it alone."""
        talk = self.talk
        if talk and not talk.answering.last_question:
            self.say("Nothing has been asked yet.")
        elif talk:
            self.ask_line("Ask again: which model?", talk.ask_again, hint=self._hint(), suggestions=self._known())

    def switch_model(self) -> None:
        """Choose who answers from now on."""

        def chosen(name: str) -> None:
            self.app.run_worker(self._switch(name), group="model", exclusive=True, exit_on_error=False)

        if self.talk:
            self.ask_line("Who answers?", chosen, hint=self._hint(), suggestions=self._known())

    async def _switch(self, name: str) -> None:
        status = self.chat.status
        status.work = f"checking {name} …"
        try:
            self.engine.model = await run(lambda: self.engine.check(name))
        except TumenError as error:
            if talk := self.talk:
                await talk.conversation.add_card(f"{error}. {self.engine.model} goes on answering.")
            return
        finally:
            status.work = ""
        status.model = self.engine.model
        self.chat.refresh_welcome()
        self.say(f"{self.engine.model} answers from now on.")

    def _hint(self) -> str:
        return f"Now: {self.engine.model}. Others: openai:MODEL, local:PATH.gguf, PROVIDER:MODEL."

    def _known(self) -> list[str]:
        names = [QUOTES, self.engine.model]
        if self.chat.talk:
            names += self.chat.talk.sessions.models()
        settings = self.engine.settings
        names += ["openai"] if settings and (settings.openai_api_key or settings.openai_base_url) else []
        return [name for name in dict.fromkeys(names) if name]
