"""`check CONFIGS` knows what the model reads: what it lets pass can be played."""

import dataclasses
import re
import shutil

import pytest

from agents.policies.rules_file import RulesFile
from game.commands._checked_configs import check_paths, unread_names
from game.config.names import names_read
from game.config.scenarios import load_scenario, shipped_library
from game.paths import configs_dir
from tests.commands.conftest import MINE, POLICY

CHANGES = {
    "a parameter is renamed": ("params/cut_parts.yaml", r"^world_ramp:", "world_rampzz:"),
    "a parameter is removed": ("params/cut_parts.yaml", r"^world_ramp:\n(?:  .*\n|\n)+", ""),
    "a lever is renamed": ("levers/beijing.yaml", r"^local_content:", "local_contentzz:"),
    "an observable is renamed": ("observables/compute.yaml", r"^cn_lag:", "cn_lagzz:"),
    "a product is renamed": ("products/nvidia.yaml", r"^h20:", "h20zz:"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_check_lets_pass_can_be_played(highfence, tmp_path, change):
    file, old, new = CHANGES[change]
    folder = tmp_path / "configs"
    shutil.copytree(configs_dir(), folder)
    text = (folder / file).read_text(encoding="utf-8")
    changed, count = re.subn(old, new, text, count=1, flags=re.MULTILINE)
    assert count == 1
    (folder / file).write_text(changed, encoding="utf-8")
    done = highfence("check", folder)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    name = old[1 : old.index(":")]
    assert re.search(rf"\b{name}\b", done.stdout)


def test_the_shipped_configs_have_all_that_the_model_reads():
    assert check_paths([]).problems == ()
    assert {"world_ramp", "switching_cost"} <= names_read("params").keys()
    assert "local_content" in names_read("orders")


READ = sorted(names_read("params").keys() & shipped_library().params)


def without(names):
    """Return a scenario that lacks these parameters."""
    scenario = load_scenario("lesson")
    params = scenario.params.with_numbers({})
    for name in names:
        del params.numbers[name], params.__dict__[name]
    return dataclasses.replace(scenario, params=params)


def test_every_parameter_that_the_model_reads_is_missed():
    problems = [str(problem) for problem in unread_names(shipped_library(), without(READ))]
    assert len(problems) == len(READ) > 400
    for name in READ:
        assert any(f"no parameter {name!r}, which game/" in problem for problem in problems), name


@pytest.mark.parametrize("name", READ[::60])
def test_one_parameter_that_the_model_reads_is_missed_alone(name):
    (problem,) = unread_names(shipped_library(), without([name]))
    assert f"no parameter {name!r}, which game/" in str(problem)


def no_proposal(*_arguments: object) -> None:
    raise ValueError("no order comes of it")


@pytest.mark.parametrize("kind", ["policies", "experiments"])
def test_what_fails_in_its_first_turn_is_told_in_its_file(tmp_path, monkeypatch, kind):
    path = tmp_path / "mine.yaml"
    path.write_text({"policies": POLICY, "experiments": MINE}[kind], encoding="utf-8")
    assert check_paths([path]).problems == ()
    monkeypatch.setattr(RulesFile, "decide", no_proposal)
    (problem,) = check_paths([path]).problems
    assert problem.place.startswith(f"{path}:")
    assert "it cannot be played (ValueError: no order comes of it)" in problem.problem


SCENARIO = """\
name: two_of_mine
extends: lesson
title: Two of mine
policies: {beijing: mine, washington: other}
"""
OTHER = POLICY.replace("beijing", "washington").replace("capital_subsidy", "enforcement")
STUDY = MINE.replace("lesson", "two_of_mine").replace("mine\n", "study\n", 1)
STUDY += "grid: {nvidia: [random_legal]}\n"


def test_policies_of_ones_own_may_lead_a_scenario_of_ones_own_together(tmp_path):
    files = {"mine": POLICY, "other": OTHER, "two_of_mine": SCENARIO, "study": STUDY}
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    checked = check_paths([tmp_path])
    assert checked.problems == ()
    assert checked.count == len(files)


def test_fields_of_an_opening_are_listed_in_one_order(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "name: mine\nextends: lesson\ntitle: Mine\nopening: {nonsense_field: 3}\n", encoding="utf-8"
    )
    (problem,) = check_paths([tmp_path]).problems
    listed = problem.remedy.removeprefix("known: ").partition(" and ")[0].split(", ")
    assert len(listed) > 5
    assert listed == sorted(listed)
