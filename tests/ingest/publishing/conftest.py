"""A made-up provider in a home of its own: publishing is real, the shipped edition is replaced by two short documents."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

import ingest.cli
import ingest.publish
from ingest.publish import publish
from ingest.read import read_paths
from knowledge.generation import Generation
from knowledge.generations import current
from knowledge.registry import load_providers
from knowledge.settings import Settings

PROVIDER = """
provider: newco
name: ニューコ光
company: ニューコ株式会社
called: [ニューコ]
services: [{service: hikari, name: ニューコ光, documents: [newco-hikari, newco-annai]}]
documents:
  - {document: newco-hikari, title: ニューコ光約款, kind: 約款}
  - {document: newco-annai, title: ニューコ光ご案内, kind: 重要事項説明}
"""
SHIPPED = """---
provider: newco
document: newco-annai
title: ニューコ光ご案内
kind: 重要事項説明
edition: summary
effective: null
---
## 1 お問い合わせ
窓口は平日の9時から17時まで。
    > 窓口は何時まで？
## 2 機器の返却
機器は解約の月の末日までに返す。
"""
FEES = """
provider: newco
items: {{line: {{name: 回線利用料, called: [回線, 月額], base: true}}}}
fees:
  line_monthly:
    name: ニューコ光 月額利用料
    item: line
    charged: monthly
    values:
      - {{attested: 2024-01-01, included: {yen}, cite: "newco-hikari#第1条"}}
"""
TERMS = """ニューコ光約款

第1条（利用料）

月額利用料は{yen}円（税込）とします。

第2条（解約の予告）

解約をする契約者は、{days}日前までに当社へ通知するものとします。

第3条（責任の制限）

当社は、天災による損害について責任を負わないものとします。
{more}
附則

{history}
"""
HISTORY = "制定 2020年1月1日"


@dataclass
class Home:
    """One home with its operator's files beside it."""

    settings: Settings
    desk: Path
    said: list[str] = field(default_factory=list)

    def write(self, name: str = "newco.txt", *, yen: int = 1000, days: int = 10, more: str = "", history: str = HISTORY) -> Path:
        path = self.desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TERMS.format(yen=yen, days=days, more=more, history=history), encoding="utf-8")
        return path

    def fee(self, yen: int) -> None:
        folder = self.settings.home / "fees"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "newco.yaml").write_text(FEES.format(yen=yen), encoding="utf-8")

    def ingest(self, *paths: Path, stage: bool = False, effective: date | None = None) -> str:
        providers = load_providers((ingest.publish.SHIPPED_PROVIDERS,))
        read = read_paths(paths, providers, provider="newco", effective=effective)
        return publish(read, self.settings, say=self.said.append, stage=stage)

    @property
    def current(self) -> str:
        now = current(self.settings)
        assert now is not None
        return now.id

    @property
    def held(self) -> set[tuple[str, str, str]]:
        return {(k.document, k.edition, str(k.effective or "")) for k in Generation.open(self.settings).keys}

    def text(self, address: str, day: date | None = None) -> str | None:
        generation = Generation.open(self.settings)
        found = (generation.on(day) if day else generation).find(address)
        return found.clause.text if found else None

    @property
    def library(self) -> set[str]:
        root = self.settings.documents
        return {str(p.relative_to(root)) for p in root.glob("*/*") if not p.name.endswith(".read.yaml")}


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shipped")
    for name, text in (("providers/newco.yaml", PROVIDER), ("terms/newco/newco-annai.md", SHIPPED)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "fees").mkdir()
    return root


@pytest.fixture
def small(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, names in ((ingest.publish, ("TERMS", "PROVIDERS", "FEES")), (ingest.cli, ("TERMS", "PROVIDERS"))):
        for name in names:
            monkeypatch.setattr(module, f"SHIPPED_{name}", shipped / name.lower())


@pytest.fixture
def empty(small: None, tmp_path: Path) -> Home:
    return Home(Settings(home=tmp_path / "home"), tmp_path / "desk")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def home(empty: Home, kept: Path) -> Home:
    """With newco.txt ingested: built once, copied for each test."""
    if not (kept / "home").exists():
        empty.fee(1000)
        empty.ingest(empty.write())
        shutil.copytree(empty.settings.home, kept / "home", symlinks=True)
        empty.said.clear()
    else:
        shutil.copytree(kept / "home", empty.settings.home, symlinks=True)
        empty.write()
    return empty
