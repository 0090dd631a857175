"""The step that sets everything up, seen from machines unlike this one."""

import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parent.parent / ".make" / "run.py"


@pytest.fixture
def setup(tmp_path, monkeypatch):
    """The module of the steps, in an empty clone on a machine without any Python to find."""
    spec = spec_from_file_location("run", RUN)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "find", lambda _: None)
    (tmp_path / "pyproject.toml").write_text("[project]")
    return module


def answer(setup, monkeypatch, version, *, has_venv=True):
    """Let every Python that is asked for its version answer like this one."""
    monkeypatch.setattr(setup, "probe", lambda path: setup.Python(path, version, has_venv, True))


@pytest.mark.parametrize("version", [(3, 10, 4), (3, 14, 0)], ids=["too old", "too new"])
def test_a_python_of_another_age_is_refused_in_one_line(setup, monkeypatch, capsys, version):
    answer(setup, monkeypatch, version)
    assert setup.main(["play"]) == 1
    output = capsys.readouterr()
    assert output.err.startswith("High Fence needs Python 3.11 to 3.13: this is Python")
    assert (output.out, output.err.count("\n")) == ("", 1)


def test_a_python_without_venv_is_refused_with_the_package_that_brings_it(setup, monkeypatch):
    answer(setup, monkeypatch, (3, 12, 1), has_venv=False)
    with pytest.raises(setup.SetupError, match=r"venv module.* 3\.12\.1 .*python3\.12-venv"):
        setup.choose()


def test_another_python_that_will_do_is_taken_instead_of_one_that_is_too_old(setup, monkeypatch):
    answer(setup, monkeypatch, (3, 9, 1))
    other = setup.Python("other", (3, 12, 1), True, True)
    monkeypatch.setattr(setup, "find", lambda minor: other if minor == 12 else None)
    assert setup.choose() == other


def test_a_command_that_does_not_run_is_no_python(setup, tmp_path):
    broken = tmp_path / "python3.12"
    broken.write_text("#!/bin/sh\necho 'command not found' >&2\nexit 127\n")
    broken.chmod(0o755)
    assert setup.probe(str(broken)) is None
    assert setup.probe(str(tmp_path / "missing")) is None
    assert setup.probe(sys.executable).version == sys.version_info[:3]


def test_the_environment_is_made_once_and_installed_again_when_the_project_changes(
    setup, monkeypatch, tmp_path
):
    commands = []
    monkeypatch.setattr(setup, "run", lambda command: commands.append(command[2]))
    monkeypatch.setattr(setup, "choose", lambda: setup.Python("other", (3, 12, 1), True, True))
    venv = tmp_path / ".venv"
    venv.mkdir()

    def prepared(extra):
        commands.clear()
        setup.prepare(venv, None, extra)
        return list(commands)

    assert prepared("") == ["venv", "pip"]
    answer(setup, monkeypatch, (3, 12, 1))
    assert prepared("") == []
    assert prepared("[dev]") == ["pip"]
    assert prepared("") == []
    (tmp_path / "pyproject.toml").write_text("[project]\ndependencies = ['more']")
    assert prepared("[dev]") == ["pip"]


def test_an_environment_made_for_another_folder_is_made_anew(setup, monkeypatch, tmp_path):
    commands = []
    monkeypatch.setattr(setup, "run", lambda command: commands.append(command[2]))
    answer(setup, monkeypatch, (3, 12, 1))
    stamp = tmp_path / ".venv" / "stamp"
    stamp.parent.mkdir()
    setup.prepare(stamp.parent, None, "")
    assert commands == ["pip"]
    stamp.write_text(stamp.read_text().replace(str(tmp_path), "elsewhere"))
    setup.prepare(stamp.parent, None, "")
    assert commands == ["pip", "venv", "pip"]


def test_an_unknown_step_is_answered_with_the_steps_there_are():
    done = subprocess.run([sys.executable, str(RUN), "fly"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "play|test|test-elsewhere" in done.stderr
