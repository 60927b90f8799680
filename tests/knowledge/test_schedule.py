"""Schedules and registers: shipped ones are whole; a broken file is named with the key and the remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from ingest.read import read_paths
from knowledge.checks import check
from knowledge.errors import FormatError
from knowledge.lexicon import load_lexicon
from knowledge.normalise import fold
from knowledge.registry import load_providers
from knowledge.schedule import Schedule, check_cites, load_schedules
from knowledge.settings import SHIPPED_TERMS, Settings

BASE = """\
provider: maru
items:
  line: {name: 回線, called: [回線, ネット]}
  work: {name: 工事費, called: [工事]}
choices:
  plan:
    ask: どのプランですか。
    options:
      a: {name: プランA}
riders:
  note: {text: 別途かかります。, cite: "maru-yakkan#第2条/第1項"}
fees:
  line:
    name: 月額
    item: line
    charged: monthly
    when: {plan: a}
    riders: [note]
    values:
      - {until: 2024-12-31, excluded: 900, included: 990, cite: "maru-yakkan#第2条/第1項"}
      - {from: 2025-01-01, excluded: 1000, included: 1100, cite: "maru-yakkan#第2条/第1項"}
"""


def load(tmp_path: Path, text: str, name: str = "maru") -> Schedule:
    path = tmp_path / "fees" / f"{name}.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_schedules((path.parent,))[name]


def test_the_base_is_right(tmp_path: Path) -> None:
    assert load(tmp_path, BASE).fees["line"].values[1].included == 1100


@pytest.mark.parametrize(
    ("old", "new", "key", "cause"),
    [
        ("excluded: 1000", "excluded: 1000.0", "fees.line.values.1.excluded", "is a float"),
        ("excluded: 1000", "excluded: -1000", "fees.line.values.1.excluded", "greater than or equal to 0"),
        ("excluded: 1000", "excluded: 千円", "fees.line.values.1.excluded", "decimal"),
        ("charged: monthly", "charged: weekly", "fees.line.charged", "'monthly'"),
        ("charged: monthly", "charged: monthly\n    colour: red", "fees.line.colour", "not permitted"),
        ("ask: どのプランですか。", "ask: どのプランですか。\n    usually: a", "choices.plan.usually", "not permitted"),
        ("name: 月額", "nam: 月額", "fees.line.name", "required"),
        ("from: 2025-01-01", "from: 2024-12-31", "fees.line", "two values hold on 2024-12-31"),
        ("{from: 2025-01-01, ", "{", "fees.line", "two values hold on"),
        ("until: 2024-12-31", "until: 来年", "fees.line.values.0.until", "date"),
        (
            "{until: 2024-12-31, excluded: 900, included: 990,",
            "{until: 2024-12-31, excluded: 900, exempt: 990,",
            "fees.line.values.0",
            "one tax basis",
        ),
        ("{until: 2024-12-31, excluded: 900, included: 990,", "{until: 2024-12-31,", "fees.line.values.0", "one tax basis"),
        ("called: [工事]", "called: [工事, ネット]", "items.work.called", "'ネット' is also a name of 'line'"),
        ("riders: [note]", "riders: [noted]", "fees.line.riders", "'noted' is not among riders"),
        ("item: line", "item: lines", "fees.line.item", "'lines' is not among items"),
        ("when: {plan: a}", "when: {plan: b}", "fees.line.when", "plan='b' is not among choices"),
        ("when: {plan: a}", "when: {course: a}", "fees.line.when", "course='a' is not among choices"),
        ("{name: 工事費,", "{name: 工事費, group: first,", "items.work.group", "'first' is not among groups"),
    ],
)
def test_a_broken_schedule_is_named_with_file_and_key(tmp_path: Path, old: str, new: str, key: str, cause: str) -> None:
    assert old in BASE
    with pytest.raises(FormatError) as caught:
        load(tmp_path, BASE.replace(old, new, 1))
    message = str(caught.value)
    assert str(tmp_path / "fees" / "maru.yaml") in message
    assert key in message and cause in message and "mend" in message
    assert "\n" not in message, "the command line prints it in one line"


@pytest.mark.parametrize(
    ("part", "key"),
    [
        (
            "instalments:\n  x: {fee: fare, times: 24, first: {unstated: 1}, rest: {unstated: 1}, cite: 'maru-yakkan#第1条'}\n",
            "instalments.x.fee",
        ),
        (
            "rules:\n  x: {kind: renewal_window, fee: fare, first_months: 24, then_months: 24, window_months: 1, readings: [], cite: []}\n",
            "rules.x.fee",
        ),
    ],
)
def test_what_points_to_a_fee_that_is_not_there(tmp_path: Path, part: str, key: str) -> None:
    with pytest.raises(FormatError, match=rf"{re.escape(key)}.*'fare' is not among fees"):
        load(tmp_path, BASE + part)


def test_no_yaml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"maru\.yaml line 2.*mend the line"):
        load(tmp_path, "provider: maru\nitems: [a: b: c\n")


def test_not_utf8_names_the_byte(tmp_path: Path) -> None:
    (tmp_path / "maru.yaml").write_bytes("provider: 約款".encode("shift_jis"))
    with pytest.raises(FormatError, match=r"maru\.yaml: not UTF-8 at byte 10"):
        load_schedules((tmp_path,))


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just words\n"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError, match=r"maru\.yaml: the file"):
        load(tmp_path, text)


def test_the_files_name_is_the_providers(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"'maru' is not the file's name"):
        load(tmp_path, BASE, "sankaku")


def test_a_later_folder_replaces_a_file_of_the_same_name(tmp_path: Path) -> None:
    for folder, amount in (("first", 1000), ("second", 1234)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "maru.yaml").write_text(BASE.replace("excluded: 1000", f"excluded: {amount}"), encoding="utf-8")
    held = load_schedules((tmp_path / "first", tmp_path / "second", tmp_path / "missing"))
    assert held["maru"].fees["line"].values[1].excluded == 1234


def test_a_cite_that_names_no_clause(tmp_path: Path) -> None:
    schedule = load(tmp_path, BASE.replace('cite: "maru-yakkan#第2条/第1項"}', 'cite: "maru-yakkan#第9条"}', 1))
    lines = check_cites([schedule], frozenset({"maru-yakkan#第2条/第1項"}))
    assert lines == ["fees/maru.yaml: riders.note: cite 'maru-yakkan#第9条' names no clause of the terms held: mend the address"]


def test_a_cite_that_is_no_address_is_named_with_file_and_key(tmp_path: Path) -> None:
    schedule = load(tmp_path, BASE.replace("maru-yakkan#第2条/第1項", "第2条第1項"))
    lines = check_cites([schedule], frozenset())
    assert lines and all("fees/maru.yaml" in line and "'第2条第1項' is no clause address" in line for line in lines)
    assert any("riders.note" in line for line in lines) and any("fees.line" in line for line in lines)


# The shipped files


def test_five_providers_and_a_schedule_for_each() -> None:
    providers = load_providers()
    assert set(providers) == {"tsubame", "waiwai", "h555", "ocn", "enex"}
    assert set(load_schedules()) <= set(providers)
    assert {"tsubame", "waiwai", "enex"} <= set(load_schedules())


def test_fifteen_documents_in_the_registers() -> None:
    held = [d.document for p in load_providers().values() for d in p.documents]
    assert len(held) == len(set(held)) == 15


def test_every_shipped_cite_names_a_shipped_clause() -> None:
    held = frozenset(str(c.address) for d in read_paths([SHIPPED_TERMS], load_providers()) for c in d.clauses)
    assert check_cites(load_schedules().values(), held) == []
    contacts = [c.cite for p in load_providers().values() for c in p.contacts if c.cite]
    assert [c for c in contacts if c not in held] == []


def test_services_name_documents_of_their_provider() -> None:
    for provider in load_providers().values():
        own = {d.document for d in provider.documents}
        assert all(set(s.documents) <= own for s in provider.services)
        assert own == {d for s in provider.services for d in s.documents}, "a document of no service is never preferred"


def test_names_of_providers_are_of_one_provider() -> None:
    owner: dict[str, str] = {}
    for provider in load_providers().values():
        for name in {fold(n) for n in (*provider.called, provider.name)}:
            assert owner.setdefault(name, provider.provider) == provider.provider, name


def test_the_lexicon_is_in_folded_form() -> None:
    """It is compared with folded text: an entry in another form is never found."""
    lexicon = load_lexicon()
    entries = [*lexicon.domain, *lexicon.not_held, *lexicon.negations, *lexicon.free_months, *lexicon.when, *lexicon.left]
    entries += [w for s in lexicon.synonyms for w in s.say]
    entries += [w for words in (*lexicon.actions.values(), *lexicon.events.values(), *lexicon.routes.values()) for w in words]
    entries += [*lexicon.amount.asking, *lexicon.amount.nouns, *lexicon.amount.charged, *lexicon.amount.other]
    assert [e for e in entries if fold(e) != e] == []


# python -m knowledge check


def test_check_without_an_index_says_what_to_run(tmp_path: Path) -> None:
    report = check(Settings(home=tmp_path))
    assert not report.whole
    assert any(line.startswith("NG  index") and "python -m ingest" in line for line in report.lines)


def test_check_of_a_whole_installation(settings: Settings) -> None:
    report = check(settings)
    assert report.whole and not any(line.startswith("NG") for line in report.lines)
    assert sum(line.startswith("OK") for line in report.lines) == 3


def test_check_names_an_operators_broken_schedule(tmp_path: Path) -> None:
    (tmp_path / "fees").mkdir()
    (tmp_path / "fees" / "maru.yaml").write_text(BASE.replace("excluded: 1000", "excluded: 1000.5"), encoding="utf-8")
    report = check(Settings(home=tmp_path))
    assert any(line.startswith("NG  fee schedules") and "fees.line.values.1.excluded" in line for line in report.lines)


def test_check_names_a_schedule_of_an_unknown_provider(tmp_path: Path) -> None:
    (tmp_path / "fees").mkdir()
    (tmp_path / "fees" / "maru.yaml").write_text(yaml.safe_dump({"provider": "maru"}), encoding="utf-8")
    assert any("'maru' is in no register" in line for line in check(Settings(home=tmp_path)).lines)


@pytest.mark.parametrize("day", ["2024-13-31", "2024-02-30"])
def test_a_day_that_does_not_exist(tmp_path: Path, day: str) -> None:
    with pytest.raises(FormatError, match=r"maru\.yaml"):
        load(tmp_path, BASE.replace("until: 2024-12-31", f"until: {day}"))
