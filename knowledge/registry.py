"""Providers: display names, names customers write, services with their documents, contacts (`providers/<provider>.yaml`)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from knowledge.errors import FormatError
from knowledge.settings import SHIPPED_PROVIDERS
from knowledge.strict import Strict

# libyaml where it is compiled in: ten times as fast.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Model = TypeVar("Model", bound=BaseModel)


class Service(Strict):
    """One service of a provider: its documents, and what customers call it."""

    service: str
    name: str
    called: tuple[str, ...] = ()
    documents: tuple[str, ...]


class HeldDocument(Strict):
    """One document the provider publishes.

    printed_as: further title lines under which a source file prints it.
    effective: the date of the edition held, None where it prints none.
    """

    document: str
    title: str
    kind: str
    printed_as: tuple[str, ...] = ()
    effective: date | None = None


class Contact(Strict):
    """Whom to ask, with hours, as printed; cite is the clause that prints it, where there is one."""

    name: str
    phone: str | None = None
    hours: str | None = None
    web: str | None = None
    mail: str | None = None
    cite: str | None = None

    @property
    def line(self) -> str:
        phone = f"{self.phone}（{self.hours}）" if self.phone and self.hours else self.phone
        return " ".join(p for p in (self.name, phone, self.mail, self.web) if p)


class Provider(Strict):
    provider: str
    name: str
    company: str
    called: tuple[str, ...]
    services: tuple[Service, ...] = ()
    documents: tuple[HeldDocument, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def title(self, document: str) -> str:
        return next((d.title for d in self.documents if d.document == document), document)

    def kind(self, document: str) -> str:
        return next((d.kind for d in self.documents if d.document == document), "")


def load_yaml(path: Path, model: type[Model]) -> Model:
    """One YAML file as a checked value; raises FormatError naming file, key and remedy."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 at byte {error.start}: save it as UTF-8") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise FormatError(f"{path}{where}: no YAML ({getattr(error, 'problem', error)}): mend the line") from error
    except ValueError as error:
        raise FormatError(f"{path}: a value that cannot be ({error}), such as a day that does not exist: mend it") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(p) for p in first["loc"]) or "the file"
        raise FormatError(f"{path}: {key}: {first['msg']} (value {str(first['input'])[:60]!r}): mend that key") from error


def load_providers(folders: Iterable[Path] = (SHIPPED_PROVIDERS,)) -> dict[str, Provider]:
    """All providers by id; a later folder's file replaces an earlier one's of the same name."""
    files = {path.stem: path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.yaml"))}
    providers = {stem: load_yaml(path, Provider) for stem, path in files.items()}
    for stem, provider in providers.items():
        if provider.provider != stem:
            raise FormatError(f"{files[stem]}: provider: {provider.provider!r} is not the file's name: rename one of them")
    return providers
