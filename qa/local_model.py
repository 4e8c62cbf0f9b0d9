"""llama.cpp in this process: the weights of ``local:…`` behind xllamacpp's OpenAI-compatible server on loopback."""

from __future__ import annotations

import secrets
import threading
from pathlib import Path
from typing import Any

from qa.failures import ModelError

CONTEXT_TOKENS = 8192
"""Prompt and answer; what SmolLM2, Qwen2.5 and Llama 3 all take, and a few hundred MB of memory at most."""
HUB = "hf:"

_servers: dict[str, tuple[Any, str]] = {}
_starting = threading.Lock()


def served(weights: str) -> tuple[str, str]:
    """Return the base URL and the key of a server for `weights` (a ``.gguf`` path or ``hf:REPO[:QUANT]``).

    The server is started on first use, on a free port, with a key that only this process knows, and lives as long as
    the process.

    Raises:
        ModelError: the extra is not installed, or the weights are missing or cannot be read.
    """
    with _starting:
        if weights not in _servers:
            key = secrets.token_urlsafe(24)
            _servers[weights] = (_start(weights, key), key)
        server, key = _servers[weights]
    return f"{server.listening_address}/v1", key


def _start(weights: str, key: str) -> Any:
    if not weights:
        raise ModelError("local: needs weights: local:PATH.gguf or local:hf:REPO[:QUANT]")
    try:
        import xllamacpp
    except ImportError:
        raise ModelError("local models need the extra `local`: pip install 'tumen[local]'") from None
    path = _fetched(weights.removeprefix(HUB)) if weights.startswith(HUB) else Path(weights).expanduser()
    if not path.is_file():
        raise ModelError(f"there are no weights at {path}: give the path of a .gguf file as local:PATH.gguf")
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.hostnames, params.port, params.api_keys = ["127.0.0.1"], 0, [key]
    params.n_ctx, params.n_parallel, params.warmup, params.verbosity = CONTEXT_TOKENS, 1, False, -1
    try:
        return xllamacpp.Server(params)
    except RuntimeError:
        raise ModelError(
            f"llama.cpp cannot load {path}: is it a complete .gguf file, and is there memory enough?"
        ) from None


def _fetched(name: str) -> Path:
    """Return the weights of ``REPO[:QUANT]``, fetched from the Hugging Face hub unless its cache has them.

    xllamacpp's server takes a path only, so the hub's own client fetches.
    """
    from huggingface_hub import HfApi, hf_hub_download

    repo, _, quant = name.partition(":")
    try:
        chosen = pick_weights(HfApi().list_repo_files(repo), quant)
        if chosen is None:
            raise ModelError(f"{repo} holds no .gguf file {'for ' + quant if quant else 'in one piece'}: name another")
        return Path(hf_hub_download(repo, chosen))
    except (OSError, ValueError) as error:  # its own errors and those of HTTP are OSErrors; a bad name is a ValueError
        raise ModelError(
            f"{repo} cannot be fetched from the hub ({type(error).__name__}): check the name and the connection, "
            "or give a file as local:PATH.gguf"
        ) from None


def pick_weights(files: list[str], quant: str = "") -> str | None:
    """Choose one file: the quantisation asked for, else Q4_K_M, as llama.cpp does, else the first in one piece."""
    whole = [name for name in files if name.endswith(".gguf") and "-of-" not in name and "mmproj" not in name.lower()]
    wanted = (quant or "Q4_K_M").lower()
    matching = [name for name in whole if wanted in name.lower()]
    return next(iter(matching or ([] if quant else whole)), None)
