"""A process that is started early, so that it has imported its parts by the time it is needed."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from types import TracebackType
from typing import Self

from knowledge.errors import YakkanError
from knowledge.settings import PACKAGE

WAIT = "--wait"


class Helper:
    """Runs `python -m <module> --wait`, which takes a line for each piece of work; it ends with the process that started it."""

    module: str

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", self.module, WAIT]
        self._child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=PACKAGE.parent
        )
        return self

    def send(self, line: str) -> None:
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(line + "\n")
            self._child.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended: `finish` says why

    def finish(self) -> str | None:
        """Waits until all is done; what went wrong, None when nothing did."""
        _, said = self._child.communicate()
        if self._child.returncode == 0:
            return None
        return (said.strip().splitlines() or [f"exit status {self._child.returncode}"])[-1]

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        if self._child.poll() is None:
            self._child.kill()
            self._child.communicate()


def serve(modules: tuple[str, ...], work: Callable[[Iterator[str]], None]) -> int:
    """The other side: imports while its starter is busy, then works through the lines. No line: the starter is gone or needs nothing."""
    gc.disable()  # a short process: collecting would be a sixth of its imports
    for module in modules:
        import_module(module)
    try:
        work(line.rstrip("\n") for line in sys.stdin)
    except YakkanError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
