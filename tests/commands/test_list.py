"""The command `list` as a person runs it."""

import importlib
import json
import shutil

import pytest

from game.commands.list import KINDS, list_rows, shipped_rows
from game.config import scenarios
from game.config.build import read_library
from game.config.scenarios import shipped_library
from game.paths import configs_dir

command = importlib.import_module("game.commands.list")


@pytest.mark.parametrize("kind", ["scenarios", "policies", "chips"])
def test_what_there_is_can_be_listed_for_people_and_machines(highfence, kind):
    rows = json.loads(highfence("list", kind, "--json").stdout)
    assert all("name" in row for row in rows)
    table = highfence("list", kind).stdout
    assert rows[0]["name"] in table
    assert f"{len(rows)} {kind}" in table


@pytest.mark.parametrize("kind", KINDS)
def test_rows_that_were_kept_are_those_of_the_configs(kind, monkeypatch, tmp_path):
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path))
    wanted = list_rows(kind, shipped_library())
    assert shipped_rows(kind) == wanted  # made, and kept
    monkeypatch.setattr(scenarios, "shipped_library", None)
    assert shipped_rows(kind) == wanted


def test_rows_follow_the_configs_and_are_made_where_nothing_can_be_kept(monkeypatch, tmp_path):
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "configs"
    shutil.copytree(configs_dir(), folder)
    monkeypatch.setattr(command, "configs_dir", lambda: folder)
    monkeypatch.setattr(scenarios, "shipped_library", lambda: read_library(folder))
    assert shipped_rows("events")
    path = next((folder / "events").glob("*.yaml"))
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("title: ", "title: Another ", 1), encoding="utf-8")
    assert any(row["title"].startswith("Another ") for row in shipped_rows("events"))
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HIGHFENCE_CACHE", str(tmp_path / "file"))
    assert shipped_rows("events")
