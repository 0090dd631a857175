"""A log is enough: a game with files of one's own is played again from its log alone, anywhere."""

import json
import shutil

import pytest

from game.saves.log_text import from_text, read_log, to_text
from tests.commands.conftest import POLICY
from tests.saves.conftest import rechained

SCENARIO = "name: own\nextends: base_of_mine\ntitle: Own\npolicies: {beijing: mypol}\n"
BASE = "name: base_of_mine\nextends: lesson\ntitle: Base\nturns: 2\n"


@pytest.fixture
def files(tmp_path):
    """A scenario of one's own that extends another, with a policy of one's own."""
    folder = tmp_path / "home of mine"
    folder.mkdir()
    (folder / "own.yaml").write_text(SCENARIO)
    (folder / "base_of_mine.yaml").write_text(BASE)
    (folder / "mypol.yaml").write_text(POLICY)
    (folder / "unused.yaml").write_text(POLICY.replace("mypol", "unused"))
    return folder


@pytest.fixture
def log(highfence, files, tmp_path):
    path = tmp_path / "own.jsonl"
    assert highfence("watch", files / "own.yaml", "--log", path).returncode == 0
    return path


def remove(folder):
    shutil.rmtree(folder)


def edit(folder):
    (folder / "mypol.yaml").write_text("nothing: 1\n")
    (folder / "own.yaml").write_text(SCENARIO.replace("Own", "Other"))


@pytest.mark.parametrize("change", [remove, edit])
@pytest.mark.parametrize("command", ["replay", "replay --verify", "explain", "play --log"])
def test_a_log_needs_none_of_the_files_it_was_played_with(
    highfence, files, log, tmp_path, monkeypatch, change, command
):
    change(files)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(log, elsewhere / "theirs.jsonl")
    monkeypatch.chdir(elsewhere)
    name, *options = command.split()
    asked = ["lag"] if name == "explain" else []
    done = highfence(name, *options, "theirs.jsonl", *asked)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_log_holds_the_files_it_was_played_with_and_no_others(log):
    own = read_log(log).header.own
    assert {(file.kind, file.name) for file in own} == {
        ("scenarios", "own"), ("scenarios", "base_of_mine"), ("policies", "mypol"),
    }  # fmt: skip


def test_no_path_of_the_player_is_in_a_log(files, log, tmp_path):
    text = log.read_text()
    assert str(tmp_path) not in text
    assert files.name not in text


def test_a_policy_of_ones_own_is_in_the_log_under_its_name(highfence, files, tmp_path):
    log = tmp_path / "led.jsonl"
    policy = f"beijing={files / 'mypol.yaml'}"
    assert highfence("watch", "lesson", "--policy", policy, "--log", log).returncode == 0
    header = read_log(log).header
    assert header.profile["beijing"] == "mypol"
    assert [file.text for file in header.own] == [POLICY]
    remove(files)
    assert highfence("replay", log).returncode == 0


@pytest.mark.parametrize("field", ["scenario", "scenario_file", "profile"])
@pytest.mark.parametrize("name", ["/etc/passwd.yaml", "../mine.yaml", "mine.yaml"])
def test_a_file_that_a_log_names_is_never_opened(highfence, log, tmp_path, field, name):
    (tmp_path / "mine.yaml").write_text(POLICY)
    first, rest = log.read_text().split("\n", 1)
    header = json.loads(first)
    del header["chain"]
    header[field] = {**header["profile"], "beijing": name} if field == "profile" else name
    log.write_text(rechained(f"{json.dumps(header)}\n{rest}"))
    done = highfence("replay", log)
    assert done.returncode == 2
    assert "own.jsonl:1: names a file of its player's" in done.stderr
    assert "cannot be read" not in done.stderr
    assert "no such file" not in done.stderr


def test_a_mistake_in_a_file_of_a_log_is_told_there(highfence, log):
    first, rest = log.read_text().split("\n", 1)
    header = json.loads(first)
    del header["chain"]
    header["own"][0]["text"] += "turnz: 3\n"
    log.write_text(rechained(f"{json.dumps(header)}\n{rest}"))
    done = highfence("replay", log)
    assert done.returncode == 2
    assert "own.jsonl: own.yaml:5" in done.stderr


def test_a_log_of_an_older_format_is_written_in_that_format(log):
    kept = read_log(log)
    older = kept.header.model_copy(update={"format": 2, "own": ()})
    text = to_text(type(kept)(older, kept.lines))
    assert '"own": [' not in text.split("\n")[0]
    assert from_text(text).header == older
