import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.config.fingerprint import config_hash

ROOT = Path(__file__).parents[2]

CHANGES = [
    ("params/demand.yaml", "value: 0.5", "value: 0.6"),
    ("params/demand.yaml", "new: 1", "new: 0.9"),
    ("products/nvidia.yaml", "bandwidth: 4.0", "bandwidth: 4.1"),
    ("vintages/lines.yaml", "tpp >= 4800", "tpp >= 4801"),
    ("levers/washington.yaml", "cost: 3", "cost: 2"),
    ("events/shocks.yaml", "add: 0.1", "add: 0.2"),
    ("actors/beijing.yaml", "hawk * 2", "hawk * 3"),
    ("payoffs/lead.yaml", "best: 24", "best: 30"),
    ("policies/washington/tighten.yaml", "tariff: -1", "tariff: -2"),
    ("policies/washington/tighten.yaml", "chance: 0.5", "chance: 0.6"),
    ("scenarios/base.yaml", "turns: 8", "turns: 9"),
    ("scenarios/base.yaml", "cn: 10", "cn: 11"),
]
WORDING = [
    ("params/demand.yaml", "# Demand.", "# Something else, at more length."),
    ("params/demand.yaml", "says: how", "says: in what way"),
    ("params/demand.yaml", "sources: [judgement]", "sources: [{title: survey, date: 2025}]"),
    ("params/demand.yaml", "value: {old: 0.25, new: 1}", "value:\n    new: 1.0\n    old: 0.25"),
    ("params/demand.yaml", "value: 0.5\n  unit: share", "unit: share\n  value: 0.50"),
    ("vintages/lines.yaml", "controlled: tpp >= 4800", "controlled: >-\n    tpp\n    >= 4800"),
    ("scenarios/base.yaml", "You hold the gate.", "The gate is yours."),
    ("policies/washington/tighten.yaml", "because: the lead is short", "because: it must be"),
    ("events/shocks.yaml", "kind: scheduled", "kind:   scheduled"),
    ("levers/washington.yaml", "raise {tariff}", "set {tariff} higher"),
]


def digest(folder) -> str:
    library = folder.load()
    return config_hash(library, library.scenarios["base"])


@pytest.mark.parametrize(("file", "old", "new"), CHANGES)
def test_a_change_of_what_the_game_reads_changes_the_hash(folder, file, old, new):
    before = digest(folder)
    folder.edit(file, old, new)
    assert digest(folder) != before


@pytest.mark.parametrize(("file", "old", "new"), WORDING)
def test_comments_order_and_wording_leave_the_hash_as_it_is(folder, file, old, new):
    before = digest(folder)
    folder.edit(file, old, new)
    assert digest(folder) == before


def test_the_order_of_axes_counts(folder):
    before = digest(folder)
    folder.edit(
        "axes.yaml",
        "{old: {title: Old, says: cut}, new: {title: New, says: whole}}",
        "{new: {title: New, says: whole}, old: {title: Old, says: cut}}",
    )
    assert digest(folder) != before


def test_files_may_be_split_without_changing_the_hash(folder):
    before = digest(folder)
    first, cut, rest = (folder.path / "params/demand.yaml").read_text("utf-8").partition("tier_w")
    folder.write("params/demand.yaml", first)
    folder.write("params/another.yaml", cut + rest)
    assert digest(folder) == before


def test_policies_that_lead_nobody_and_events_that_are_off_do_not_count(folder):
    before = digest(folder)
    folder.write(
        "policies/beijing/idle.yaml",
        "name: Idle\nactor: beijing\nsays: waits\nsources: [judgement]\n",
    )
    folder.edit("events/shocks.yaml", "month: 2026-10", "month: 2026-11")
    assert digest(folder) == before
    library = folder.load()
    idle = {"beijing": library.policies["beijing"]["idle"]}
    assert config_hash(library, library.scenarios["base"], idle) != before


def test_the_hash_is_the_same_in_another_process(folder):
    code = (
        "import sys, pathlib; from game.config.library import load_library;"
        "from game.config.fingerprint import config_hash;"
        "library = load_library(pathlib.Path(sys.argv[1]), known_names={'policies': ()});"
        "print(config_hash(library, library.scenarios['base']))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, str(folder.path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert printed == {digest(folder)}
