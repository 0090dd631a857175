"""Files of a user's own that name each other: what `check` accepts, the command it names plays."""

import itertools
import shlex
import shutil

import pytest

from tests.commands.conftest import POLICY

SCENARIO = "name: own\nextends: lesson\ntitle: Own\nturns: 2\n"
EXPERIMENT = """\
name: small
title: Small
question: Does it matter?
says: Two arms.
caution: Nothing.
scenario: SCENARIO
profiles:
  one: {}
  two: {policies: {beijing: POLICY}}
replicates: 2
"""


def write_pack(folder, kinds, *, nested=False):
    """Write files of these kinds that name each other, where they are there."""
    own = "mypol" if "policy" in kinds else "reciprocal"
    texts = {
        "policy": ("mypol", POLICY),
        "scenario": ("own", SCENARIO + f"policies: {{beijing: {own}}}\n"),
        "experiment": (
            "small",
            EXPERIMENT.replace("SCENARIO", "own" if "scenario" in kinds else "lesson").replace(
                "POLICY", own
            ),
        ),
    }
    for kind in kinds:
        name, text = texts[kind]
        path = folder / kind / f"{name}.yaml" if nested else folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


KINDS = ("policy", "scenario", "experiment")
COMBINATIONS = [kinds for size in (1, 2, 3) for kinds in itertools.combinations(KINDS, size)]


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("kinds", COMBINATIONS, ids="-".join)
def test_what_check_accepts_the_commands_it_names_play(kinds, nested, highfence, tmp_path):
    write_pack(tmp_path / "pack", kinds, nested=nested)
    checked = highfence("check", "pack")
    assert (checked.returncode, checked.stderr) == (0, "")
    title, *commands = checked.stdout.splitlines()
    assert title == "pack can be played:"
    assert len(commands) == len(kinds)
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "highfence"
        if arguments[0] == "watch":
            arguments += ["--turns", "1"]
        played = highfence(*arguments)
        assert (played.returncode, played.stderr.replace("\r", "").strip()) == (0, ""), command


@pytest.mark.parametrize("missing", KINDS[:2])
def test_what_check_refuses_no_command_plays(missing, highfence, tmp_path):
    write_pack(tmp_path / "pack", KINDS, nested=True)
    next((tmp_path / "pack" / missing).iterdir()).unlink()
    assert highfence("check", "pack").returncode == 2
    commands = ["watch own", "watch --policy beijing=mypol", "batch small --dry-run"]
    for command in commands:
        assert highfence(*command.split(), "--pack", "pack").returncode == 2


@pytest.mark.parametrize(
    "command",
    [
        "watch pack/own.yaml --turns 1",
        "watch ./pack --turns 1",
        "watch pack/own.yaml --policy beijing=pack/mypol.yaml --turns 1",
        "watch own --policy beijing=mypol --pack pack --turns 1",
        "play own --pack pack --seat beijing",
        "duel beijing=mypol beijing=random_legal --scenario own --pack pack --replicates 2",
        "tournament own --policies beijing=mypol,reciprocal --pack pack --replicates 2",
        "batch pack/small.yaml --dry-run",
        "batch small --policies pack --dry-run",
    ],
)
def test_every_command_that_takes_one_of_them_takes_a_pack(command, highfence, tmp_path):
    write_pack(tmp_path / "pack", KINDS)
    done = highfence(*command.split(), typed="seal\n")
    assert done.returncode == 0, done.stderr


def test_a_game_of_a_pack_is_replayed_and_played_on(highfence, tmp_path):
    write_pack(tmp_path / "pack", KINDS, nested=True)
    highfence(
        "play", "own", "--pack", "pack", "--seat", "beijing", "--log", "g.jsonl", typed="seal\n"
    )
    assert highfence("replay", "g.jsonl").returncode == 0
    assert highfence("play", "--log", "g.jsonl", typed="seal\n").returncode == 0


@pytest.mark.parametrize("change", ["gone", "a comment", "another rule"])
def test_a_batch_of_a_pack_is_enough_to_verify_it(change, highfence, tmp_path):
    write_pack(tmp_path / "pack", KINDS, nested=True)
    assert highfence("batch", "small", "--pack", "pack", "--out", "out").returncode == 0
    manifest = (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in manifest
    policy = next((tmp_path / "pack").rglob("mypol.yaml"))
    text = policy.read_text(encoding="utf-8")
    if change == "gone":
        shutil.rmtree(tmp_path / "pack")
    else:
        policy.write_text(f"# mine\n{text}" if change == "a comment" else text.replace("+1", "-1"))
        with_it = highfence("verify", "out", "--pack", "pack").returncode
        assert with_it == (0 if change == "a comment" else 2)
    assert highfence("verify", "out").returncode == 0
