"""Every setting, with its default: flags win over the environment, the environment over ``.env`` in the current folder.

pydantic-settings takes 0.15 s to import, so the class is built by `load`, on first use, and `tumen --help` never pays
for it. `Settings` is the typed result that the rest of the program sees.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from store.connections import Connections
from store.errors import TumenError

if TYPE_CHECKING:
    from pydantic import SecretStr, ValidationError
    from pydantic_settings import BaseSettings

    from store import Library
    from store.reports import Progress


class SettingsError(TumenError):
    """A setting has a value that cannot be used; the message names the variable."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told from outside. Holds the key as a `SecretStr`, so that no log and no error shows it."""

    home: Path | None = None
    """TUMEN_HOME: folder of the library; None is the user's data folder."""
    model: str | None = None
    """TUMEN_MODEL: who writes the answers; None chooses (see `qa.models.default_model`)."""
    judge: str | None = None
    """TUMEN_JUDGE: the model that gives a second opinion on what the support check leaves open; None asks nobody."""
    embedding: str | None = None
    """TUMEN_EMBEDDING: the embedding model of the library; None is the library's own default."""
    timeout: float = 120.0
    """TUMEN_TIMEOUT: seconds without a byte from the model endpoint before it is given up."""
    openai_api_key: SecretStr | None = None
    """OPENAI_API_KEY."""
    openai_base_url: str | None = None
    """OPENAI_BASE_URL: any OpenAI-compatible endpoint, such as ``http://127.0.0.1:11434/v1``."""
    chroma: str | None = None
    """TUMEN_CHROMA: a Chroma server that keeps the vectors, or ``cloud``; None keeps them in the library's folder."""
    chroma_header: SecretStr | None = None
    """TUMEN_CHROMA_HEADER: ``Name: value``, sent with every request to that server."""
    chroma_ca: str | None = None
    """TUMEN_CHROMA_CA: file of the certificate that vouches for that server."""
    chroma_insecure: bool = False
    """TUMEN_CHROMA_INSECURE: speak plain HTTP to another machine."""
    chroma_key: SecretStr | None = None
    """CHROMA_API_KEY: key of Chroma Cloud."""

    def open_library(self, progress: Progress | None = None, *, seeds: bool = True) -> Library:
        """Open the library of these settings; see `store.library.Library.open`."""
        from store import Library as OpenedLibrary

        return OpenedLibrary.open(
            self.home, embedding=self.embedding, connections=self.connections(), progress=progress, seeds=seeds
        )

    def connections(self) -> Connections:
        """Return what the library needs to know of servers; it reads no settings itself."""
        return Connections(
            chroma=self.chroma,
            chroma_header=_revealed(self.chroma_header),
            chroma_ca=self.chroma_ca,
            chroma_insecure=self.chroma_insecure,
            chroma_key=_revealed(self.chroma_key),
            openai_key=_revealed(self.openai_api_key),
            openai_base_url=self.openai_base_url,
        )


EXPECTED = {
    "TUMEN_TIMEOUT": "a number of seconds above 0, such as 120",
    "OPENAI_BASE_URL": "an address such as http://127.0.0.1:11434/v1",
    "TUMEN_CHROMA_INSECURE": "1 or 0",
}
"""What a variable that can be wrong should look like."""


@cache
def _reader() -> type[BaseSettings]:
    """Build the pydantic-settings class that reads the sources in their order and checks each value."""
    from pydantic import Field, field_validator
    from pydantic import SecretStr as Secret
    from pydantic_settings import BaseSettings, SettingsConfigDict

    class Reader(BaseSettings):
        model_config = SettingsConfigDict(
            env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
        )

        home: Path | None = Field(None, validation_alias="TUMEN_HOME")
        model: str | None = Field(None, validation_alias="TUMEN_MODEL")
        judge: str | None = Field(None, validation_alias="TUMEN_JUDGE")
        embedding: str | None = Field(None, validation_alias="TUMEN_EMBEDDING")
        timeout: float = Field(120.0, validation_alias="TUMEN_TIMEOUT", gt=0, allow_inf_nan=False)
        openai_api_key: Secret | None = Field(None, validation_alias="OPENAI_API_KEY")
        openai_base_url: str | None = Field(None, validation_alias="OPENAI_BASE_URL")
        chroma: str | None = Field(None, validation_alias="TUMEN_CHROMA")
        chroma_header: Secret | None = Field(None, validation_alias="TUMEN_CHROMA_HEADER")
        chroma_ca: str | None = Field(None, validation_alias="TUMEN_CHROMA_CA")
        chroma_insecure: bool = Field(False, validation_alias="TUMEN_CHROMA_INSECURE")
        chroma_key: Secret | None = Field(None, validation_alias="CHROMA_API_KEY")

        @field_validator("openai_base_url")
        @classmethod
        def _is_http(cls, value: str | None) -> str | None:
            parts = urlsplit(value or "http://x")
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("not an http(s) address")
            return value.rstrip("/") if value else None

    return Reader


def load(**flags: Any) -> Settings:
    """Read the settings; `flags` are fields of `Settings`, and those that are None do not count.

    Raises:
        SettingsError: a value cannot be used; one line, without the value (it may be a secret in the wrong place).
    """
    from pydantic import ValidationError

    reader = _reader()
    variables = {name: str(field.validation_alias) for name, field in reader.model_fields.items()}
    given = {variables[name]: value for name, value in flags.items() if value is not None}
    try:
        read = reader(**given)
    except ValidationError as error:
        raise SettingsError(_line(error, given)) from None
    except UnicodeDecodeError:
        raise SettingsError(f"{Path('.env').absolute()} is not UTF-8 text: save it as UTF-8 or remove it") from None
    except OSError as error:
        raise SettingsError(f".env cannot be read ({error.strerror}): mend or remove it") from None
    return Settings(**{name: getattr(read, name) for name in Settings.__slots__})


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None


def _line(error: ValidationError, flags: dict[str, Any]) -> str:
    """Return the first complaint, with the name of the variable and what it should hold."""
    first = error.errors(include_input=False, include_url=False)[0]
    variable = str((first["loc"] or ("a setting",))[0])
    where = " (in .env)" if variable not in os.environ and variable not in flags else ""
    return f"{variable}{where} should be {EXPECTED.get(variable, 'plain text')}"
