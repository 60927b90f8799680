"""The calculators as LangChain tools: JSON in, the same results as the functions, errors in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from knowledge.calculator.cancellation import CancellationResult
from knowledge.calculator.result import Computed
from knowledge.calculator.tools import Toolbox
from knowledge.errors import ComputeError
from knowledge.schedule import Schedule


@pytest.fixture(scope="module")
def toolbox(schedules: dict[str, Schedule]) -> Toolbox:
    return Toolbox(schedules)


def invoke(toolbox: Toolbox, name: str, arguments: dict[str, Any]) -> Any:
    """By name and with arguments that went through JSON, as an agent would call it."""
    tool = next(t for t in toolbox.tools if t.name == name)
    return tool.invoke(json.loads(json.dumps(arguments)))


def test_every_tool_describes_itself(toolbox: Toolbox) -> None:
    names = [t.name for t in toolbox.tools]
    assert {"sum_fees", "instalment_plan", "instalments_left", "cancellation_fee", "free_months"} <= set(names)
    assert len(names) == len(set(names))
    for tool in toolbox.tools:
        assert tool.description
        assert "provider" in tool.args
        json.dumps(tool.args)


def test_sum_fees(toolbox: Toolbox) -> None:
    result = invoke(
        toolbox,
        "sum_fees",
        {"provider": "waiwai", "fees": [{"fee": "fixed_ip", "count": 2}, {"fee": "ip_block", "count": 8}], "on": "2026-11-20"},
    )
    assert isinstance(result, Computed) and result.figures[0].price.amount == 3300


def test_months(toolbox: Toolbox) -> None:
    arguments = {"provider": "tsubame", "fees": [{"fee": "line_mansion"}], "on": "2026-11-20", "months": 12}
    assert invoke(toolbox, "sum_fees", arguments).figures[0].price.amount == 39600


def test_instalments(toolbox: Toolbox) -> None:
    arguments = {"provider": "tsubame", "fee": "work_family_dispatch_new", "on": "2026-11-20"}
    assert [f.price.amount for f in invoke(toolbox, "instalment_plan", arguments).figures] == [1001, 913]
    assert invoke(toolbox, "instalments_left", arguments | {"paid": 10}).figures[0].price.amount == 12782


def test_leaving(toolbox: Toolbox) -> None:
    arguments = {"provider": "tsubame", "rule": "renewal", "first": "2026-07-01", "last": "2026-07-31", "contract": "2024-06-15"}
    result = invoke(toolbox, "cancellation_fee", arguments)
    assert isinstance(result, CancellationResult) and result.verdict == "free"
    charged = invoke(toolbox, "cancellation_fee", arguments | {"contract": None, "months_in": 18})
    assert charged.verdict == "charged"


def test_free_months(toolbox: Toolbox) -> None:
    result = invoke(toolbox, "free_months", {"provider": "tsubame", "rule": "renewal", "contract": "2024-06-15"})
    assert "2026年6月・7月" in result.steps[1].text


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        (
            "sum_fees",
            {"provider": "no", "fees": [{"fee": "x"}], "on": "2026-11-20"},
            "'no' has no fee schedule: the providers with one are",
        ),
        ("sum_fees", {"provider": "waiwai", "fees": [{"fee": "x"}], "on": "2026-11-20"}, "'x' is no fee of waiwai"),
        ("sum_fees", {"provider": "waiwai", "fees": [], "on": "2026-11-20"}, "name at least one"),
        ("instalment_plan", {"provider": "tsubame", "fee": "admin", "on": "2026-11-20"}, "no instalment plan"),
        ("instalments_left", {"provider": "waiwai", "fee": "outdoor_work", "on": "2026-11-20", "paid": 25}, "from 0 to 24"),
        ("free_months", {"provider": "waiwai", "rule": "renewal", "contract": "2024-06-15"}, "'renewal' is no"),
    ],
)
def test_what_the_terms_do_not_allow_is_an_error_in_words(toolbox: Toolbox, name: str, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(ComputeError) as caught:
        invoke(toolbox, name, arguments)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"provider": "waiwai"},
        {"provider": "waiwai", "fees": [{"fee": "fixed_ip", "count": "two"}], "on": "2026-11-20"},
        {"provider": "waiwai", "fees": [{"fee": "fixed_ip"}], "on": "tomorrow"},
    ],
)
def test_arguments_of_another_form_are_refused(toolbox: Toolbox, arguments: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        invoke(toolbox, "sum_fees", arguments)
