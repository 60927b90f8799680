"""`kill -9` at random moments of publishing: afterwards the old or the new generation answers, never a mix, never an error.

25 kills; YAKKAN_TEST_KILLS=100 for the full run.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
KILLS = int(os.environ.get("YAKKAN_TEST_KILLS", "25"))

# The command line over the made-up shipped edition.
PUBLISHER = """
import sys
from pathlib import Path
import ingest.cli, ingest.publish
root = Path(sys.argv.pop(1))
ingest.publish.SHIPPED_FEES = root / "fees"
for module in (ingest.cli, ingest.publish):
    module.SHIPPED_TERMS, module.SHIPPED_PROVIDERS = root / "terms", root / "providers"
sys.exit(ingest.cli.main(sys.argv[1:]))
"""
# A reader of its own: it opens what is current anew for each line, and dies if the store is broken.
READER = """
import json, sys
from datetime import date
from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Question
from knowledge.generations import current
from knowledge.settings import from_environment
settings = from_environment()
for line in sys.stdin:
    assistant = Assistant.open(settings)
    ask = lambda text: assistant.ask(Question(question=text, provider="newco", on=date(2026, 11, 20)))
    fee, notice = ask("月額はいくらですか"), ask("解約の予告は何日前までに通知が必要ですか")
    found = {str(h.address): h.indexed.clause.text for h in assistant.search("利用料 解約 責任", "newco", top=20)}
    print(json.dumps({"generation": assistant.generation, "status": [fee.status, notice.status], "yen": fee.amounts[0].yen,
                      "fee": fee.citations[0].quote, "notice": notice.citations[0].quote, "found": found,
                      "whole": current(settings).bundle_is_whole()}), flush=True)
"""


def test_kills_at_random_moments(home, shipped: Path) -> None:
    environment = {**os.environ, "YAKKAN_HOME": str(home.settings.home)}
    reader = subprocess.Popen([sys.executable, "-c", READER], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    chance = random.Random(20261120)
    try:
        served = _read(reader, {0})
        usual = _undisturbed(home, shipped, environment)
        served, outcomes = _read(reader, {served, usual[0]}), {"old": 0, "new": 0}
        for version in range(2, KILLS + 2):
            publisher = _start(home, shipped, environment, version)
            # Half of the kills over the whole, half around the end, where files are renamed and the link is switched.
            time.sleep(usual[1] * (chance.random() if version % 2 else chance.uniform(0.75, 1.1)))
            publisher.send_signal(signal.SIGKILL)
            publisher.wait()
            after = _read(reader, {served, version})
            outcomes["new" if after == version else "old"] += 1
            served = after
        print(f"{KILLS} kills: {outcomes}")
        last = _start(home, shipped, environment, KILLS + 2)
        assert last.wait() == 0
        assert _read(reader, {KILLS + 2}) == KILLS + 2
        assert not [p for p in home.settings.generations.iterdir() if p.name.startswith(".")]
        assert len(list(home.settings.generations.iterdir())) == 2
        assert outcomes["old"] and len(home.library) == 1
    finally:
        reader.kill()
        reader.communicate()


def _start(home, shipped: Path, environment: dict[str, str], version: int) -> subprocess.Popen[bytes]:
    """Publishes terms and fees of one version."""
    home.fee(1000 + version)
    path = home.write(yen=1000 + version, days=10 + version)
    command = [sys.executable, "-c", PUBLISHER, str(shipped), str(path), "--provider", "newco"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _undisturbed(home, shipped: Path, environment: dict[str, str]) -> tuple[int, float]:
    began = time.perf_counter()
    assert _start(home, shipped, environment, 1).wait() == 0
    return 1, time.perf_counter() - began


def _read(reader: subprocess.Popen[str], allowed: set[int]) -> int:
    """The version that is served, the same in schedule, clauses and search."""
    assert reader.stdin and reader.stdout
    reader.stdin.write("?\n")
    reader.stdin.flush()
    line = reader.stdout.readline()
    assert line, f"the reader ended with {reader.wait()}"
    answer = json.loads(line)
    version = int(answer["yen"]) - 1000
    assert version in allowed, answer
    assert answer["status"] == ["answered", "answered"] and answer["whole"]
    assert f"{1000 + version}円" in answer["fee"] and f"{10 + version}日前" in answer["notice"]
    assert f"{1000 + version}円" in answer["found"]["newco-hikari#第1条"] and f"{10 + version}日前" in answer["found"]["newco-hikari#第2条"]
    return version
