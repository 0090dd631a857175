"""What rules and configs mean by a setting is its name; its number follows from its place."""

import ast
import shutil

import pytest

from game.config.library import check_library
from game.config.names import program_names
from game.paths import PACKAGE, configs_dir


@pytest.fixture
def configs(tmp_path):
    """Return a copy of the shipped configs."""
    return shutil.copytree(configs_dir(), tmp_path / "configs")


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path.name, old, text.count(old))
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize(
    ("actor", "lever", "setting", "file"),
    [
        ("washington", "verification", "on_chip", "market/licences.py"),
        ("beijing", "import_gate", "ratio", "rules/gates.py"),
        ("congress", "defence_rider", "remote_access", "rules/congress.py"),
        ("washington", "us_truce", "break_off", "rules/bargaining.py"),
    ],
)
def test_a_setting_that_a_rule_names_cannot_be_renamed_unnoticed(
    configs, actor, lever, setting, file
):
    path = configs / "levers" / f"{actor}.yaml"
    before, start, after = path.read_text("utf-8").partition(f"\n{lever}:\n")
    path.write_text(before + start + after.replace(f" {setting}: {{", f" {setting}s: {{", 1))
    problems = [str(one) for one in check_library(configs, known_names=program_names)]
    told = f"{lever} has no setting '{setting}', which game/model/{file} reads"
    assert any(
        f"{actor}.yaml:" in one and told in one and f"did you mean '{setting}s'?" in one
        for one in problems
    ), problems


def test_a_lever_that_a_rule_names_cannot_be_renamed_unnoticed(configs):
    edit(configs / "levers/congress.yaml", "\ndefence_rider:\n", "\ndefense_rider:\n")
    problems = [str(one) for one in check_library(configs, known_names=program_names)]
    wanted = (
        "game/model/rules/congress.py: there is no lever 'defence_rider', whose setting 'tools' "
        "it reads; did you mean 'defense_rider'?"
    )
    assert wanted in problems


def test_settings_are_named_at_the_top_of_a_file_where_they_are_checked():
    for path in (PACKAGE / "model").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        top = {
            id(part)
            for node in tree.body
            if isinstance(node, ast.Assign)
            for part in ast.walk(node)
        }
        named = [
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func) in ("Setting", "MemberSettings")
            and id(node) not in top
        ]
        assert not named, (path.name, named)
