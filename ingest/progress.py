"""How far publishing is: a bar on a terminal, plain lines elsewhere; both on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

Say = Callable[[str], None]


class Progress:
    """Plain lines go through `say`; where standard error is a terminal a bar shows the work instead."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._terminal = sys.stderr.isatty()
        self._bar: tqdm[Any] | None = None

    def begin(self, total: int, line: str) -> None:
        """The work is known: so many texts and vectors."""
        self.tell(line)
        if self._terminal:
            self._bar = tqdm(total=total, unit="件", file=sys.stderr, leave=False, dynamic_ncols=True)

    def advance(self, done: int) -> None:
        if self._bar is not None:
            self._bar.update(done)

    def tell(self, line: str) -> None:
        self.close()
        self._say(line)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
