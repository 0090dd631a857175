"""Orders for a lever of the README's recipe read as it says, for people and for rules."""

import re
import shutil

import numpy as np
import pytest

from game.config.build import read_library
from game.config.scenarios import load_scenario
from game.paths import CLONE, configs_dir
from game.state.settings import Setting
from game.words.numbers import author, sentence

FIRMS = Setting("subpoena", "firms")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """Return the shipped configs with the lever of the README's recipe."""
    configs = shutil.copytree(configs_dir(), tmp_path_factory.mktemp("recipe") / "configs")
    readme = (CLONE / "README.md").read_text("utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", readme, re.DOTALL)
    lever = next(text for text in blocks if text.startswith("subpoena:"))
    with (configs / "levers" / "congress.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{lever}")
    return read_library(configs)


@pytest.fixture(scope="module")
def scenario(library):
    return load_scenario("lesson", library)


def test_its_orders_read_as_its_phrases(scenario):
    lever = scenario.levers["subpoena"]
    said = [sentence(lever, [], was, now) for was, now in ((1, 0), (0, 1), (0, 2))]
    assert said == [
        "withdraws its subpoenas", "subpoenas officials", "subpoenas officials and firms",
    ]  # fmt: skip
    assert author(lever) == "Congress"


def test_a_rule_reads_it_and_names_its_settings(scenario):
    orders = scenario.settings.with_settings({"subpoena": np.array([[2.0], [1.0], [0.0]])})
    reached = orders.subpoena >= scenario.params.setting(FIRMS)
    assert reached.tolist() == [[True], [False], [False]]
