"""The loader of prompt files."""

from pathlib import Path

import pytest

from prompts.loader import PromptError, load_prompt


def write(folder: Path, text: str) -> Path:
    (folder / "p.md").write_text(text, encoding="utf-8")
    return folder


def test_rendered_whole(tmp_path: Path) -> None:
    prompt = load_prompt("p", write(tmp_path, "---\nversion: 3\nvariables: [a, b]\n---\nA={{a}} B={{ b }} {{a}}\n"))
    assert prompt.version == 3
    assert prompt.render(a="1", b="{{a}}") == "A=1 B={{a}} 1"


@pytest.mark.parametrize("values", [{}, {"a": "1", "c": "2"}])
def test_missing_and_unknown_variables_are_refused(tmp_path: Path, values: dict[str, str]) -> None:
    prompt = load_prompt("p", write(tmp_path, "---\nversion: 1\nvariables: [a]\n---\n{{a}}\n"))
    with pytest.raises(PromptError, match="'p'"):
        prompt.render(**values)


@pytest.mark.parametrize("text", ["no front matter", "---\nversion: 1\nvariables: [a]\n---\nnothing\n", "---\nversion: x\nvariables: []\n---\n"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(PromptError, match=r"p\.md"):
        load_prompt("p", write(tmp_path, text))


def test_the_shipped_prompt_says_what_the_model_must_not_do() -> None:
    rendered = load_prompt("rephrase").render(provider="会社", topics="月額", question="いくら？")
    assert rendered.endswith("会社：会社\n料金表にある項目：月額\nお客様の質問：いくら？")
    assert "{{" not in rendered
