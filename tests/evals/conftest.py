"""A small world of made-up terms, published as the shipped ones are."""

from __future__ import annotations

import pytest

from ingest import publish as publisher
from knowledge.answer.assistant import Assistant
from knowledge.settings import Settings

TERMS = """---
provider: tsubame
document: tsubame-hikari-juyo
title: つばめ光重要事項説明
kind: 重要事項説明 + 料金表
edition: summary
effective: 2025-02-19
---
## 10 料金のお支払い
(1) 料金は口座振替かクレジットカードで支払う。
    > 支払い方法は何がある？
## 12 解約について
(2) 解約の連絡は14日前までに電話で。
    > いつまでに言えばやめられる？
(3) 更新月でない月に解約すると解約金3,000円（税込3,300円）がかかる。
    > 違約金はいくら？
## 13 連絡
(1) 住所が変わったら14日以内に当社へ届け出る。解約の連絡は14日前までに電話で受ける。
"""
FEES = """provider: tsubame
items:
  cancellation: {name: 解約金, called: [違約金]}
  paper: {name: 払込票, called: [払込用紙]}
fees:
  cancellation:
    name: 解約金
    item: cancellation
    charged: once
    dated_by: cancellation
    riders: [notice]
    values:
      - {attested: 2025-02-19, excluded: 3000, included: 3300, cite: "tsubame-hikari-juyo#12/(3)"}
riders:
  notice: {text: 解約の連絡は14日前までに必要です。, cite: "tsubame-hikari-juyo#12/(2)"}
rules:
  notice: {kind: notice, days: 14, what: 解約の連絡, cite: "tsubame-hikari-juyo#12/(2)"}
"""


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("world")
    (folder / "terms").mkdir()
    (folder / "fees").mkdir()
    (folder / "terms" / "tsubame-hikari-juyo.md").write_text(TERMS, encoding="utf-8")
    (folder / "fees" / "tsubame.yaml").write_text(FEES, encoding="utf-8")
    settings = Settings(home=folder / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publisher, "SHIPPED_TERMS", folder / "terms")
        patch.setattr(publisher, "SHIPPED_FEES", folder / "fees")
        publisher.publish((), settings, say=lambda line: None)
    return settings


@pytest.fixture(scope="session")
def assistant(world: Settings) -> Assistant:
    return Assistant.open(world)
