"""What a stretch of text is about: its kanji pairs, katakana and Latin words; by them a sentence or a list item is found again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.normalise import nfkc

_KANJI = re.compile(r"[一-龠々]{2,}")
_WORD = re.compile(r"[ァ-ヴー]{3,}|[a-z]{2,}")
_SENTENCE = re.compile(r"[。\n\t●※]")
_BETWEEN = re.compile(r"[、,・/／]|および|及び|または|又は|もしくは|若しくは|ならびに|並びに|かつ")
_NAME = re.compile(r"[一-龠々ァ-ヴーA-Za-z0-9「」()（）等のお]{2,14}$")
_TAG = re.compile(r"</?[a-z][^>]*>")
# Words of writing and pointing, which a paraphrase drops or changes.
_PLAIN = frozenset(
    re.findall(
        "..", "以下下記上記場合事項可能必要別途使用利用確認了承注意参考同様不可当該該当規定提供選択決定十分理解記入記載希望状況発生判明"
    )
)


def words_of(text: str) -> set[str]:
    folded = re.sub(r"\s+", "", nfkc(text)).lower()
    pairs = {run[at : at + 2] for run in _KANJI.findall(folded) for at in range(len(run) - 1)}
    return (pairs | set(_WORD.findall(folded))) - _PLAIN


def sentences(text: str) -> Iterator[str]:
    for part in _SENTENCE.split(_TAG.sub("\n", text)):
        if part.strip():
            yield part.strip()


def own_words(text: str) -> Iterator[tuple[str, set[str]]]:
    """Each sentence with the words no other sentence of the text has."""
    parts = [(part, words_of(part)) for part in sentences(text)]
    taken = Counter(word for _, words in parts for word in words)
    for part, words in parts:
        yield part, {word for word in words if taken[word] == 1}


def enumerated(text: str) -> Iterator[str]:
    """The names of enumerations of three and more inside a sentence."""
    for part in sentences(text):
        run: list[str] = []
        for chunk in _BETWEEN.split(nfkc(part)):
            chunk = chunk.strip()
            if _NAME.match(chunk):
                run.append(chunk)
                continue
            if len(run) > 2:
                yield from run
            run = []
        if len(run) > 2:
            yield from run
