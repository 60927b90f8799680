"""Faults as they slip in, put into a copy of the shipped data and published: an evaluation against the run before shows each of them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from evals.cli import main
from evals.questions import SHIPPED, load_sets, shipped_sets
from ingest import publish as publisher
from knowledge.settings import SHIPPED_FEES, SHIPPED_TERMS, Settings

pytestmark = pytest.mark.seeded


@dataclass(frozen=True)
class Copy:
    """A copy of the shipped terms and fees with an index of its own, and the questions that are asked of it."""

    folder: Path
    questions: Path

    @property
    def settings(self) -> Settings:
        return Settings(home=self.folder / "home")

    def publish(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(publisher, "SHIPPED_TERMS", self.folder / "terms")
            patch.setattr(publisher, "SHIPPED_FEES", self.folder / "fees")
            publisher.publish((), self.settings, say=lambda line: None)

    def run(self, name: str, *further: str) -> int:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("YAKKAN_HOME", str(self.settings.home))
            return main(["run", str(self.questions), "--out", str(self.folder / name), *further])

    def lost(self, name: str) -> list[str]:
        lost: list[str] = json.loads((self.folder / name / "summary.json").read_text(encoding="utf-8"))["against"]["lost"]
        return lost


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    folder = tmp_path_factory.mktemp("seeded")
    shutil.copytree(SHIPPED_TERMS, folder / "terms")
    shutil.copytree(SHIPPED_FEES, folder / "fees")
    cases = load_sets(shipped_sets())
    asked = {c.id for c in cases if c.id.startswith(("t00", "t06")) or (c.provider == "waiwai" and c.id.startswith(("s", "t")))}
    lines = [line for path in sorted(SHIPPED.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    questions = folder / "questions.jsonl"
    questions.write_text("\n".join(line for line in lines if json.loads(line)["id"] in asked), encoding="utf-8")
    held = Copy(folder, questions)
    held.publish()
    assert held.run("before") == 0
    yield held


def _replaced(old: str, new: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        assert old in text, f"{old!r} is no longer in the file: choose another fault"
        return text.replace(old, new)

    return edit


def _without(pattern: str) -> Callable[[str], str]:
    """The file without the one passage that the pattern finds."""

    def edit(text: str) -> str:
        left, count = re.subn(pattern, "", text, flags=re.MULTILINE)
        assert count == 1, f"{pattern!r} finds {count} passages: choose another fault"
        return left

    return edit


def _moved_by_a_day(text: str) -> str:
    """The cancellation fee's change of 2022-07-01, a day late."""
    return _replaced("from: 2022-07-01", "from: 2022-07-02")(_replaced("until: 2022-06-30", "until: 2022-07-01")(text))


FAULTS = {
    "a fee changed by 110円": ("fees/tsubame.yaml", _replaced("excluded: 3800, included: 4180", "excluded: 3900, included: 4290"), "t001"),
    "a clause dropped": ("terms/waiwai/waiwai-yakkan.md", _without(r"^## 第13条[^\n]*\n(?:(?!#)[^\n]*\n)*"), "t148"),
    "an alias removed": ("fees/waiwai.yaml", _without(r"固定ip, "), "t032"),
    "a > line removed": ("terms/waiwai/waiwai-yakkan.md", _without(r"^ *> [^\n]*開示はどんな方法でされる[^\n]*\n"), "s080"),
    "a date moved by a day": ("fees/tsubame.yaml", _moved_by_a_day, "t069"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_shows_as_lost_questions(fault: str, copy: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    name, edit, question = FAULTS[fault]
    path = copy.folder / name
    whole = path.read_text(encoding="utf-8")
    try:
        path.write_text(edit(whole), encoding="utf-8")
        copy.publish()
        status = copy.run("after", "--against", str(copy.folder / "before"))
    finally:
        path.write_text(whole, encoding="utf-8")
    assert status == 1
    assert question in copy.lost("after")
    assert re.search(rf"^evals: \d+ lost: .*\b{question}\b", capsys.readouterr().err, re.MULTILINE)
