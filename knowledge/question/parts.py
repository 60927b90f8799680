"""Several questions in one line: each asking sentence with the sentences before it that give its circumstances."""

from __future__ import annotations

import re

_SENTENCES = re.compile(r"[^。！!？?\n]+[。！!？?\n]*")
_ASKS = re.compile(
    r"[？?]|(いくら|なんぼ|何円|何日|何月|何年|何か月|何回|いつ|どこ|どう|どれ|どんな|だれ|誰|教えて|おしえて|知りたい)|"
    r"(です|ます|でしょう|ません|でした|ました)か[ね。！!]*$|(かな|かしら|のか)[。！!]*$"
)
_MOST = 4


def split_parts(text: str) -> list[str]:
    """The single questions of a text, at most four; the text itself where it asks one thing."""
    parts: list[str] = []
    waiting = ""
    for match in _SENTENCES.finditer(text):
        sentence = match.group()
        waiting += sentence
        if _ASKS.search(sentence):
            parts.append(waiting.strip())
            waiting = ""
    if not parts or len(parts) > _MOST:
        return [text]
    if waiting.strip():
        parts[-1] = f"{parts[-1]}{waiting.strip()}"
    return parts
