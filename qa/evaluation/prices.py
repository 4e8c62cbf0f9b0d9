"""What a run costs in dollars, where the price is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.errors import TumenError

# Dollars per million tokens, input and output: OpenAI's public price list as of August 2025. --price wins over it.
_LIST = {
    "gpt-4o": (2.50, 10.00),
    "gpt-4o-mini": (0.15, 0.60),
    "gpt-4.1": (2.00, 8.00),
    "gpt-4.1-mini": (0.40, 1.60),
    "gpt-4.1-nano": (0.10, 0.40),
    "gpt-5": (1.25, 10.00),
    "gpt-5-mini": (0.25, 2.00),
    "gpt-5-nano": (0.05, 0.40),
}


class PriceError(TumenError):
    """A price that cannot be read."""


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per million input and output tokens."""

    input: float
    output: float

    def dollars(self, input_tokens: int, output_tokens: int) -> float:
        """The price of so many tokens, in dollars."""
        return (self.input * input_tokens + self.output * output_tokens) / 1e6


def parse(text: str) -> Price:
    """``"0.15,0.60"`` as a price per million input and output tokens."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*,\s*(\d+(?:\.\d+)?)\s*", text)
    if not match:
        raise PriceError("--price must be dollars per million input and output tokens, such as 0.15,0.60")
    return Price(float(match[1]), float(match[2]))


def known(model: str, own_endpoint: bool) -> Price | None:
    """The list price of a model, None when unknown. Another endpoint than OpenAI's has prices of its own."""
    if model == "quotes" or model.startswith("local:"):
        return Price(0.0, 0.0)
    name = re.sub(r"-\d{4}-\d{2}-\d{2}$", "", model.removeprefix("openai:"))
    return Price(*_LIST[name]) if name in _LIST and not own_endpoint else None
