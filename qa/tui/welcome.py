"""What an empty conversation says."""

from __future__ import annotations

from textual.content import Content

from qa.tui.engine import QUOTES, Engine
from qa.tui.plain import joined


def welcome(engine: Engine | None) -> Content:
    """What the library holds, who answers, and where help is; None and an engine not open yet say less."""
    parts: list[Content | str] = [
        Content.styled("Tumen", "$text-primary bold"),
        "\nQuestions about Russia and North Korea, each answer proven by the words of an article.\n",
    ]
    if engine is None or not engine.holdings:
        return joined(*parts, Content.styled("\nOpening the library …\n", "dim"))
    parts += [f"\n{engine.holdings}\n"]
    parts += [
        Content.styled("✓", "$text-success bold"), " an article carries it   ",
        Content.styled("~", "$text-warning bold"), " partly   ",
        Content.styled("✗", "$text-error bold"), " none does\n",
    ]  # fmt: skip
    if engine.model == QUOTES and engine.settings and not engine.settings.model:
        hint = "No model is set up, so answers are quotations. For written answers set OPENAI_API_KEY or"
        hint += " OPENAI_BASE_URL, or choose a model with ctrl+p."
        parts += ["\n", Content.styled(hint, "dim"), "\n"]
    return joined(*parts)
