"""What the library holds, to be read."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qa.answer import Citation
from qa.tui.engine import Engine
from qa.tui.guards import GuardedModal
from qa.tui.plain import joined, line
from qa.tui.reader_screen import ReaderScreen
from qa.wording import date_of
from store.article import Article


class ArticlesScreen(GuardedModal):
    """The latest first."""

    CSS_PATH = "articles_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", show=False),
        Binding("f1", "app.help", show=False),
    ]
    TOPIC = ("Articles", (("↑ ↓", "choose"), ("Enter", "read it"), ("Esc", "back")))

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._articles = engine.library.articles()

    def compose(self) -> ComposeResult:
        """A count, the list, the keys."""
        count = len(self._articles)
        with Vertical(id="box"):
            yield Static(Content.styled(f"{count} article{'' if count == 1 else 's'}", "bold"), markup=False)
            yield OptionList(*(Option(_row(article)) for article in self._articles), compact=True, markup=False)
            yield Static(Content.styled("Enter reads it · Esc back", "dim"), markup=False)

    def on_mount(self) -> None:
        """Start at the top of the list."""
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def _read(self, event: OptionList.OptionSelected) -> None:
        article = self._articles[event.option_index]
        whole = Citation.of(article, 1, 0, 0)
        self.app.push_screen(ReaderScreen(self._engine.article, [whole], whole))


def _row(article: Article) -> Content:
    about = f"  {article.publisher or 'publisher unknown'} · {date_of(article)}"
    return joined(line(article.title), "\n  ", line(about, "dim"))
