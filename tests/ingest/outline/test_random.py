"""Random outlines, printed in random numbering styles, are read back the same."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.outline.builder import Outline, outline
from ingest.outline.item import GOJUON
from ingest.readers import docx as word
from ingest.readers import html as page
from ingest.source import Source, lines_of
from tests.ingest.readers.printing import saved

KANJI = "〇一二三四五六七八九"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
WORDS = ("当社", "契約者", "利用料金", "申込み", "通知", "設備", "工事", "解約", "停止", "請求")


def kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else KANJI[tens] + "十") + (KANJI[ones] if ones else "")


DIGITS: dict[str, Callable[[int], str]] = {
    "plain": str,
    "wide": lambda number: str(number).translate(WIDE),
    "spaced": lambda number: " ".join(str(number)),
    "kanji": kanji,
}
ITEMS: dict[str, Callable[[int], tuple[str, str]]] = {
    "(1)": lambda n: (f"({n}) ", f"({n})"),
    "（１）": lambda n: (f"（{str(n).translate(WIDE)}）", f"({n})"),
    "(1).": lambda n: (f"({n}). ", f"({n})"),
    "1)": lambda n: (f"{n}) ", f"({n})"),
    "①": lambda n: (chr(ord("①") + n - 1), f"({n})"),
    "ア": lambda n: (f"{GOJUON[n - 1]} ", f"({GOJUON[n - 1]})"),
    "（ア）": lambda n: (f"（{GOJUON[n - 1]}）", f"({GOJUON[n - 1]})"),
    "a)": lambda n: (f"{chr(ord('a') + n - 1)}) ", f"({chr(ord('a') + n - 1)})"),
}
FAMILIES = (("(1)", "（１）", "(1)."), ("1)",), ("①",), ("ア",), ("（ア）",), ("a)",))
sentences = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(
    lambda words: f"{words[0]}は、{'及び'.join(words[1:])}を行うものとします。"
)
names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True).map("の".join)


@dataclass
class Printed:
    """A document as text, and what reading it must give."""

    lines: list[str] = field(default_factory=list)
    wanted: list[tuple[str, str]] = field(default_factory=list)

    def read(self, form: str = "text") -> Outline:
        source = {"text": self.as_text, "html": self.as_html, "docx": self.as_docx}[form]()
        return outline(source.text, "d", source.lines, frozenset())

    def as_text(self) -> Source:
        text = "\n".join(self.lines) + "\n"
        return Source(Path("a.txt"), text, lines_of(text))

    def as_html(self) -> Source:
        """Headings as h3, paragraphs as p; lines without a blank one between them are parted by br."""
        out: list[str] = []
        for line in self.lines:
            words = html.escape(line.lstrip("# "))
            out.append(f"<h3>{words}</h3>" if line.startswith("#") else f"{words}<br>\n" if line else "</p>\n<p>")
        return page.read(Path("a.html"), f"<p>{''.join(out)}</p>".encode())

    def as_docx(self) -> Source:
        document = docx.Document()
        for line in self.lines:
            if line.startswith("#"):
                document.add_heading(line.lstrip("# "), 3)
            else:
                document.add_paragraph(line)
        return word.read(Path("a.docx"), saved(document))

    def check(self, form: str = "text") -> None:
        read = self.read(form)
        assert [(clause.address.clause, clause.body) for clause in read.clauses] == self.wanted, "\n".join(self.lines)
        assert read.doubts == (), "\n".join(self.lines)


@st.composite
def item_styles(draw: st.DrawFn) -> list[str]:
    """Two styles of different families, for items and the items below them."""
    families = draw(st.permutations(FAMILIES))
    return [draw(st.sampled_from(family)) for family in families[:2]]


def print_items(draw: st.DrawFn, out: Printed, above: str, styles: list[str], blank: bool) -> None:
    if not styles or not draw(st.booleans()):
        return
    for number in range(1, draw(st.integers(2, 4)) + 1):
        printed, label = ITEMS[styles[0]](number)
        body = draw(sentences)
        out.lines += [f"{printed}{body}"] + [""] * blank
        out.wanted.append((f"{above}/{label}", body))
        print_items(draw, out, f"{above}/{label}", styles[1:], blank)


@st.composite
def terms(draw: st.DrawFn) -> Printed:
    """A 約款: chapters or none, articles in one style of number and caption, paragraphs in one style, items in two."""
    out = Printed()
    digits = DIGITS[draw(st.sampled_from(sorted(DIGITS)))]
    caption_at = draw(st.sampled_from(["behind", "above", "before", "none"]))
    paragraphs = draw(st.sampled_from(["from one", "from two", "bare from two"]))
    styles, blank = draw(item_styles()), draw(st.booleans())
    marks = draw(st.sampled_from(["", "### "])) if caption_at == "behind" else ""
    chapter = 0
    for number in range(1, draw(st.integers(2, 14)) + 1):
        if draw(st.integers(0, 3)) == 0:
            chapter += 1
            out.lines += [f"第{digits(chapter)}章 {draw(names)}", ""]
        print_article(draw, out, (number, digits(number)), caption_at, marks, paragraphs, styles, blank)
    return out


def print_article(
    draw: st.DrawFn, out: Printed, numbers: tuple[int, str], caption_at: str, marks: str, paragraphs: str, styles: list[str], blank: bool
) -> None:
    address, head, name = f"第{numbers[0]}条", f"第{numbers[1]}条", draw(names)
    count = draw(st.integers(1, 4))
    bodies = [draw(sentences) for _ in range(count)]
    numbered = paragraphs == "from one"
    single = count == 1 and not numbered
    first = f"1. {bodies[0]}" if numbered else bodies[0]
    if caption_at == "behind":
        out.lines += [f"{marks}{head}（{name}）", "", first]
    elif caption_at == "before":
        out.lines += [f"（{name}）{head} {first}"]
    else:
        out.lines += ([f"({name})", ""] if caption_at == "above" else []) + [f"{head} {first}"]
    out.lines += [""] * blank
    heading = "" if caption_at == "none" else name
    out.wanted.append((address, bodies[0] if single else heading))
    for at, body in enumerate(bodies, start=1):
        if at > 1:
            out.lines += [f"{at} {body}" if paragraphs == "bare from two" else f"{at}. {body}"] + [""] * blank
        if not single:
            out.wanted.append((f"{address}/第{at}項", body))
        print_items(draw, out, address if single else f"{address}/第{at}項", styles, blank)


@st.composite
def notices(draw: st.DrawFn) -> Printed:
    """A 重要事項説明: numbered headings, marked headings below them, items below both."""
    out = Printed()
    digits = DIGITS[draw(st.sampled_from(["plain", "wide", "spaced"]))]
    point = draw(st.sampled_from([". ", "．", "."]))
    marks = draw(st.permutations(["■", "◆", "【】", "＜＞"]))[:2]
    styles, hashes = draw(item_styles()), draw(st.sampled_from(["", "## "]))
    for number in range(1, draw(st.integers(2, 13)) + 1):
        name, body = draw(names), draw(sentences)
        out.lines += [f"{hashes}{digits(number)}{point}{name}", "", body, ""]
        out.wanted.append((str(number), body))
        print_items(draw, out, str(number), styles, True)
        print_headings(draw, out, str(number), list(marks), styles)
    return out


def print_headings(draw: st.DrawFn, out: Printed, above: str, marks: list[str], styles: list[str]) -> None:
    if not marks or not draw(st.booleans()):
        return
    for name in draw(st.lists(names, min_size=1, max_size=3, unique=True)):
        body = draw(sentences)
        heading = f"{marks[0][0]}{name}{marks[0][1:]}"
        out.lines += [heading, "", body, ""]
        out.wanted.append((f"{above}/{name}", body))
        print_items(draw, out, f"{above}/{name}", styles, True)
        print_headings(draw, out, f"{above}/{name}", marks[1:], styles)


@settings(deadline=None, max_examples=150)
@given(terms())
def test_terms_are_read_back(printed: Printed) -> None:
    printed.check()


@settings(deadline=None, max_examples=150)
@given(notices())
def test_notices_are_read_back(printed: Printed) -> None:
    printed.check()


@pytest.mark.parametrize("form", ["html", "docx"])
@settings(deadline=None, max_examples=40)
@given(printed=st.one_of(terms(), notices()))
def test_both_are_read_back_from_other_formats(form: str, printed: Printed) -> None:
    printed.check(form)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="第１２1条項 \t\n(（)）.．-#■【】①アイ当社は、。「」附則目次〇十", max_size=120))
def test_any_text_keeps_the_span_invariant(text: str) -> None:
    lines = lines_of(text)
    read = outline(text, "d", lines, frozenset())
    taken = [False] * len(text)
    for span in (*(span for clause in read.clauses for span in clause.spans), *read.loose):
        assert not any(taken[span.start : span.end])
        taken[span.start : span.end] = [True] * (span.end - span.start)
    assert all(done or char.isspace() or char in "#-" for done, char in zip(taken, text, strict=True))
    for clause in read.clauses:
        assert clause.text == "".join(text[span.start : span.end] for span in clause.spans)
    assert len({clause.address for clause in read.clauses}) == len(read.clauses)
