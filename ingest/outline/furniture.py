"""What a page prints around its text: page numbers, rules of tables and lines without a letter."""

from __future__ import annotations

import re

from ingest.source import Line

PAGE_NUMBER = re.compile(
    r"[-–—‐ー‑(（]?\s*(?:p\.?\s?|page\s)?\d{1,3}\s*(?:[/／]\s*\d{1,3})?\s*(?:頁|ページ)?\s*[-–—‐ー‑)）]?$", re.IGNORECASE
)


def furniture(line: Line) -> bool:
    """True for a line that holds nothing but a page number or rules."""
    text = line.text.strip()
    return line.furniture or bool(PAGE_NUMBER.match(text)) or not any(char.isalnum() for char in text)
