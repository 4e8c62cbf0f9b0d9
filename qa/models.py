"""From the name of a model to a chat model: OpenAI, compatible endpoints, llama.cpp in this process, langchain.

Names: ``quotes`` (no LLM; `qa.quoting` answers), ``openai`` or ``openai:MODEL``, ``local:PATH.gguf``,
``local:hf:REPO[:QUANT]``, and ``PROVIDER:MODEL`` as langchain's `init_chat_model` takes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from qa.failures import ModelError, without_secrets

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from qa.settings import Settings

QUOTES = "quotes"
"""The name of quotation mode, which needs no LLM."""
OPENAI_DEFAULT = "gpt-4.1-mini"
"""The model behind a bare ``openai`` when no base URL is set: reads well, costs little, obeys temperature 0."""
LONGEST_ANSWER = 600
"""Tokens. An answer is a few sentences; a small model that has lost its way would go on to the end of its window."""
CONNECT_SECONDS = 10.0
"""An endpoint that does not even accept the connection is given up sooner than one that thinks."""
NAMES = "quotes, openai:MODEL, local:PATH.gguf, or PROVIDER:MODEL such as ollama:llama3.2"

_REASONING = re.compile(r"(o\d|gpt-5)")
_STRONG = re.compile(
    r"gpt-(4|5)|chatgpt|o[134](-|$)|claude|gemini|mistral-large|command-(r|a)|deepseek-(chat|v3|r1)|grok"
)
_WEIGHTS = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?b(?![a-z])")
_STRONG_WEIGHTS = 27
"""Billions of weights from which an open model is trusted to refuse only when it should."""


@dataclass(frozen=True, slots=True)
class ModelTraits:
    """What the prompt has to know of a model."""

    may_refuse: bool
    """Whether the prompt may offer "the articles do not say": small models take that way out far too often."""
    context_tokens: int
    """Tokens of prompt and answer together that the model is known to take."""


def default_model(settings: Settings) -> str:
    """Return the full name of the model: the one set, else `openai` with a key or a base URL, else ``quotes``."""
    if settings.model:
        return full_name(settings.model, settings)
    return full_name("openai", settings) if settings.openai_api_key or settings.openai_base_url else QUOTES


def full_name(name: str, settings: Settings) -> str:
    """Complete a bare ``openai`` with the endpoint's first model, or OpenAI's default; leave other names alone."""
    name = name.strip()
    if name.rstrip(":") != "openai":
        return name
    if not settings.openai_base_url:
        return f"openai:{OPENAI_DEFAULT}"
    return f"openai:{served_model(settings.openai_base_url, _key(settings))}"


def traits(name: str) -> ModelTraits:
    """Judge a model by its name; an unknown one counts as small, since that errs towards an answer that is proven."""
    lowered = name.lower()
    if lowered.startswith("local:"):
        from qa.local_model import CONTEXT_TOKENS

        return ModelTraits(may_refuse=False, context_tokens=CONTEXT_TOKENS)
    model = (lowered.partition(":")[2] or lowered).rpartition("/")[2]
    weights = [float(number) for number in _WEIGHTS.findall(lowered)]
    if weights:
        strong = max(weights) >= _STRONG_WEIGHTS
        return ModelTraits(may_refuse=strong, context_tokens=8192 if strong else 4096)
    if _STRONG.match(model):
        return ModelTraits(may_refuse=True, context_tokens=100_000)
    return ModelTraits(may_refuse=False, context_tokens=4096)


def chat_model(name: str, settings: Settings) -> BaseChatModel:
    """Make the chat model called `name`: temperature 0, usage reported, timeouts set. Sends nothing yet.

    Raises:
        ModelError: the name means nothing, a key or a package is missing, or the weights cannot be read.
    """
    provider, _, model = full_name(name, settings).partition(":")
    if provider == QUOTES:
        raise ModelError("quotes answers without a language model, so there is no chat model of that name")
    if provider == "openai":
        return _openai(model, settings)
    if provider == "local":
        from qa.local_model import served

        address, key = served(model)
        return _compatible("local", address, key, settings.timeout)
    if not model and re.match(r"gpt-|chatgpt|o\d", provider):
        return _openai(provider, settings)
    return _any_provider(name.strip(), settings)


def _key(settings: Settings) -> str:
    return settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""


def _openai(model: str, settings: Settings) -> BaseChatModel:
    key = _key(settings)
    if not key and not settings.openai_base_url:
        raise ModelError(
            f"openai:{model} needs a key: set OPENAI_API_KEY in the environment or in .env "
            "(or OPENAI_BASE_URL for another endpoint), or use --model quotes"
        )
    return _compatible(model, settings.openai_base_url, key or "none", settings.timeout)


def _compatible(model: str, base_url: str | None, key: str, timeout: float) -> BaseChatModel:
    from langchain_openai import ChatOpenAI
    from openai import Timeout
    from pydantic import SecretStr

    from qa.patience import patient_client

    obeys = not _REASONING.match(model)  # a reasoning model takes no temperature, and counts its thoughts as answer
    return ChatOpenAI(
        model=model,
        base_url=base_url,
        api_key=SecretStr(key),
        temperature=0 if obeys else None,
        max_completion_tokens=LONGEST_ANSWER if obeys else None,
        stream_usage=True,
        timeout=Timeout(timeout, connect=min(timeout, CONNECT_SECONDS)),
        max_retries=0,
        http_client=patient_client(loopback=is_loopback(base_url)),
        use_responses_api=False if base_url else None,
    )


def _any_provider(name: str, settings: Settings) -> BaseChatModel:
    """Ask langchain, which knows some twenty providers, each in a package of its own."""
    if ":" not in name:
        raise ModelError(f"unknown model {name!r}: use {NAMES}")
    from langchain.chat_models import init_chat_model

    try:
        made: BaseChatModel = init_chat_model(name, temperature=0, timeout=settings.timeout, max_retries=1)
    except ImportError as error:
        package = re.search(r"langchain[-_][\w-]+", str(error))
        wanted = package[0].replace("_", "-") if package else "the package of its provider"
        raise ModelError(f"{name} needs {wanted}: pip install {wanted}") from None
    except Exception as error:
        if "supported" in str(error).lower() and "provider" in str(error).lower():
            raise ModelError(f"unknown model {name!r}: use {NAMES}") from None
        provider = name.partition(":")[0]
        reason = without_secrets(str(error), settings)
        raise ModelError(f"{name} cannot be used ({reason}): check the key and settings of {provider}") from None
    return made


def is_loopback(base_url: str | None) -> bool:
    """Tell whether the endpoint is on this machine, where no proxy and no certificate is in the way."""
    host = urlsplit(base_url or "").hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def served_model(base_url: str, key: str = "") -> str:
    """Ask an endpoint for the first model it serves.

    Returns ``default`` when it does not tell: the first question will then fail, or not, with a reason worth showing.
    """
    import json
    from urllib.request import ProxyHandler, Request, build_opener

    request = Request(f"{base_url}/models", headers={"Authorization": f"Bearer {key or 'none'}"})
    opener = build_opener(*([ProxyHandler({})] if is_loopback(base_url) else []))
    try:
        with opener.open(request, timeout=CONNECT_SECONDS) as reply:
            listed = json.load(reply)["data"]
        return str(listed[0]["id"])
    except (OSError, ValueError, LookupError, TypeError):
        return "default"
