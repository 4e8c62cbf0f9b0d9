"""What the palette does: with the session, the answer in focus, the model, and the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qa.tui.threads import run
from store.errors import TumenError

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.sessions import SessionSummary
    from qa.tui.app import ChatApp
    from qa.tui.talk import Talk

LOADING = "One moment: the library is still being opened."


class Commands:
    """Each is called without arguments, from the palette or a key."""

    def __init__(self, app: ChatApp) -> None:
        self._app = app

    @property
    def _talk(self) -> Talk | None:
        """The conversation; says to wait when it is not there yet."""
        talk = self._app.chat.talk
        if talk is None:
            self._app.notify(LOADING, markup=False)
        return talk

    def ask_again(self) -> None:
        """Ask the last question once more."""
        if talk := self._talk:
            talk.ask_again()

    def ask_again_with(self) -> None:
        """Ask the last question of a model that is chosen for it alone."""
        from qa.tui.ask_line import AskLine

        talk = self._talk
        if talk is None:
            return
        if not talk.answering.last_question:
            self._app.notify("Nothing has been asked yet.", markup=False)
            return

        def chosen(name: str | None) -> None:
            if name:
                talk.ask_again(name)

        dialogue = AskLine("Ask again: which model?", hint=self._model_hint(), suggestions=self._models())
        self._app.push_screen(dialogue, chosen)

    def switch_model(self) -> None:
        """Choose who answers from now on."""
        from qa.tui.ask_line import AskLine

        if self._talk is None:
            return

        def chosen(name: str | None) -> None:
            if name:
                self._app.run_worker(self._switch(name), group="model", exclusive=True, exit_on_error=False)

        dialogue = AskLine("Who answers?", hint=self._model_hint(), suggestions=self._models())
        self._app.push_screen(dialogue, chosen)

    async def _switch(self, name: str) -> None:
        engine, status = self._app.engine, self._app.chat.status
        status.work = f"checking {name} …"
        try:
            engine.model = await run(lambda: engine.check(name))
        except TumenError as error:
            talk = self._talk
            if talk:
                await talk.conversation.add_card(f"{error}. {engine.model} goes on answering.")
            return
        finally:
            status.work = ""
        status.model = engine.model
        self._app.chat.refresh_welcome()
        self._app.notify(f"{engine.model} answers from now on.", markup=False)

    def _model_hint(self) -> str:
        return f"Now: {self._app.engine.model}. Others: openai:MODEL, local:PATH.gguf, PROVIDER:MODEL."

    def _models(self) -> list[str]:
        known = ["quotes", self._app.engine.model]
        if self._app.sessions:
            known += self._app.sessions.models()
        settings = self._app.engine.settings
        known += ["openai"] if settings and (settings.openai_api_key or settings.openai_base_url) else []
        return [name for name in dict.fromkeys(known) if name]

    def new_session(self) -> None:
        """Start over."""
        if talk := self._talk:
            self._app.run_worker(talk.new_session(), group="session", exit_on_error=False)

    def sessions(self) -> None:
        """List the sessions."""
        from qa.tui.sessions_screen import SessionsScreen

        talk, sessions = self._talk, self._app.sessions
        if talk is None or sessions is None:
            return

        def chosen(wanted: tuple[str, SessionSummary] | None) -> None:
            if wanted and wanted[0] == "resume":
                self._app.run_worker(talk.show_session(wanted[1]), group="session", exit_on_error=False)
            elif wanted:
                self._export(wanted[1].id)

        self._app.push_screen(SessionsScreen(sessions), chosen)

    def export(self) -> None:
        """Write this session to a file."""
        talk = self._talk
        if talk and talk.answering.session:
            self._export(talk.answering.session)
        elif talk:
            self._app.notify("Nothing to export yet.", markup=False)

    def _export(self, session_id: str) -> None:
        from qa.export import session_markdown, write_new

        assert self._app.sessions is not None
        session = self._app.sessions.find(session_id)
        text = session_markdown(session.title, self._app.sessions.turns(session.id))
        try:
            path = write_new(Path.cwd(), session.title, text)
        except OSError as error:
            said = f"{Path.cwd()} cannot be written ({error.strerror}): start tumen in another folder."
            self._app.notify(said, severity="error", markup=False)
            return
        self._app.notify(str(path), title="Exported", markup=False)

    def copy_answer(self) -> None:
        """Copy the text of the answer in focus."""
        answer = self._answer()
        if answer:
            self._app.copy_to_clipboard(answer.text)
            self._app.notify("Copied the answer.", markup=False)

    def copy_with_sources(self) -> None:
        """Copy the answer in focus with footnotes."""
        from qa.export import answer_with_sources
        from qa.tui.source_actions import today

        answer = self._answer()
        if answer:
            self._app.copy_to_clipboard(answer_with_sources(answer, today()))
            self._app.notify("Copied the answer with its sources.", markup=False)

    def _answer(self) -> Answer | None:
        talk = self._talk
        answer = talk.focused.answer if talk and talk.focused else None
        if talk and answer is None:
            self._app.notify("There is no answer to copy yet.", markup=False)
        return answer

    def add_articles(self) -> None:
        """Ask what to add, and add it in the background."""
        from qa.tui.ask_line import AskLine

        def chosen(source: str | None) -> None:
            if source:
                self._app.adding.start(source)

        if self._talk:
            self._app.push_screen(AskLine("Add articles", hint="A file, a folder, or an address (http…)."), chosen)

    def check_claim(self) -> None:
        """Ask for a claim, and show what the articles say of it."""
        from qa.tui.ask_line import AskLine

        def chosen(claim: str | None) -> None:
            if claim:
                self._app.run_worker(self._check(claim), group="claim", exclusive=True, exit_on_error=False)

        if self._talk and self._app.engine.is_open:
            self._app.push_screen(AskLine("Check a claim", hint="Each sentence is held against the articles."), chosen)

    async def _check(self, claim: str) -> None:
        from qa.tui.claim_card import ClaimCard

        talk = self._talk
        if talk is None:
            return
        self._app.chat.status.work = "checking the claim …"
        try:
            found = await run(lambda: self._app.engine.check_claims(claim))
        except TumenError as error:
            await talk.conversation.add_card(str(error))
            return
        finally:
            self._app.chat.status.work = ""
        if not found:
            self._app.notify("There is no sentence to check.", markup=False)
        for checked in found:
            await talk.conversation.mount(ClaimCard(checked))
        talk.conversation.anchor()

    def articles(self) -> None:
        """List what the library holds."""
        from qa.tui.articles_screen import ArticlesScreen

        if self._talk and self._app.engine.is_open:
            self._app.push_screen(ArticlesScreen(self._app.engine))
