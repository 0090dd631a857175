"""What rules and configs mean by a setting is its name; its number follows from its place."""

import ast
import shutil

import pytest

from game.config.build import read_library
from game.config.library import check_library
from game.config.names import program_names
from game.config.scenarios import load_scenario, shipped_library
from game.config.schema.fields import leaves
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


def test_no_shipped_file_writes_a_setting_by_its_number():
    assert [str(hint) for hint in shipped_library().hints] == []


def test_files_name_settings_and_games_read_their_numbers(configs):
    """The ladder gets a rung below its second: what names one still means it."""
    talk = "    talk: {says: threats alone}\n    licence_one:"
    edit(configs / "levers/beijing.yaml", "    licence_one:", talk)
    before, after = shipped_library(), read_library(configs)
    for library, ban in ((before, 3.0), (after, 4.0)):
        assert f" mineral_level >= {ban:g} " in library.endings["cut_off"].when
        assert dict(leaves(library.params["ban_rung"].value))[("magnets",)] == ban
        assert library.params["reach_rung"].range == (ban + 1.0, ban + 1.0)
        assert load_scenario("april_2025", library).opening.mineral_rung == ban - 2.0
        assert "mineral_level >= ban" in library.as_written.endings["cut_off"].when
        assert dict(leaves(library.as_written.params["ban_rung"].value))[("magnets",)] == "ban"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "params/minerals.yaml",
            "magnets: ban}",
            "magnets: bann}",
            "params/minerals.yaml:18: unknown setting of mineral_level 'bann'; did you mean 'ban'?",
        ),
        (
            "params/minerals.yaml",
            "magnets: ban}",
            "magnets: watch}",
            "params/minerals.yaml:18: value.magnets = watch is outside [licence_one, "
            "extraterritorial] rung",
        ),
        (
            "params/minerals.yaml",
            "lever: mineral_level\n  unit: rung\n  range: [extra",
            "lever: mineral_ladder\n  unit: rung\n  range: [extra",
            "params/minerals.yaml:33: unknown lever 'mineral_ladder'; did you mean "
            "'mineral_level'?",
        ),
        (
            "scenarios/hindcast.yaml",
            "mineral_rung: {value: watch",
            "mineral_rung: {value: licence_two",
            "scenarios/hindcast.yaml:309: unknown setting of mineral_rung 'licence_two'; "
            "did you mean 'licence_one'?",
        ),
        (
            "scenarios/hindcast.yaml",
            "mineral_rung: {value: watch",
            "mineral_rung: {value: 7",
            "scenarios/hindcast.yaml:309: opening mineral_rung = 7 is no setting of "
            "mineral_level; write watch, licence_one, licence_seven, ban, extraterritorial",
        ),
    ],
)
def test_a_setting_that_its_lever_lacks_is_refused_where_it_stands(
    configs, file, old, new, message
):
    edit(configs / file, old, new)
    problems = check_library(configs, program_names)
    told = [str(problem).partition("configs/")[2] for problem in problems]
    assert told == [message]


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
            and ast.unparse(node.func) in ("Setting", "PartSetting", "MemberSettings")
            and id(node) not in top
        ]
        assert not named, (path.name, named)
