"""A model's name must lead to that model, with the settings the user gave, or to a line that says what to do."""

from __future__ import annotations

import time

import pytest
from pydantic import SecretStr

from qa.failures import ModelError
from qa.local_model import pick_weights
from qa.models import chat_model, default_model, full_name, is_loopback, traits
from qa.patience import wait_before_retry
from qa.settings import Settings
from tests.scripted_server import Reply, ScriptedServer


def test_without_key_or_endpoint_quotes_answers() -> None:
    assert default_model(Settings()) == "quotes"


def test_a_key_alone_means_openai() -> None:
    assert default_model(Settings(openai_api_key=SecretStr("sk-x"))).startswith("openai:gpt")


def test_the_model_set_wins_over_the_key() -> None:
    assert default_model(Settings(model="quotes", openai_api_key=SecretStr("sk-x"))) == "quotes"


def test_an_endpoint_is_asked_for_its_first_model() -> None:
    with ScriptedServer(models=["qwen2.5:7b", "other"]) as server:
        settings = Settings(openai_base_url=server.base_url)
        assert default_model(settings) == "openai:qwen2.5:7b"
        assert full_name("openai", settings) == "openai:qwen2.5:7b"
        assert full_name("openai:mine", settings) == "openai:mine"


def test_an_endpoint_that_is_down_is_no_reason_to_stop_yet() -> None:
    """The chain will meet the same failure, and answers by quotation."""
    assert default_model(Settings(openai_base_url="http://127.0.0.1:9/v1")) == "openai:default"


def test_key_and_address_from_the_settings_reach_the_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    """They may come from .env alone, where langchain would never look."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
    with ScriptedServer(Reply(pieces=("Yes", "."))) as server:
        settings = Settings(openai_base_url=server.base_url, openai_api_key=SecretStr("sk-from-dotenv"))
        reply = chat_model("openai:scripted", settings).invoke("?")
    assert reply.content == "Yes."
    assert server.authorizations == ["Bearer sk-from-dotenv"]
    assert server.requests[0]["model"] == "scripted"
    assert server.requests[0]["temperature"] == 0


def test_an_endpoint_without_a_key_is_not_sent_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
    with ScriptedServer() as server:
        chat_model("openai:scripted", Settings(openai_base_url=server.base_url)).invoke("?")
    assert server.authorizations == ["Bearer none"]


def test_a_proxy_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    for variable in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(variable, raising=False)
    with ScriptedServer(models=["here"]) as server:
        settings = Settings(openai_base_url=server.base_url)
        assert full_name("openai", settings) == "openai:here"
        assert chat_model("openai:here", settings).invoke("?").content == "Yes [1]."


def test_usage_is_asked_for_on_a_stream() -> None:
    with ScriptedServer(Reply(pieces=("Yes", " [1]."))) as server:
        model = chat_model("openai:scripted", Settings(openai_base_url=server.base_url))
        chunks = list(model.stream("?"))
    assert server.requests[0]["stream_options"] == {"include_usage": True}
    assert [chunk.usage_metadata for chunk in chunks if chunk.usage_metadata]


def test_a_short_wait_is_waited_for_once() -> None:
    with ScriptedServer(Reply(status=429, headers={"Retry-After": "0.2"}), Reply(pieces=("Yes",))) as server:
        started = time.monotonic()
        reply = chat_model("openai:scripted", Settings(openai_base_url=server.base_url)).invoke("?")
    assert reply.content == "Yes"
    assert time.monotonic() - started >= 0.2
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "retry_after", "wait"),
    [
        (200, None, None),
        (401, None, None),
        (429, None, None),
        (429, "10", 10.0),
        (429, "11", None),
        (429, "-1", None),
        (429, "nan", None),
        (429, "Wed, 21 Oct 2026 07:28:00 GMT", None),
        (503, "2", 2.0),
        (500, None, 0.5),
    ],
)
def test_only_a_wait_worth_its_while_is_waited_for(status: int, retry_after: str | None, wait: float | None) -> None:
    assert wait_before_retry(status, retry_after) == wait


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("nonsense", "unknown model 'nonsense': use quotes, openai:MODEL"),
        ("nonsense:large", "unknown model 'nonsense:large': use quotes, openai:MODEL"),
        ("", "unknown model '': use quotes"),
        ("openai:gpt-4o", "openai:gpt-4o needs a key: set OPENAI_API_KEY"),
        ("gpt-4o", "openai:gpt-4o needs a key"),
        ("openai", "needs a key"),
        ("local:", "local: needs weights"),
        ("local:/no/such/file.gguf", "there are no weights at /no/such/file.gguf"),
        ("quotes", "quotes answers without a language model"),
    ],
)
def test_a_name_that_leads_nowhere_says_what_to_do(name: str, line: str) -> None:
    with pytest.raises(ModelError) as caught:
        chat_model(name, Settings())
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_model_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    weights = tmp_path_factory.mktemp("weights") / "broken.gguf"
    weights.write_bytes(b"GGUF" + b"\0" * 100)
    with pytest.raises(ModelError, match=r"llama\.cpp cannot load .*broken\.gguf"):
        chat_model(f"local:{weights}", Settings())


@pytest.mark.parametrize(
    ("name", "may_refuse"),
    [
        ("openai:gpt-4.1-mini", True),
        ("openai:gpt-5", True),
        ("anthropic:claude-sonnet-4-5", True),
        ("openai:meta-llama/Llama-3.3-70B-Instruct", True),
        ("ollama:qwen2.5:32b", True),
        ("ollama:qwen2.5:7b", False),
        ("openai:/models/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf", False),
        ("ollama:llama3.2", False),
        ("local:smollm2.gguf", False),
        ("openai:default", False),
        ("openai", False),
    ],
)
def test_only_strong_models_may_refuse(name: str, may_refuse: bool) -> None:
    """A small model that is offered a way out takes it for most questions it could answer."""
    assert traits(name).may_refuse is may_refuse
    assert traits(name).context_tokens >= 4096


def test_weights_are_chosen_by_quantisation() -> None:
    files = ["README.md", "mmproj-f16.gguf", "m-Q8_0.gguf", "m-Q4_K_M.gguf", "m-F16-00001-of-00002.gguf"]
    assert pick_weights(files) == "m-Q4_K_M.gguf"
    assert pick_weights(files, "q8_0") == "m-Q8_0.gguf"
    assert pick_weights(files, "F16") is None
    assert pick_weights(["m-Q8_0.gguf"]) == "m-Q8_0.gguf"
    assert pick_weights(["README.md"]) is None


def test_loopback_is_recognised() -> None:
    assert is_loopback("http://127.0.0.1:8/v1")
    assert is_loopback("http://localhost/v1")
    assert is_loopback("http://[::1]:8/v1")
    assert not is_loopback("https://api.openai.com/v1")
    assert not is_loopback(None)
