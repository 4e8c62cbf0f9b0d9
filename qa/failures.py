"""What went wrong at the model's endpoint, in one line that says what to do. Never holds a key.

Errors are told apart by their name and status rather than by their class, so that no provider's package has to be
imported to ask: openai, anthropic, ollama and httpx name them alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from store.errors import TumenError
from store.text import sanitise_line

if TYPE_CHECKING:
    from qa.settings import Settings

CLIPPED = 160
"""Characters of an endpoint's own words that are shown."""

PROVIDERS = {"openai": "OpenAI", "local": "llama.cpp"}
"""What a reader knows the endpoint as; other providers go by the name langchain has for them."""

_SECRETS = re.compile(r"\b(?:sk|pk|hf|gsk|xai|key)[-_][\w*-]{4,}|\bBearer\s+\S+|(?<=://)[^/\s@]+@|[\w-]{32,}", re.I)
_OVERFLOW = re.compile(r"context[ _-]?(length|size|window)|maximum context|too many tokens|prompt is too long", re.I)
_NO_MODEL = re.compile(r"model.{0,60}(not found|does not exist|not exist|unknown|invalid)|unknown model", re.I | re.S)


class ModelError(TumenError):
    """There is no such model, or it cannot be used as things are; the message says what to do."""


class EmptyReplyError(TumenError):
    """The model sent nothing but white space."""


class CutOffError(TumenError):
    """The stream ended without the mark of its end."""


def explain(error: BaseException, model: str, base_url: str | None) -> str:
    """Say what happened and what to do, for any error raised while `model` was asked at `base_url`."""
    provider = model.partition(":")[0]
    where = _where(base_url) if provider == "openai" else PROVIDERS.get(provider, provider)
    model = model.removeprefix("openai:").rpartition("/")[2]
    if isinstance(error, EmptyReplyError):
        return f"{model} sent an empty answer: ask again, or try another model"
    if isinstance(error, CutOffError):
        return f"the answer of {model} broke off before its end: ask again"
    if isinstance(error, TumenError):
        return str(error)
    for cause in _causes(error):
        status = getattr(cause, "status_code", None)
        if isinstance(status, int) and status >= 400:
            return _by_status(cause, status, model, where)
    return _by_kind({kind for cause in _causes(error) for kind in _names(cause)}, error, model, where)


def without_secrets(text: str, settings: Settings | None = None) -> str:
    """Return `text` as one short line, with anything that looks like a key, or is the key, taken out."""
    secret = settings.openai_api_key if settings else None
    if secret and secret.get_secret_value():
        text = text.replace(secret.get_secret_value(), "…")
    line = redacted(sanitise_line(text))
    return line if len(line) <= CLIPPED else line[: CLIPPED - 1].rstrip() + "…"


def redacted(text: str) -> str:
    """Return `text` without anything that looks like a key, a bearer token, or the user of an address."""
    return _SECRETS.sub("…", text)


def _where(base_url: str | None) -> str:
    """Name the endpoint without the user name and password that an address may hold."""
    parts = urlsplit(base_url or "")
    if not parts.hostname:
        return PROVIDERS["openai"]
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield `error`, what caused it, and so on; ten deep is deeper than any real chain."""
    cause: BaseException | None = error
    for _ in range(10):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__


def _names(error: BaseException) -> set[str]:
    return {kind.__name__ for kind in type(error).__mro__}


def _by_status(error: BaseException, status: int, model: str, where: str) -> str:
    said = str(error)
    if status == 401:
        key = "OPENAI_API_KEY" if where == PROVIDERS["openai"] or "://" in where else "its key"
        return f"{where} refused the key: check {key} in the environment or in .env"
    if status == 403:
        return f"{where} does not let this key use {model}: check what the key may do, or choose another with --model"
    if status == 413 or _OVERFLOW.search(said):
        return f"the passages do not fit into the context window of {model}: choose a model with a larger one"
    if status == 404 or (status == 400 and _NO_MODEL.search(said)):
        return f"{where} has no model {model}: check --model, TUMEN_MODEL and OPENAI_BASE_URL"
    if status == 429:
        return _busy(error, said, where)
    if status in (408, 504):
        return f"{where} took too long: ask again, or raise TUMEN_TIMEOUT"
    if status >= 500:
        return f"{where} failed (HTTP {status}): ask again later; if the server is yours, its log says why"
    return f"{where} did not accept the request (HTTP {status}: {without_secrets(said)}): check --model"


def _busy(error: BaseException, said: str, where: str) -> str:
    if "insufficient_quota" in said:
        return f"the account at {where} has no credit left: top it up, or use --model quotes"
    wait = str(getattr(getattr(error, "response", None), "headers", {}).get("retry-after") or "")
    when = f"in {wait} s" if re.fullmatch(r"\d{1,6}(\.\d+)?", wait) else "in a minute"
    return f"{where} is busy or its limit is reached (HTTP 429): ask again {when}"


def _by_kind(kinds: set[str], error: BaseException, model: str, where: str) -> str:
    if any("Timeout" in kind for kind in kinds):
        return f"{where} took too long: ask again, or raise TUMEN_TIMEOUT"
    if kinds & {"RemoteProtocolError", "ReadError", "IncompleteRead", "ConnectionResetError"}:
        return f"the answer of {model} broke off before its end: ask again"
    if kinds & {"ConnectError", "APIConnectionError", "ConnectionError", "gaierror"}:
        if "://" not in where:
            return f"{where} cannot be reached: check the connection"
        return f"nothing answers at {where}: start the server there, or correct OPENAI_BASE_URL"
    if kinds & {"JSONDecodeError", "APIResponseValidationError", "UnicodeDecodeError"} or _no_chat_reply(kinds, error):
        return f"{where} sent something that is not a chat completion: check OPENAI_BASE_URL (most end in /v1)"
    if _OVERFLOW.search(str(error)):
        return f"the passages do not fit into the context window of {model}: choose a model with a larger one"
    return f"{model} failed ({type(error).__name__}: {without_secrets(str(error))}): ask again, or try another model"


def _no_chat_reply(kinds: set[str], error: BaseException) -> bool:
    """Recognise how langchain stumbles over an HTML page or an empty stream that came with status 200."""
    said = str(error)
    if "No generation" in said or "Unexpected response type" in said:
        return True
    return bool(kinds & {"TypeError", "AttributeError", "KeyError"} and "openai" not in said)
