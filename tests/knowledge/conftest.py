"""One index of the shipped terms for the whole folder; made-up small libraries for what would change or break it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import ingest.publish as publishing
from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Answer, Question
from knowledge.generation import Generation
from knowledge.schedule import Schedule, load_schedules
from knowledge.settings import Settings

ON = date(2026, 11, 20)

Ask = Callable[..., Answer]

TERMS = """\
---
provider: maru
document: maru-yakkan
title: まるネット契約約款
kind: 約款
edition: summary
effective: 2025-01-01
---
## 第1条 申し込み
申し込みは書面か電話で受け付ける。
    > どうやって申し込む？
## 第2条 料金
第1項 まるネットの月額は1,000円（税込1,100円）である。
第2項 支払いは口座振替に限る。
    > 支払い方法は？ ／ カードで払える？
## 第3条 解約
解約は20日前までに連絡する。
    > いつまでに言えばやめられる？
"""
PROVIDER = """\
provider: maru
name: まるネット
company: 株式会社まる
called: [まるネット, maru]
services:
  - {service: net, name: まるネット, documents: [maru-yakkan]}
documents:
  - {document: maru-yakkan, title: まるネット契約約款, kind: 約款, effective: 2025-01-01}
contacts:
  - {name: 窓口, phone: 0120-000-000}
"""
FEES = """\
provider: maru
items:
  line: {name: まるネット, base: true, called: [月額料金, 基本料]}
fees:
  line:
    name: まるネット 月額
    item: line
    charged: monthly
    values: [{attested: 2025-01-01, excluded: 1000, included: 1100, cite: "maru-yakkan#第2条/第1項"}]
"""


@pytest.fixture(scope="session")
def on() -> date:
    """The day asked in most tests."""
    return ON


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a home whose index holds the shipped terms; read only."""
    held = Settings(home=tmp_path_factory.mktemp("shipped") / "home")
    publishing.publish((), held, say=lambda line: None)
    return held


@pytest.fixture(scope="session")
def generation(settings: Settings) -> Generation:
    return Generation.open(settings)


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    return Assistant.open(settings)


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """ask(question, provider, on=…, history=…), on 2026-11-20 where no day is given."""

    def run(question: str, provider: str | None = None, on: date = ON, history: tuple[str, ...] = ()) -> Answer:
        return assistant.ask(Question(question=question, provider=provider, on=on, history=history))

    return run


@pytest.fixture(scope="session")
def schedules() -> dict[str, Schedule]:
    return load_schedules()


@pytest.fixture(scope="session")
def tsubame(schedules: dict[str, Schedule]) -> Schedule:
    return schedules["tsubame"]


@pytest.fixture(scope="session")
def waiwai(schedules: dict[str, Schedule]) -> Schedule:
    return schedules["waiwai"]


def stock(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    for name, text in {
        "terms/maru/maru-yakkan.md": TERMS,
        "providers/maru.yaml": PROVIDER,
        "fees/maru.yaml": FEES,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    for name in ("terms", "providers", "fees"):
        patch.setattr(publishing, f"SHIPPED_{name.upper()}", folder / name)
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shelf of one made-up provider, in place of what is shipped: publishing it takes a second."""
    return stock(tmp_path / "shelf", monkeypatch)


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the made-up shelf is published; to be copied."""
    folder = tmp_path_factory.mktemp("small")
    with pytest.MonkeyPatch.context() as patch:
        stock(folder / "shelf", patch)
        publishing.publish((), Settings(home=folder / "home"), say=lambda line: None)
    return folder / "home"


@pytest.fixture
def published(home: Settings, small_index: Path) -> Settings:
    """A home of one's own in which the made-up shelf is published."""
    shutil.copytree(small_index, home.home, symlinks=True)
    return home
