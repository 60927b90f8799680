"""An index of the shipped edition, and one with a clause that Markdown and HTML would spoil, each built once for the session."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ODD_HEADING = "雪見割引 :red[赤] *強調* ![絵](http://evil.example/x.png) :smile: :material/home: $x$ -> <b>太</b>"
ODD_LINE = (
    "雪見割引の額は、2*3*4円とし、1~2か月目から3~4か月目まで割り引く。<script>document.title='x'</script>"
    '<img src="http://evil.example/y.png" onerror="document.title=1"> ![絵](http://evil.example/z.png) $x$ # 見出し :red[赤] **太字** &amp; '
    "[リンク](http://evil.example/)"
)


def ingest(home: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingest", *arguments],
        cwd=ROOT,
        env={**os.environ, "YAKKAN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    ingest(folder)
    return folder


@pytest.fixture(scope="session")
def odd_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    source = folder / "odd.txt"
    source.write_text(f"雪見割引規約\n\n第1条（{ODD_HEADING}）\n{ODD_LINE}\n", encoding="utf-8")
    ingest(folder / "home", str(source), "--provider", "tsubame", "--edition", "original")
    return folder / "home"


@pytest.fixture(scope="session")
def odd_texts() -> tuple[str, str]:
    return ODD_HEADING, ODD_LINE
