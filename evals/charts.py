"""Altair charts as SVG inside the page: no script, nothing loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from evals.contest import OURS, Row
from evals.summary import Summary

KINDS = {
    "fee": "料金・合計",
    "cancel": "解約・期限",
    "privacy": "個人情報",
    "other": "その他",
    "not_in_terms": "約款にない",
    "dialogue": "対話",
    "out_of_scope": "対象外",
}
_HALVES = {"looked": "見る半分", "measured": "測るだけの半分"}
_COLOURS = ["#2a7d5f", "#8a6d1f"]


def by_kind(summary: Summary) -> str:
    """Share answered right by kind, a bar for each half with its interval."""
    values = [
        {"kind": KINDS.get(kind, kind), "half": name, "value": figure.value, "low": figure.low, "high": figure.high}
        for half, name in _HALVES.items()
        for kind, figures in summary.by[f"kind, {half}"].items()
        if (figure := figures["correct"])
    ]
    return _bars(values, "kind", "正答の割合（95%区間）", list(KINDS.values()))


def by_search(rows: Sequence[Row]) -> str:
    """recall@5 and MRR of each way of searching."""
    values = [
        {"kind": f"{row.name}（{row.texts}）", "half": name, "value": figure.value, "low": figure.low, "high": figure.high}
        for row in rows
        for measure, name in (("recall@5", "recall@5"), ("mrr", "MRR"))
        if (figure := row.figures[measure])
    ]
    order = sorted((str(one["kind"]) for one in values), key=lambda name: not name.startswith(OURS))
    return _bars(values, "kind", "検索（95%区間）", list(dict.fromkeys(order)))


def _bars(values: Sequence[dict[str, object]], field: str, title: str, order: Sequence[str]) -> str:
    if not values:
        return ""
    import altair as alt  # 0.7 s

    data = alt.InlineData(values=list(values))
    y = alt.Y(f"{field}:N", sort=list(order), title=None, axis=alt.Axis(labelLimit=320))
    offset = alt.YOffset("half:N", sort=None)
    colour = alt.Color("half:N", sort=None, title=None, scale=alt.Scale(range=_COLOURS), legend=alt.Legend(orient="top"))
    base = alt.Chart(data).encode(y=y, yOffset=offset)
    scale = alt.Scale(domain=[0, 1])
    bars = base.mark_bar().encode(x=alt.X("value:Q", title=title, scale=scale, axis=alt.Axis(format="%")), color=colour)
    spans = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    return _svg(
        (bars + spans).properties(width=560, height=alt.Step(14)).configure(font="sans-serif", axis=alt.AxisConfig(labelFontSize=12))
    )


def _svg(chart: Any) -> str:
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.to_json(format="vega-lite"))
    # What names a namespace or an id loads nothing; the link namespace is not needed.
    return f'<div class="chart">{re.sub(r" xmlns:xlink=.[^ >]*.", "", svg)}</div>'
