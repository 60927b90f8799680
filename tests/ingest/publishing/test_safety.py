"""Nothing half is ever served: two publishers, a failed probe, an interruption, a kill at each step of the switch."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

import ingest.helper
import ingest.publish
from ingest.cli import main
from ingest.switch import publisher, switch
from knowledge.errors import IndexBusyError, IndexError_
from knowledge.generations import staged
from knowledge.settings import Settings


def leftovers(home) -> list[str]:
    folders = (home.settings.home, home.settings.generations, *home.settings.documents.glob("*"))
    return [p.name for folder in folders for p in folder.glob(".*")] + [p.name for p in home.settings.home.glob("*.pending")]


def test_the_second_publisher_is_refused_by_name(home) -> None:
    with publisher(home.settings), pytest.raises(IndexBusyError, match=rf"process {os.getpid()}\) is publishing"):
        home.ingest()


def test_the_lock_outlives_no_publisher(home) -> None:
    with (home.settings.home / "publish.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
    home.ingest()


def test_a_failed_probe_leaves_index_and_library(home, monkeypatch: pytest.MonkeyPatch) -> None:
    before, library = home.current, (home.settings.documents / "newco" / "newco.txt").read_text(encoding="utf-8")
    monkeypatch.setattr(ingest.publish.Helper, "probe", lambda self, folder: "a made-up reason")
    with pytest.raises(IndexError_, match="a made-up reason"):
        home.ingest(home.write(days=44))
    assert home.current == before and not leftovers(home)
    assert (home.settings.documents / "newco" / "newco.txt").read_text(encoding="utf-8") == library
    assert len(list(home.settings.generations.iterdir())) == 1


@pytest.mark.parametrize("damage", ["vectors.npz", "lexical/newco/vocab.index.json", "chroma/chroma.sqlite3", "bundle.sqlite"])
def test_the_probe_sees_damage(home, damage: str) -> None:
    folder = home.settings.current.resolve()
    (folder / damage).write_bytes(b"torn")
    with ingest.helper.Helper() as helper:
        assert helper.probe(folder)


def test_the_probe_sees_vectors_of_another_text(home) -> None:
    folder = home.settings.current.resolve()
    with ingest.helper.Helper() as helper:
        assert helper.probe(folder) is None
    import numpy as np

    held = dict(np.load(folder / "vectors.npz"))
    np.savez(folder / "vectors.npz", **{**held, "vectors": held["vectors"][:, ::-1]})
    with ingest.helper.Helper() as helper:
        assert "do not find themselves" in (helper.probe(folder) or "")


def test_the_helper_ends_with_its_publisher() -> None:
    with ingest.helper.Helper() as helper:
        process = helper.process
    assert process.returncode is not None


def test_an_interruption_leaves_nothing_half(home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = home.current

    def interrupted(*_: object) -> None:
        # A shell's background job inherits SIGINT ignored, and the interruption would never come.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(ingest.publish, "save", interrupted)
    monkeypatch.setenv("YAKKAN_HOME", str(home.settings.home))
    assert main([str(home.write(days=44)), "--provider", "newco"]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("error: interrupted")
    assert home.current == before and not leftovers(home)


def test_a_kill_at_each_step_of_the_switch(home, tmp_path: Path) -> None:
    """A child is killed before its n-th change to the file system; then the old or the new generation stands, and its library follows."""
    home.fee(1100)
    home.ingest(home.write(yen=1100, history="改定 2025年4月1日"), stage=True)
    new = staged(home.settings)
    old = home.current
    seen = set()
    for step in range(1, 200):
        copy = Settings(home=tmp_path / str(step))
        shutil.copytree(home.settings.home, copy.home, symlinks=True)
        child = os.fork()
        if child == 0:
            _switch_killed_at(step, copy, copy.generations / new.id)
        _, status = os.waitpid(child, 0)
        there = type(home)(copy, home.desk)
        assert there.current in (old, new.id)
        seen.add(there.current)
        with publisher(copy):
            pass
        names = {"newco/newco.txt"} if there.current == old else {"newco/newco.txt", *new_names(new.folder)}
        assert there.library == names and not leftovers(there)
        if not os.WIFSIGNALED(status):
            break
    assert step > 8 and seen == {old, new.id}


def new_names(folder: Path) -> set[str]:
    root = folder / "library"
    return {str(p.relative_to(root)) for p in root.glob("*/*") if not p.name.endswith(".read.yaml")}


def _switch_killed_at(step: int, settings: Settings, folder: Path) -> None:
    left = [step]

    def count(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[1], str) and arguments[1][:1] in "wax"
        if writes or event in ("os.rename", "os.symlink", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree"):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        switch(settings, folder)
    finally:
        os._exit(0)
