"""A made-up provider's 料金表, and a home it has been ingested into."""

from __future__ import annotations

from pathlib import Path

import pytest

PROVIDER = "yamabiko"
TABLE = """やまびこ光 料金表

本書に記載の料金は、すべて税込みです。

1. 月額利用料

プラン\t月額料金\t備考
戸建プラン\t5,280円/月\t
集合プラン\t4,180円/月\t

2. オプション（月額）

メニュー\t料金
固定番号の追加\t330円/1個
留守番・転送セット\t550円

3. 初期費用

項目\t料金
契約事務手数料（登録料）\t3,300円
開通工事費\t26,400円 (1,100円×24回払い)

※ 開通工事費は代表的な例です。

4. そのほか

項目\t料金
訪問診断\t8,800円
"""


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made-up") / "yamabiko-ryokin.txt"
    path.write_text(TABLE, encoding="utf-8")
    return path
