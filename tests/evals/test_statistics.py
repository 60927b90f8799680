"""Intervals, tests and search metrics against values worked out by hand or by another program."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.intervals import mcnemar, mean, percentile, wilson
from evals.ranking import credited, own_figures, search_figures
from knowledge.address import ClauseAddress


def addresses(*texts: str) -> list[ClauseAddress]:
    return [ClauseAddress.parse(text) for text in texts]


def test_wilson() -> None:
    # Newcombe 1998, table I: 81 of 263 and 0 of 20.
    figure = wilson(81, 263)
    assert figure and (round(figure.low, 4), round(figure.high, 4)) == (0.2553, 0.3662)
    figure = wilson(0, 20)
    assert figure and (round(figure.low, 4), round(figure.high, 4)) == (0.0, 0.1611)
    assert wilson(0, 0) is None


def test_mcnemar() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(1, 1) == 1.0
    assert mcnemar(6, 0) == pytest.approx(2 / 64)
    assert mcnemar(1, 8) == pytest.approx(2 * 10 / 512)


def test_mean_and_percentile() -> None:
    figure = mean([0.0, 1.0, 1.0, 1.0])
    assert figure and figure.value == 0.75 and 0 <= figure.low < 0.75 < figure.high <= 1
    assert mean([0.0, 1.0]) == mean([0.0, 1.0])
    assert mean([]) is None
    assert percentile([1, 2, 3, 4], 0.5) == 2.5
    assert percentile([], 0.95) == 0


def test_each_gold_is_credited_once() -> None:
    golds = addresses("a#16/月額費用/(1)", "a#12")
    found = addresses("a#16/月額費用", "a#16", "b#12", "a#12/(3)", "a#12/(4)")
    assert credited(found, golds) == [0, None, None, 1, None]


def test_search_figures_by_hand() -> None:
    values = search_figures(
        {"q": addresses("a#9", "a#1", "a#2"), "nothing": [], "no golds": addresses("a#1")},
        {"q": addresses("a#1", "a#2"), "nothing": addresses("a#1"), "no golds": []},
    )
    # nDCG: (1/log2 3 + 1/log2 4) / (1 + 1/log2 3)
    assert values["q"] == pytest.approx(
        {"recall@1": 0, "recall@5": 1, "recall@10": 1, "hit@1": 0, "mrr": 0.5, "ndcg@10": 0.693426}, abs=1e-5
    )
    assert values["nothing"] == dict.fromkeys(values["q"], 0.0)
    assert "no golds" not in values


PATHS = st.sampled_from(["d#1", "d#1/(1)", "d#1/(2)", "d#2", "d#3", "e#1", "e#2", "e#3", "e#4", "e#5", "e#6", "e#7"])


@given(found=st.lists(PATHS, max_size=10, unique=True), golds=st.lists(PATHS, min_size=1, max_size=4, unique=True))
def test_own_lines_agree_with_ir_measures(found: list[str], golds: list[str]) -> None:
    ranked, wanted = addresses(*found), addresses(*golds)
    assert own_figures(ranked, wanted) == pytest.approx(search_figures({"q": ranked}, {"q": wanted})["q"], abs=1e-4)
