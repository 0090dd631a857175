"""A lever that is written by the README's recipe stands in its place, and reads as it says."""

import re
import shutil

import numpy as np
import pytest

from game.config.build import read_library
from game.config.scenarios import load_scenario
from game.paths import CLONE, configs_dir
from game.seat import levers as seat_levers
from game.seat.levers import read_rows
from game.session import Session
from game.state.settings import Setting
from game.words.extract import extract
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


def test_it_stands_under_its_heading_in_the_list(library, scenario, monkeypatch):
    monkeypatch.setattr(seat_levers, "shipped_library", lambda: library)
    session = Session.begin(scenario, library=library)
    rows = read_rows(session.legal_actions("congress"))
    row = next(row for row in rows if row.target == "subpoena")
    assert row.group == "Voice"
    assert [stop.text for stop in row.stops] == ["none", "officials", "officials and firms"]
    groups = [row.group for row in rows]
    assert groups == sorted(groups, key=groups.index), "a heading is not in one piece"


def test_its_orders_read_as_its_phrases(scenario):
    lever = scenario.levers["subpoena"]
    said = [sentence(lever, [], was, now) for was, now in ((1, 0), (0, 1), (0, 2))]
    assert said == [
        "withdraws its subpoenas", "subpoenas officials", "subpoenas officials and firms",
    ]  # fmt: skip
    assert author(lever) == "Congress"


def test_its_texts_are_in_the_catalogue(library):
    texts = extract(library)
    for text in ("Subpoenas", "subpoenas {setting}", "officials and firms", "nobody is asked"):
        assert text in texts


def test_a_rule_reads_it_and_names_its_settings(scenario):
    orders = scenario.settings.with_settings({"subpoena": np.array([[2.0], [1.0], [0.0]])})
    reached = orders.subpoena >= scenario.params.setting(FIRMS)
    assert reached.tolist() == [[True], [False], [False]]
