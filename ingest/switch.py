"""Which generation is served: one publisher at a time, one atomic rename, and what a killed publisher left is swept.

`<home>/current` is changed by `os.replace` alone, so that it names the old or the new generation at every moment. The library
follows it: `<home>/library.pending` names the generation that is being switched to until its library is in place.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.library import restore
from knowledge.errors import IndexBusyError
from knowledge.generations import current, previous, staged
from knowledge.settings import Settings

BUILDING = ".building-"
_DROPPING = ".dropping-"
_PENDING = "library.pending"


@contextmanager
def publisher(settings: Settings) -> Iterator[None]:
    """The only publisher of a home, its leftovers swept; raises IndexBusyError where another is at work."""
    settings.generations.mkdir(parents=True, exist_ok=True)
    with (settings.home / "publish.lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            who = file.read().strip()
            by = f" (process {who})" if who.isdigit() else ""
            raise IndexBusyError(f"{settings.home}: another process{by} is publishing: wait until it is done and run again") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        _finish(settings)
        _sweep(settings)
        yield


def switch(settings: Settings, folder: Path) -> None:
    """Makes a probed generation the current one, and its library the home's."""
    with _undisturbed():
        pending = settings.home / f".{_PENDING}"
        pending.write_text(folder.name, encoding="utf-8")
        os.replace(pending, settings.home / _PENDING)
        link = settings.home / f".current-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(folder.relative_to(settings.home))
        os.replace(link, settings.current)
        _finish(settings)
        drop_old(settings)


def drop_old(settings: Settings) -> None:
    """Keeps the current generation, the one before it, and the one staged on it."""
    kept = {k.folder.name for k in (current(settings), previous(settings), staged(settings)) if k}
    served = Path(os.path.realpath(settings.current)).name
    for folder in settings.generations.iterdir():
        if folder.is_dir() and folder.name not in (*kept, served) and not folder.name.startswith("."):
            drop(folder)


def drop(folder: Path) -> None:
    """Out of sight at once, then deleted: half a generation is never taken for one."""
    away = folder.with_name(f"{_DROPPING}{folder.name.lstrip('.')}")
    folder.rename(away)
    shutil.rmtree(away, ignore_errors=True)


def _finish(settings: Settings) -> None:
    """Brings the library after the switch, also one that a killed publisher made; before the switch there is nothing to bring."""
    pending = settings.home / _PENDING
    if not pending.exists():
        return
    now = current(settings)
    if now and now.folder.name == pending.read_text(encoding="utf-8"):
        restore(now.folder, settings)
    pending.unlink()


def _sweep(settings: Settings) -> None:
    """What a killed publisher left behind; a probe of its own may still be reading there."""
    for left in (*settings.generations.glob(f"{BUILDING}*"), *settings.generations.glob(f"{_DROPPING}*")):
        shutil.rmtree(left, ignore_errors=True)
    for left in (*settings.home.glob(".current-*"), settings.home / f".{_PENDING}"):
        left.unlink(missing_ok=True)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """The few milliseconds of a switch are not interrupted from the keyboard."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
