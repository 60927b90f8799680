"""A draft as YAML text: doubtful fees first, each under a comment that says what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from ingest.draft.build import Draft
from ingest.tables.model import Table

# A line that begins so must be dealt with, and deleted, before the schedule is taken into use.
MARK = "# 要確認"
_LETTERS = 160
_INTRO = (
    "料金表から作った下書きです。次のように確かめてください。",
    f"1. 「{MARK[2:]}」の行を原文と照らし、直して、その行を消す（残っていると --confirm は受け付けない）。",
    "2. called に、お客様の呼び方を足す。プランと金額だけを聞かれたときの品目に base: true を付ける。",
    "3. 必ず添えるべき注（末尾の「表の注」）は riders に書き、料金の riders から指す。",
    "4. python -m ingest fees --confirm FILE",
)


def as_yaml(draft: Draft, tables: Sequence[Table], asides: Iterable[str]) -> str:
    """The whole text; it loads as a schedule."""
    out = [*(f"# {line}" for line in _INTRO), "", f"provider: {flow(draft.provider)}", ""]
    out += [f"# 参考: {_short(aside)}" for aside in asides]
    out += ["fees:", *_fees(draft)]
    for name in ("instalments", "items", "choices"):
        part: Mapping[str, Any] = draft.as_schedule().get(name, {})
        if part:
            out += ["", f"{name}:", *(f"  {key}: {flow(value)}" for key, value in part.items())]
    notes = list(dict.fromkeys(f"{table.address}: {_short(note)}" for table in tables if table.amounts for note in table.footnotes))
    out += ["", "# 表の注"] * bool(notes) + [f"#   {note}" for note in notes]
    return "\n".join(out) + "\n"


def _fees(draft: Draft) -> Iterator[str]:
    for key, fee in draft.fees.items():
        doubts = draft.doubts.get(key, [])
        if doubts:
            yield f"  {MARK}: {'、'.join(doubts)} ｜ 原文: {_short(draft.printed[key])}"
        yield f"  {key}:"
        for name, value in fee.items():
            if name == "values":
                yield "    values:"
                yield from (f"      - {flow(one)}" for one in value)
            else:
                yield f"    {name}: {flow(value)}"


def flow(value: object) -> str:
    """A value on one line."""
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, sort_keys=False, width=1_000_000).strip()
    return text.removesuffix("\n...").strip()


def _short(text: str) -> str:
    flat = re.sub(r"\s+", " ", text)
    return flat if len(flat) <= _LETTERS else f"{flat[:_LETTERS]}…"
