"""Every environment setting, read here and nowhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from knowledge.errors import SettingsError

TOKYO = ZoneInfo("Asia/Tokyo")
PACKAGE = Path(__file__).resolve().parent
SHIPPED_TERMS = PACKAGE / "terms"
SHIPPED_FEES = PACKAGE / "fees"
SHIPPED_PROVIDERS = PACKAGE / "providers"
LEXICON = PACKAGE / "lexicon.yaml"

MAX_QUESTION_LETTERS = 500

Edition = Literal["original", "summary"]
VIEWS = ("chat",)


@dataclass(frozen=True)
class Settings:
    """Where things lie and which parts are in use.

    home: folder of the index and of what an operator adds.
    edition: answers are limited to this edition; None for both.
    embedding: a sentence-transformers model name or folder; None for the built-in encoder.
    llm: a model for `init_chat_model` ("provider:model"); None for rules alone.
    """

    home: Path
    edition: Edition | None = None
    embedding: str | None = None
    llm: str | None = None

    @property
    def generations(self) -> Path:
        return self.home / "generations"

    @property
    def current(self) -> Path:
        return self.home / "current"

    @property
    def documents(self) -> Path:
        """What an operator ingested, by edition and provider."""
        return self.home / "documents"


def from_environment() -> Settings:
    """The settings of this process; raises SettingsError for a value that means nothing."""
    edition = os.environ.get("YAKKAN_EDITION") or None
    if edition not in (None, "original", "summary"):
        raise SettingsError(f"YAKKAN_EDITION={edition!r} is no edition: set it to original or summary, or unset it")
    home = Path(os.environ.get("YAKKAN_HOME") or ".yakkan").expanduser()
    if home.exists() and not home.is_dir():
        raise SettingsError(f"YAKKAN_HOME={str(home)!r} is a file: name a folder")
    if os.environ.get("YAKKAN_CHROMA_URL"):
        raise SettingsError(
            f"YAKKAN_CHROMA_URL={os.environ['YAKKAN_CHROMA_URL']!r}: a Chroma server is not supported yet; unset it to use the local index"
        )
    return Settings(
        home=home.absolute(),
        edition=edition,  # type: ignore[arg-type]
        embedding=os.environ.get("YAKKAN_EMBEDDING") or None,
        llm=os.environ.get("YAKKAN_LLM") or None,
    )


def today() -> date:
    """The day in Tokyo."""
    return datetime.now(TOKYO).date()
