"""An answer as plain text for a terminal."""

from __future__ import annotations

from knowledge.answer.model import Answer, Citation

_STATUS = {"answered": "回答", "not_in_terms": "約款に記載なし", "needs_detail": "確認が必要", "out_of_scope": "対象外"}
_REFERENCES = 4


def as_text(answer: Answer) -> str:
    """The answer's text, then the steps, the clauses with their quotes, and what was assumed."""
    out = [f"【{_STATUS[answer.status]}】", answer.text]
    if answer.calculation:
        out += ["", f"計算（{answer.calculation.name}）"]
        out += [f"  {i}. {s.text}" + (f"  [{s.cite}]" if s.cite else "") for i, s in enumerate(answer.calculation.steps, 1)]
        out += [f"  前提：{a}" for a in answer.calculation.assumptions]
    if answer.citations:
        out += ["", "根拠"]
        for c in answer.citations:
            heading = f"（{c.heading}）" if c.heading else ""
            out.append(f"  {c.title} {c.printed}{heading}")
            out += [f"    「{line.strip()}」" if i == 0 else f"     {line.strip()}" for i, line in enumerate(c.quote.splitlines()) if line.strip()]
            out += [f"     参照：{line}" for line in _references(c)]
    out += [f"前提：{a.value}" for a in answer.assumed]
    for ask in answer.ask:
        out += ["", f"{ask.question}" + (f"（{'／'.join(ask.options)}）" if ask.options else "")]
    out += [f"※{n}" for n in answer.notes if n not in answer.text]
    return "\n".join(out)


def _references(citation: Citation) -> list[str]:
    """Clauses held, and those missing; laws and documents of others stand in the quote already."""
    missing = "（手元の文書にはない）"
    lines = [r.printed + ("" if r.held else missing) for r in citation.references if r.held or r.kind in ("clause", "table")]
    return lines[:_REFERENCES] + (["ほか"] if len(lines) > _REFERENCES else [])
