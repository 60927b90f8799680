"""The short table of a run for the terminal."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from evals.compare import Change
from evals.html import share
from evals.intervals import Figure
from evals.passes import Extras
from evals.questions import HALVES
from evals.summary import Summary


def table(summary: Summary, change: Change | None, extras: Extras, folder: Path) -> str:
    lines = [f"{'figure':<24} {'value':>6}  {'95%':<13} {'n':>5}"]
    lines += [_line(name, figure) for name, figure in summary.figures.items() if figure is not None]
    lines += _kinds(summary)
    lines.append(
        f"wrong amounts {summary.wrong_amounts}, errors {summary.errors}, p50 {summary.latency_ms['p50']:.1f} ms, "
        f"p95 {summary.latency_ms['p95']:.1f} ms"
    )
    for group, own in extras.counterfactuals.items():
        lines += [_line(f"{name}: {group}", figure) for name, figure in own.items() if figure]
    lines += _baselines(extras)
    for one in extras.variants:
        correct = one.figures["correct"]
        lines.append(
            f"{_padded(one.name, 24)} {share(correct):>6}  lost {len(one.change.lost)}, gained {len(one.change.gained)}, p={one.change.p:.3f}"
        )
    lines += _change(change)
    return "\n".join([*lines, f"report: {folder / 'report.html'}"])


def _line(name: str, figure: Figure) -> str:
    return f"{_padded(name, 24)} {share(figure):>6}  {figure.low:.3f}–{figure.high:.3f}   {figure.n:>5}"


def _kinds(summary: Summary) -> list[str]:
    """Answered right by kind: in all, and in each half."""
    lines = [f"{'correct by kind':<24} {'all':>6}" + "".join(f"{half:>10}" for half in HALVES)]
    for kind, figures in {"(all)": summary.figures, **summary.by["kind"]}.items():
        own = [summary.by["half"].get(half) if kind == "(all)" else summary.by[f"kind, {half}"].get(kind) for half in HALVES]
        lines.append(
            f"{_padded(kind, 24)} {share(figures['correct']):>6}" + "".join(f"{share(one['correct'] if one else None):>10}" for one in own)
        )
    return lines


def _baselines(extras: Extras) -> list[str]:
    if not extras.rows:
        return []
    lines = [f"{'search':<34} {'R@1':>6} {'R@5':>6} {'R@10':>6} {'MRR':>6} {'p50':>7} {'p95':>7}"]
    for row in extras.rows:
        figures = " ".join(f"{share(figure):>6}" for figure in row.figures.values())
        lines.append(f"{_padded(f'{row.name}, {row.texts}', 34)} {figures} {row.latency_ms['p50']:>7.2f} {row.latency_ms['p95']:>7.2f}")
    return lines


def _change(change: Change | None) -> list[str]:
    if change is None:
        return []
    lines = [f"against {change.against}: {change.paired} paired, p={change.p:.3f}"]
    lines += [f"  {name} {len(ids)}: {', '.join(ids)}" for name, ids in (("gained", change.gained), ("lost", change.lost)) if ids]
    if change.unpaired:
        lines.append(f"  in one run alone, or asked differently: {len(change.unpaired)}")
    return lines


def _padded(text: str, width: int) -> str:
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return text + " " * max(0, width - len(text) - wide)
