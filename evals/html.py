"""Pieces of the report: the style, tables, and one question with what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from evals.intervals import Figure
from evals.runner import Result

STYLE = """
:root{color-scheme:light dark;--line:#8884;--bar:#2a7d5f;--bad:#b3261e;--soft:#8882}
body{font:16px/1.6 system-ui,"Hiragino Sans","Noto Sans CJK JP",sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
body{line-break:strict;word-break:normal;overflow-wrap:anywhere}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem;text-wrap:balance}
nav a,.wide{display:inline-block;margin-right:1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{font-weight:600;white-space:nowrap;vertical-align:bottom}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:pre}
td.k{white-space:nowrap}tr.ours td{font-weight:600;background:var(--soft)}
.track{display:block;position:relative;background:var(--soft);height:.9rem;min-width:12rem;border-radius:2px}
.bar{position:absolute;inset:0 auto 0 0;background:var(--bar);border-radius:2px}
.span{position:absolute;top:.4rem;height:2px;background:currentColor}
.chart{background:#fff;color:#000;border-radius:4px;padding:.6rem;margin:.8rem 0;overflow-x:auto}
.chart svg{max-width:100%;height:auto}
article{border:1px solid var(--line);border-left:.3rem solid var(--bar);border-radius:4px;padding:.6rem 1rem;margin:.8rem 0}
article.miss{border-left-color:var(--bad)}article p{margin:.2rem 0}
.q{font-weight:600}.tag,.note{font-size:.85rem;opacity:.8}.why{color:var(--bad)}
dl{display:grid;grid-template-columns:9rem 1fr;margin:.4rem 0;gap:.2rem .8rem}
dt{opacity:.75}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
summary{cursor:pointer}
"""


def page(title: str, body: Iterable[str]) -> str:
    """A page that stands alone: no script, nothing loaded."""
    return (
        '<!doctype html>\n<html lang="ja"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body>\n<h1>{escape(title)}</h1>\n" + "\n".join(body) + "\n</body></html>\n"
    )


def share(figure: Figure | None) -> str:
    return f"{figure.value:.3f}" if figure else "–"


def interval(figure: Figure | None) -> str:
    """The value, and its interval on a line of its own."""
    return f"{figure.value:.3f}\n{figure.low:.3f}–{figure.high:.3f}" if figure else "–"


def note(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>'


def rows(head: Sequence[str], lines: Iterable[Sequence[str]], *, numbers: Iterable[int] = (), ours: int = 0) -> str:
    """A table; numbers: the columns set to the right; ours: how many first lines are set off."""
    right = set(numbers)

    def cell(tag: str, at: int, text: str) -> str:
        kind = ' class="n"' if at in right else ' class="k"' if at < 2 and tag == "td" and len(text) < 24 else ""
        return f"<{tag}{kind}>{escape(text)}</{tag}>"

    heads = "".join(cell("th", at, text) for at, text in enumerate(head))
    body = "".join(
        f"<tr{' class=ours' if number < ours else ''}>" + "".join(cell("td", at, text) for at, text in enumerate(line)) + "</tr>"
        for number, line in enumerate(lines)
    )
    return f'<div class="scroll"><table><tr>{heads}</tr>{body}</table></div>'


def figure_rows(figures: dict[str, Figure | None], names: dict[str, str]) -> str:
    """Each figure with its bar and its interval."""
    lines = []
    for name, figure in figures.items():
        if figure is None:
            continue
        low, width = figure.low * 100, (figure.high - figure.low) * 100
        bar = f'<i class="bar" style="width:{figure.value * 100:.1f}%"></i><i class="span" style="left:{low:.1f}%;width:{width:.1f}%"></i>'
        lines.append(
            f'<tr><td>{escape(names[name])}<br><span class="tag">{escape(name)}</span></td><td><span class="track">{bar}</span></td>'
            f'<td class="n">{share(figure)}</td><td class="n">{figure.low:.3f}–{figure.high:.3f}</td><td class="n">{figure.n}</td></tr>'
        )
    head = '<tr><th>数値</th><th></th><th class="n">値</th><th class="n">95%区間</th><th class="n">問</th></tr>'
    return f'<div class="scroll"><table>{head}{"".join(lines)}</table></div>'


def article(one: Result) -> str:
    """One question, what was expected, and what came."""
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
        ("監査での違反", "\n".join(one.violations or ())),
        ("欠けた注記", "\n".join(one.riders_missing or ())),
        ("差し止め", "\n".join(one.withheld)),
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
