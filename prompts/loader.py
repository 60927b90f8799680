"""Prompts are versioned files: front matter with a version and the variables, then the text with {{variable}} places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

_FOLDER = Path(__file__).resolve().parent
_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class PromptError(ValueError):
    """A prompt file or a call that fills it is wrong; the message names the file, what is wrong and the remedy."""


@dataclass(frozen=True)
class Prompt:
    name: str
    version: int
    variables: tuple[str, ...]
    text: str

    def render(self, **values: str) -> str:
        """The text with every place filled; raises PromptError for a missing or an unknown variable."""
        missing = set(self.variables) - set(values)
        unknown = set(values) - set(self.variables)
        if missing or unknown:
            raise PromptError(f"prompt {self.name!r}: missing {sorted(missing)}, unknown {sorted(unknown)}: give exactly {list(self.variables)}")
        return _PLACE.sub(lambda m: values[m[1]], self.text)


def load_prompt(name: str, folder: Path = _FOLDER) -> Prompt:
    """The prompt `<name>.md`; raises PromptError."""
    path = folder / f"{name}.md"
    try:
        _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
        data = yaml.safe_load(head)
        prompt = Prompt(name, int(data["version"]), tuple(data["variables"]), text.strip())
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise PromptError(f"{path}: no prompt ({error}): write front matter with version and variables between --- lines, then the text") from error
    places = set(_PLACE.findall(prompt.text))
    if places != set(prompt.variables):
        raise PromptError(f"{path}: places {sorted(places)} and variables {sorted(prompt.variables)} differ: make them the same")
    return prompt
