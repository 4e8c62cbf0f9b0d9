"""What the palette does with the session and with the answer in focus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qa.tui.command_group import CommandGroup

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.sessions import Sessions, SessionSummary


class Commands(CommandGroup):
    """Ask again, sessions, export, copy, help."""

    def ask_again(self) -> None:
        """Ask the last question once more."""
        if talk := self.talk:
            talk.ask_again()

    def new_session(self) -> None:
        """Start over."""
        if talk := self.talk:
            self.app.run_worker(talk.new_session(), group="session", exit_on_error=False)

    def help(self) -> None:
        """Show the keys of what has the focus."""
        from qa.tui.help_screen import HelpScreen, topics

        if not isinstance(self.app.screen, HelpScreen):
            self.app.push_screen(HelpScreen(list(topics(self.app.focused, self.app.screen))))

    def sessions(self) -> None:
        """List the sessions."""
        from qa.tui.sessions_screen import SessionsScreen

        talk = self.talk
        if talk is None:
            return

        def chosen(wanted: tuple[str, SessionSummary] | None) -> None:
            if wanted and wanted[0] == "resume":
                self.app.run_worker(talk.show_session(wanted[1]), group="session", exit_on_error=False)
            else:
                talk.retitle()
            if wanted and wanted[0] == "export":
                self._export(talk.sessions, wanted[1].id)

        self.app.push_screen(SessionsScreen(talk.sessions), chosen)

    def export(self) -> None:
        """Write this session to a file."""
        talk = self.talk
        if talk and talk.answering.session:
            self._export(talk.sessions, talk.answering.session)
        elif talk:
            self.say("Nothing to export yet.")

    def _export(self, sessions: Sessions, session_id: str) -> None:
        from qa.export import session_markdown, write_new

        session = sessions.find(session_id)
        text = session_markdown(session.title, sessions.turns(session.id))
        try:
            path = write_new(Path.cwd(), session.title, text)
        except OSError as error:
            said = f"{Path.cwd()} cannot be written ({error.strerror}): start tumen in another folder."
            self.app.notify(said, severity="error", markup=False)
            return
        self.app.notify(str(path), title="Exported", markup=False)

    def copy_answer(self) -> None:
        """Copy the text of the answer in focus."""
        answer = self._answer()
        if answer:
            self.app.copy_to_clipboard(answer.text)
            self.say("Copied the answer.")

    def copy_with_sources(self) -> None:
        """Copy the answer in focus with footnotes."""
        from qa.export import answer_with_sources
        from qa.tui.source_actions import today

        answer = self._answer()
        if answer:
            self.app.copy_to_clipboard(answer_with_sources(answer, today()))
            self.say("Copied the answer with its sources.")

    def _answer(self) -> Answer | None:
        """The answer in focus; the latest where a claim has the focus."""
        talk = self.talk
        answer = None
        if talk and talk.conversation.turns:
            turn = talk.focused if talk.focused in talk.conversation.turns else talk.conversation.turns[-1]
            answer = turn.answer
        if talk and answer is None:
            self.say("There is no answer to copy yet.")
        return answer
