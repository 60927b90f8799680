"""A run as a folder to read: summary.json, report.html (stands alone, loads nothing) and a short table."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from evals.compare import Change
from evals.intervals import Figure
from evals.runner import Result
from evals.summary import NAMES, Summary

_GROUPS = (("kind", "種別ごと"), ("provider", "事業者ごと"), ("document", "文書ごと"))
_STYLE = """
:root{color-scheme:light dark;--line:#8884;--bar:#2a7d5f;--bad:#b3261e;--soft:#8882}
body{font:16px/1.6 system-ui,"Hiragino Sans","Noto Sans CJK JP",sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem}
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.track{display:block;position:relative;background:var(--soft);height:.9rem;min-width:12rem;border-radius:2px}
.bar{position:absolute;inset:0 auto 0 0;background:var(--bar);border-radius:2px}
.span{position:absolute;top:.4rem;height:2px;background:currentColor}
article{border:1px solid var(--line);border-left:.3rem solid var(--bar);border-radius:4px;padding:.6rem 1rem;margin:.8rem 0}
article.miss{border-left-color:var(--bad)}article p{margin:.2rem 0}
.q{font-weight:600}.tag{font-size:.85rem;opacity:.75}.why{color:var(--bad)}
dl{display:grid;grid-template-columns:8rem 1fr;margin:.4rem 0;gap:.2rem .8rem}
dt{opacity:.75}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
summary{cursor:pointer}
"""


def write_report(folder: Path, results: Sequence[Result], summary: Summary, change: Change | None) -> None:
    data = summary.to_json() | {"against": asdict(change) if change else None}
    (folder / "summary.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (folder / "report.html").write_text(page(results, summary, change), encoding="utf-8")


def page(results: Sequence[Result], summary: Summary, change: Change | None) -> str:
    misses = [one for one in results if not one.verdict.correct]
    right = [one for one in results if one.verdict.correct]
    body = [
        "<h1>約款ナビ 評価報告</h1>",
        f"<p>{summary.questions}問、誤り{len(misses)}問（うち答えの得られないもの{summary.errors}問）、誤った金額{summary.wrong_amounts}件。"
        f"索引 {escape(summary.generation)}。所要 p50 {summary.latency_ms['p50']:.1f} ms、p95 {summary.latency_ms['p95']:.1f} ms。</p>",
        _change(change),
        "<h2>数値（95%区間）</h2>",
        _figures(summary.figures),
        "<h2>誤りの種類</h2>",
        _rows(("種別", "誤り", "件数", "質問"), [(m.kind, m.miss, str(len(m.ids)), ", ".join(m.ids)) for m in summary.misses]),
        "<h2>状態（期待 → 回答）</h2>",
        _rows(("期待", "回答", "件数"), [(e, g, str(n)) for e, given in summary.statuses.items() for g, n in sorted(given.items())]),
        *(_group(title, summary.by[name]) for name, title in _GROUPS),
        "<h2>誤り</h2>",
        *(_article(one) for one in misses),
        f"<h2>正答</h2><details><summary>{len(right)}問を見る</summary>",
        *(_article(one) for one in right),
        "</details>",
    ]
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width"><title>約款ナビ 評価報告</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def _change(change: Change | None) -> str:
    if change is None:
        return ""
    rows = [("失った", str(len(change.lost)), ", ".join(change.lost)), ("得た", str(len(change.gained)), ", ".join(change.gained))]
    head = f"<h2>前回との差（{escape(change.against)}、{change.paired}問、McNemar p={change.p:.3f}）</h2>"
    return head + _rows(("", "件数", "質問"), rows)


def _figures(figures: dict[str, Figure | None]) -> str:
    lines = []
    for name, figure in figures.items():
        if figure is None:
            continue
        low, width = figure.low * 100, (figure.high - figure.low) * 100
        bar = f'<i class="bar" style="width:{figure.value * 100:.1f}%"></i><i class="span" style="left:{low:.1f}%;width:{width:.1f}%"></i>'
        lines.append(
            f'<tr><td>{escape(NAMES[name])}<br><span class="tag">{escape(name)}</span></td><td><span class="track">{bar}</span></td>'
            f'<td class="n">{_share(figure)}</td><td class="n">{figure.low:.3f}–{figure.high:.3f}</td><td class="n">{figure.n}</td></tr>'
        )
    head = '<tr><th>数値</th><th></th><th class="n">値</th><th class="n">95%区間</th><th class="n">問</th></tr>'
    return f"<table>{head}{''.join(lines)}</table>"


def _group(title: str, groups: dict[str, dict[str, Figure | None]]) -> str:
    shown = ("correct", "status", "amounts", "no_wrong_amount", "first", "among", "search_recall@10", "search_mrr")
    rows = []
    for key, figures in groups.items():
        correct = figures["correct"]
        rows.append((key, str(correct.n if correct else 0), *(_share(figures[name]) for name in shown)))
    return f"<h2>{escape(title)}</h2>" + _rows(("", "問", *shown), rows)


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{heads}</tr>{lines}</table>"


def _article(one: Result) -> str:
    case, verdict, answer = one.case, one.verdict, one.answer
    facts = [("回答", answer.text if answer else f"エラー：{one.error}")]
    if answer:
        facts.append(("状態", f"{case.expect.status} → {answer.status}"))
        facts.append(("示した金額", "\n".join(f"{a.yen}円 {a.tax} {a.label}" for a in answer.amounts)))
    facts += [
        ("期待する金額", "\n".join(f"{a.yen}円 {a.tax or ''}" for a in case.expect.amounts)),
        ("期待する条項", "\n".join(case.expect.clauses)),
        ("引用した条項", "\n".join(f"{c.document}#{c.clause}（{c.edition}）" for c in answer.citations) if answer else ""),
        ("検索の上位", "\n".join(hit.address for hit in (one.hits or ())[:5])),
        ("欠けた文言", "、".join(verdict.missing_words)),
        ("あってはならない文言", "、".join(verdict.forbidden_words)),
        ("誤った金額", "\n".join(verdict.wrong_amounts)),
        ("出どころのない金額", "、".join(f"{yen}円" for yen in verdict.untraced)),
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value.strip())
    asked = "".join(f'<p class="tag">{escape(turn)}</p>' for turn in case.history or ())
    tag = " ・ ".join(filter(None, (case.id, case.kind, case.provider, str(case.on or ""), f"{one.elapsed_ms:.1f} ms")))
    why = f'<p class="why">{escape(verdict.miss)}</p>' if verdict.miss else ""
    kind = "right" if verdict.correct else "miss"
    return (
        f'<article class="{kind}" id="{escape(case.id)}"><p class="tag">{escape(tag)}</p>{asked}'
        f'<p class="q">{escape(case.question)}</p>{why}<dl>{listed}</dl></article>'
    )


def table(summary: Summary, change: Change | None, folder: Path) -> str:
    """The short table for the terminal."""
    lines = [f"{'figure':<22} {'value':>6}  {'95%':<13} {'n':>5}"]
    for name, figure in summary.figures.items():
        if figure is not None:
            lines.append(f"{name:<22} {_share(figure):>6}  {figure.low:.3f}–{figure.high:.3f}   {figure.n:>5}")
    kinds = {kind: figures["correct"] for kind, figures in summary.by["kind"].items()}
    lines += [f"{_padded('correct: ' + kind, 22)} {_share(figure):>6}  {'':<13} {figure.n:>5}" for kind, figure in kinds.items() if figure]
    lines.append(
        f"wrong amounts {summary.wrong_amounts}, errors {summary.errors}, p50 {summary.latency_ms['p50']:.1f} ms, "
        f"p95 {summary.latency_ms['p95']:.1f} ms"
    )
    if change:
        lines.append(f"against {change.against}: {change.paired} paired, p={change.p:.3f}")
        lines += [f"  {name} {len(ids)}: {', '.join(ids)}" for name, ids in (("gained", change.gained), ("lost", change.lost)) if ids]
        if change.unpaired:
            lines.append(f"  in one run alone, or asked differently: {len(change.unpaired)}")
    return "\n".join([*lines, f"report: {folder / 'report.html'}"])


def _share(figure: Figure | None) -> str:
    return f"{figure.value:.3f}" if figure else "–"


def _padded(text: str, width: int) -> str:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return text + " " * max(0, width - len(text) - wide)
