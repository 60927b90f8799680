"""A second process for what must not, or need not, happen in the publisher's own: storing vectors, and probing what was stored.

It is started early and imports Chroma while the publisher reads. Each piece of work is done in a fork of it that has never opened a
store before, so that nothing held in memory answers for what is on disk. It ends when its publisher does, however that ends.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from knowledge.settings import PACKAGE

if TYPE_CHECKING:
    from ingest.vectors import Vectors
    from knowledge.search.store import Entry

_MODULES = ("chromadb", "ingest.probe", "ingest.vectors", "knowledge.generation", "knowledge.search.lexical", "knowledge.search.store")


class Helper:
    """The publisher's side."""

    def __enter__(self) -> Helper:
        command = [sys.executable, "-m", "ingest.helper"]
        self._parts = 0
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=PACKAGE.parent
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.process.terminate()
        self.process.communicate()

    def add(self, store: Path, entries: Mapping[str, Sequence[Entry]], vectors: Vectors) -> None:
        """Begins to store a part; it is handed over in files beside the generation's folder, which go with the building folder."""
        import numpy as np  # here, so that the helper can be started before anything slow is imported

        self._parts += 1
        part = store.parent.parent / f"{store.parent.name}-{self._parts}.npz"
        np.savez(part, allow_pickle=False, **{p: np.stack([vectors.of(e.text) for e in own]) for p, own in entries.items() if own})
        rows = {p: [astuple(e) for e in own] for p, own in entries.items() if own}
        part.with_suffix(".json").write_text(json.dumps(rows), encoding="utf-8")
        self._send("add", store, part)

    def stored(self) -> str | None:
        """Waits until all parts are stored and the store is closed; what went wrong, None when nothing did."""
        return self._asked("stored")

    def probe(self, folder: Path) -> str | None:
        """What does not hold of a generation, None when all does."""
        return self._asked("probe", folder)

    def _send(self, *words: object) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # it may have ended: the next answer says so
            self.process.stdin.write(json.dumps([str(w) for w in words]) + "\n")
            self.process.stdin.flush()

    def _asked(self, *words: object) -> str | None:
        self._send(*words)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            return f"the helping process ended with {self.process.wait()}"
        reason: str | None = json.loads(line)
        return reason


class _Fork:
    """One piece of work in a fork; the words go to it by a pipe that ends with its sender."""

    def __init__(self, work: Callable[[Iterator[list[str]]], None]) -> None:
        context = get_context("fork")
        self._pipe, end = context.Pipe()
        self._process = context.Process(target=_run, args=(work, end, self._pipe), daemon=True)
        self._process.start()
        end.close()

    def send(self, words: list[str]) -> None:
        with suppress(OSError):  # it may have ended: `result` says so
            self._pipe.send(words)

    def result(self) -> str | None:
        self.send([])
        try:
            reason: str | None = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            return f"the process ended with {self._process.exitcode}"
        self._process.join()
        return reason


def _run(work: Callable[[Iterator[list[str]]], None], pipe: Connection, other: Connection) -> None:
    other.close()

    def words() -> Iterator[list[str]]:
        while said := pipe.recv():
            yield said

    try:
        work(words())
    except EOFError:
        return  # the publisher is gone
    except Exception as error:  # whatever it is, the publisher must hear of it
        pipe.send(f"{type(error).__name__}: {error}" if not str(error) else str(error))
    else:
        pipe.send(None)


def _store(parts: Iterator[list[str]]) -> None:
    import numpy as np

    from knowledge.search.store import Entry, add_entries, open_client

    client = None
    for store, part in parts:
        client = client or open_client(Path(store))
        rows = json.loads(Path(part).with_suffix(".json").read_text(encoding="utf-8"))
        with np.load(part, allow_pickle=False) as vectors:
            for provider, entries in rows.items():
                add_entries(client, provider, [Entry(*e) for e in entries], list(vectors[provider]))
    if client is not None:
        client.close()


def _probe(folders: Iterator[list[str]]) -> None:
    from ingest.probe import probe

    for (folder,) in folders:
        probe(Path(folder))


def main() -> None:
    gc.disable()  # a short process: collecting would be a sixth of its imports
    for module in _MODULES:
        import_module(module)
    storing: _Fork | None = None
    for line in sys.stdin:
        kind, *words = json.loads(line)
        if kind == "add":
            storing = storing or _Fork(_store)
            storing.send(words)
            continue
        fork = _Fork(_probe) if kind == "probe" else (storing or _Fork(_store))
        if kind == "probe":
            fork.send(words)
        else:
            storing = None
        print(json.dumps(fork.result()), flush=True)


if __name__ == "__main__":
    main()
