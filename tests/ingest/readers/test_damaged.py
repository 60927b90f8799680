"""Damaged files: what is left is read, or the file is refused in one line; never anything else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.source import READERS
from knowledge.errors import SourceError
from tests.ingest.readers.printing import FORMATS


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=40), st.integers(0, 10_000), st.sampled_from(sorted(set(FORMATS) - {"a.txt"})))
def test_damaged_files_are_read_or_refused(junk: bytes, at: int, name: str) -> None:
    whole = FORMATS[name](["光約款", "", "第1条（目的）", "甲とします。", [["区分", "料金"], ["基本", "1,000円"]]])
    at = at % len(whole)
    with suppress(SourceError):
        READERS[Path(name).suffix](Path(name), whole[:at] + junk + whole[at + len(junk) // 2 :])
