"""A setting that is read from the wrong place, or a wrong one that is not named, costs a user an evening."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.settings import SettingsError, load

VARIABLES = ("TUMEN_HOME", "TUMEN_MODEL", "TUMEN_EMBEDDING", "TUMEN_TIMEOUT", "OPENAI_API_KEY", "OPENAI_BASE_URL")


@pytest.fixture(autouse=True)
def _nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def dotenv(text: str) -> None:
    Path(".env").write_text(text, encoding="utf-8")


def test_nothing_set_is_enough() -> None:
    settings = load()
    assert (settings.home, settings.model, settings.openai_api_key, settings.openai_base_url) == (None,) * 4
    assert settings.timeout > 0


def test_flags_win_over_environment_and_environment_over_dotenv(monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv("TUMEN_MODEL=from-file\nTUMEN_EMBEDDING=from-file\nTUMEN_HOME=/file\n")
    monkeypatch.setenv("TUMEN_MODEL", "from-environment")
    monkeypatch.setenv("TUMEN_HOME", "/environment")
    settings = load(home=Path("/flag"), model=None)
    assert (settings.home, settings.model, settings.embedding) == (Path("/flag"), "from-environment", "from-file")


def test_variables_of_other_programs_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """HOME, MODEL or TIMEOUT without our prefix belong to somebody else."""
    dotenv("MODEL=theirs\nDATABASE_URL=theirs\n")
    monkeypatch.setenv("HOME", "/theirs")
    monkeypatch.setenv("TIMEOUT", "theirs")
    settings = load()
    assert (settings.home, settings.model) == (None, None)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert load().openai_base_url is None
    assert load().openai_api_key is None


def test_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    settings = load()
    assert "very-secret" not in repr(settings)
    assert settings.openai_api_key is not None
    assert settings.openai_api_key.get_secret_value() == "sk-very-secret"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TUMEN_TIMEOUT", "soon"),
        ("TUMEN_TIMEOUT", "-1"),
        ("TUMEN_TIMEOUT", "nan"),
        ("OPENAI_BASE_URL", "localhost:11434"),
        ("OPENAI_BASE_URL", "sk-a-key-in-the-wrong-place"),
        ("OPENAI_BASE_URL", "https:///v1"),
    ],
)
def test_a_bad_value_names_its_variable_and_not_itself(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load()
    line = str(caught.value)
    assert line.startswith(f"{variable} should be ")
    assert value not in line
    assert "\n" not in line


def test_a_bad_value_in_dotenv_says_where_it_is() -> None:
    dotenv("TUMEN_TIMEOUT=soon\n")
    with pytest.raises(SettingsError, match=r"TUMEN_TIMEOUT \(in \.env\) should be a number"):
        load()


def test_a_dotenv_that_is_not_text_is_named() -> None:
    Path(".env").write_bytes(b"TUMEN_MODEL=\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load()


def test_a_slash_at_the_end_of_the_address_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1/")
    assert load().openai_base_url == "http://127.0.0.1:11434/v1"


def test_every_setting_is_in_the_example_file() -> None:
    """A setting that only the source code knows is one nobody sets."""
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    for variable in VARIABLES:
        assert f"{variable}=" in example
