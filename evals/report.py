"""A run as a folder to read: summary.json, and report.html, which stands alone and loads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from evals import charts
from evals.compare import Change
from evals.html import article, figure_rows, interval, note, page, rows, share
from evals.intervals import Figure
from evals.passes import Extras
from evals.questions import HALVES
from evals.runner import Result
from evals.summary import NAMES, Summary
from evals.tally import tally

_GROUPS = (("kind", "種別ごと"), ("provider", "事業者ごと"), ("edition", "引用した版ごと"), ("document", "文書ごと"))
_HALF_NAMES = {"looked": "見る半分", "measured": "測るだけの半分"}
_SHOWN = ("correct", "status", "amounts", "no_wrong_amount", "first", "among", "search_recall@10", "search_mrr")
_VARIANT = ("correct", "status", "amounts", "first", "search_recall@5", "search_mrr")


def write_report(
    folder: Path, results: Sequence[Result], summary: Summary, change: Change | None, extras: Extras, *, measured: bool = False
) -> None:
    """measured: whether the questions of the half that is only measured are shown with their texts."""
    counted = tally([one.case for one in results])
    data = summary.to_json() | {"against": asdict(change) if change else None, "tally": asdict(counted)} | extras.to_json()
    (folder / "summary.json").write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    text = page("約款ナビ 評価報告", _body(results, summary, change, extras, measured))
    (folder / "report.html").write_text(text, encoding="utf-8")


def _body(results: Sequence[Result], summary: Summary, change: Change | None, extras: Extras, measured: bool) -> Iterator[str]:
    misses = [one for one in results if not one.verdict.correct]
    yield (
        f"<p>{summary.questions}問、誤り{len(misses)}問（うち答えの得られないもの{summary.errors}問）、誤った金額{summary.wrong_amounts}件。"
        f"索引 {escape(summary.generation)}。所要 p50 {summary.latency_ms['p50']:.1f} ms、p95 {summary.latency_ms['p95']:.1f} ms。</p>"
    )
    yield _change(change)
    yield "<h2>数値（95%区間）</h2>" + figure_rows(summary.figures, dict(NAMES))
    yield "<h2>種別と半分ごとの正答</h2>" + charts.by_kind(summary) + _halves(summary)
    yield _counterfactual(extras, measured)
    yield _baselines(extras)
    yield _variants(extras)
    yield "<h2>誤りの種類</h2>" + rows(
        ("種別", "誤り", "件数", "質問"), [(m.kind, m.miss, str(len(m.ids)), ", ".join(m.ids)) for m in summary.misses]
    )
    yield "<h2>状態（期待 → 回答）</h2>" + rows(
        ("期待", "回答", "件数"), [(e, g, str(n)) for e, given in summary.statuses.items() for g, n in sorted(given.items())], numbers=(2,)
    )
    yield from (_group(title, summary.by[name]) for name, title in _GROUPS)
    yield from _questions(results, measured)


def _questions(results: Sequence[Result], measured: bool) -> Iterator[str]:
    shown = [one for one in results if measured or one.case.half == "looked"]
    hidden = [one for one in results if not measured and one.case.half == "measured"]
    right = [one for one in shown if one.verdict.correct]
    yield "<h2>誤り</h2>"
    yield from (article(one) for one in shown if not one.verdict.correct)
    yield f"<h2>正答</h2><details><summary>{len(right)}問を見る</summary>" + "".join(article(one) for one in right) + "</details>"
    if hidden:
        lines = [(one.case.id, one.case.kind, one.case.provider or "", one.verdict.miss or "正答") for one in hidden]
        yield "<h2>測るだけの半分</h2>" + note("答えを直すときに見ないよう、問いと答えの文は載せない（--show-measured で載せる）。")
        yield f"<details><summary>{len(hidden)}問</summary>" + rows(("番号", "種別", "事業者", "結果"), lines) + "</details>"


def _change(change: Change | None) -> str:
    if change is None:
        return ""
    lines = [("失った", str(len(change.lost)), ", ".join(change.lost)), ("得た", str(len(change.gained)), ", ".join(change.gained))]
    head = f"<h2>前回との差（{escape(change.against)}、{change.paired}問、McNemar p={change.p:.3f}）</h2>"
    return head + rows(("", "件数", "質問"), lines, numbers=(1,))


def _halves(summary: Summary) -> str:
    kinds = list(summary.by["kind"])
    lines = [("全体", *(cell for half in HALVES for cell in _cells(summary.by["half"].get(half))))]
    lines += [
        (charts.KINDS.get(kind, kind), *(cell for half in HALVES for cell in _cells(summary.by[f"kind, {half}"].get(kind))))
        for kind in kinds
    ]
    head = ("種別", *(text for half in HALVES for text in (f"{_HALF_NAMES[half]} 問", "正答（95%区間）")))
    return rows(head, lines, numbers=(1, 2, 3, 4))


def _cells(figures: dict[str, Figure | None] | None) -> tuple[str, str]:
    correct = figures["correct"] if figures else None
    return (str(correct.n), interval(correct)) if correct else ("0", "–")


def _counterfactual(extras: Extras, measured: bool) -> str:
    if not extras.outcomes:
        return ""
    names = {"all": "全体", **_HALF_NAMES, **charts.KINDS}
    lines = [
        (names.get(key, key), str(one.n if (one := own["counterfactual"]) else 0), *(interval(own[name]) for name in own))
        for key, own in extras.counterfactuals.items()
    ]
    failed = [one for one in extras.outcomes if not one.passed]
    listed = [
        (
            one.id,
            one.kind,
            one.why or "",
            *((one.question, "\n".join((*one.amounts, *one.cited[:3]))) if measured or one.half == "looked" else ("", "")),
        )
        for one in failed
    ]
    said = note(
        "期待する条項（上下の条項も）と、それを根拠とする料金・規則・注記を取り除いて問い直す。断るか、同じことを言う別の条項を引けば可。金額は必ず不可。"
    )
    failures = rows(("番号", "種別", "理由", "問い", "示した金額・引用"), listed)
    return (
        "<h2>反実仮想</h2>" + said + rows(("", "問", "断った・別の条項が言う", "金額なし"), lines, numbers=(1, 2, 3))
        + f"<details><summary>失敗 {len(failed)}問</summary>{failures}</details>"
    )  # fmt: skip


def _baselines(extras: Extras) -> str:
    if not extras.rows:
        return ""
    lines = [
        (
            row.name,
            row.texts,
            str(row.letters),
            *(interval(figure) for figure in row.figures.values()),
            *(f"{row.latency_ms[p]:.1f}" for p in ("p50", "p95")),
        )
        for row in extras.rows
    ]
    head = ("検索", "索引の文", "字", "recall@1", "recall@5", "recall@10", "MRR", "p50 ms", "p95 ms")
    said = note(
        "期待する条項（下の条項を含む）の範囲に重なれば当たり。500字の断片は数条にまたがり、そのすべてを当てたと数える。字は見つけた一件の平均の長さ。"
    )
    return "<h2>検索の比較</h2>" + said + charts.by_search(extras.rows) + rows(head, lines, numbers=range(2, 9), ours=2)


def _variants(extras: Extras) -> str:
    if not extras.variants:
        return ""
    lines = []
    for one in extras.variants:
        change = one.change
        lines.append(
            (
                one.name,
                *(interval(one.figures[name]) for name in _VARIANT),
                f"−{len(change.lost)} ＋{len(change.gained)}（p={change.p:.3f}）",
            )
        )
    return "<h2>条件を変えて</h2>" + rows(("条件", *_VARIANT, "この回との差"), lines, numbers=range(1, len(_VARIANT) + 2))


def _group(title: str, groups: dict[str, dict[str, Figure | None]]) -> str:
    lines = []
    for key, figures in groups.items():
        correct = figures["correct"]
        lines.append((key, str(correct.n if correct else 0), *(share(figures[name]) for name in _SHOWN)))
    return f"<h2>{escape(title)}</h2>" + rows(("", "問", *_SHOWN), lines, numbers=range(1, len(_SHOWN) + 2))
