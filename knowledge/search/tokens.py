"""Words for the lexical index: Sudachi's normalised forms without particles, and the numbers of articles and amounts kept whole."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

from sudachipy import Dictionary, SplitMode, Tokenizer

from knowledge.normalise import fold

# What carries no topic. 名詞-数詞 stays: 第9条 and 14日 are searched for.
_DROPPED = ("助詞", "助動詞", "補助記号", "空白", "記号", "感動詞", "接続詞")
# Light verbs and pronouns that every clause has; kept out so that they cannot make a match by themselves.
_STOP = frozenset(
    re.split(
        r"\s+",
        "為る 有る 居る 成る 事 物 其の 此の 其れ 此れ 何 下さる 致す 御 様 為 様だ 良い 言う 思う 場合 等 又 及び 若しくは 又は 於く 付く "
        "依る 出来る 行う 無い 幾ら 何円 頂く 貰う 遣る 呉れる 教える 知る 聞く 訊く",
    )
)

# Nouns that name no thing: counters, and those used as adverbs (いくら, 全部, 今).
_NO_THING = ("助数詞可能", "助数詞", "副詞可能")


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    return Dictionary()


def _tokenizer() -> Tokenizer:
    """One for each thread: a tokenizer refuses two callers at once."""
    held: Tokenizer | None = getattr(_OF_THREAD, "tokenizer", None)
    if held is None:
        held = _OF_THREAD.tokenizer = _dictionary().tokenizer(SplitMode.A)
    return held


_OF_THREAD = threading.local()


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The content words of a text in their normalised forms, in order."""
    out = []
    for token in _tokenizer().tokenize(fold(text)):
        kind = token.part_of_speech()
        form = token.normalized_form()
        if kind[0] in _DROPPED or form in _STOP or not form.strip():
            continue
        out.append(form)
    return tuple(out)


@lru_cache(maxsize=8192)
def surfaces(text: str) -> tuple[str, ...]:
    """The morphemes of a folded text as they stand there."""
    return tuple(t.surface() for t in _tokenizer().tokenize(text))


@lru_cache(maxsize=8192)
def sounds(text: str) -> tuple[str, ...]:
    """The morphemes of a folded text in katakana, as they are read; letters and digits as they stand."""
    tokens = _tokenizer().tokenize(text)
    return tuple(_katakana(t.surface() if re.fullmatch(r"[ぁ-んァ-ヶーa-z0-9.\-+]+", t.surface()) else t.reading_form()) for t in tokens)


def _katakana(text: str) -> str:
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)


@lru_cache(maxsize=1024)
def nouns(text: str) -> tuple[str, ...]:
    """The nouns of a folded text as they stand there, numbers and counters left out."""
    out = []
    for token in _tokenizer().tokenize(text):
        kind = token.part_of_speech()
        if re.fullmatch(r"[ぁ-ん]{1,2}", token.surface()):
            continue  # こみ, み, ほう: what is left of a word that a covered place cut
        if kind[0] == "名詞" and kind[1] != "数詞" and kind[2] not in _NO_THING and token.normalized_form() not in _STOP:
            out.append(token.surface())
    return tuple(out)
