"""The command as a whole: one line for a mistake, exit codes, streams, help, what is imported."""

import importlib
import json
import keyword
import re
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from game.cli import COMMANDS
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parent.parent
# Libraries of numbers, tables, figures and windows, each of which takes longer than a help page.
HEAVY = {
    "altair", "jinja2", "mesa", "numpy", "pandas", "pyarrow", "pydantic", "pygame", "scipy",
    "sklearn", "yaml",
}  # fmt: skip
# A policy and a scenario that can be played.
OWN = "tests/config/own/pack"
# Runs commands in one process; the last line says which heavy libraries it has read by then.
PROBE = """\
import contextlib, io, json, sys
from game.cli import main
for arguments in json.loads(sys.argv[1]):
    sys.argv = ["highfence", *arguments]
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        main()
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_a_mistake_ends_the_process_with_one_line():
    code = "from game.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "watch", "--seed", "x"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("highfence: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["watch", "december_2O25"], "did you mean 'december_2025'?"),
        (["watch", "--policy", "beijing=boycot_quietly"], "did you mean 'boycott_quietly'?"),
        (["watch", "--policy", "bejing=historical"], "did you mean 'beijing'?"),
        (["watch", "--seed", "x"], "--seed"),
        (["list", "polices"], "did you mean 'policies'?"),
        (["replay", "nothing.jsonl"], "no such log"),
        (["check", "nothing.yaml"], "no such file"),
        (["list", "polices", "--json"], "did you mean 'policies'?"),
        (["frobnicate"], "no such command 'frobnicate'; known: play, watch"),
        (["tornament"], "no such command 'tornament'; did you mean 'tournament'?"),
        (["--verson"], "no such option '--verson'; did you mean '--version'?"),
        (["watch", "--sed", "3"], "no such option '--sed'; did you mean '--seed'?"),
        (["watch", "--seed", "abc"], "--seed: got 'abc'; it should be a valid integer"),
        (["watch", "--seed", "1", "--seed=-1"], "--seed: got '-1'; it should be"),
        (["hindcast", "--out", "o", "--replicates", "9" * 400], "--replicates: got '999"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(highfence, arguments, answer):
    done = highfence(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert answer in done.stderr
    assert done.stderr.count("\n") == 1


# A seed is held to its own range, with the game that it is given to.
UNBOUNDED = {"seed", "resampling_seed"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_number_of_games_or_turns_that_can_be_asked_for_has_a_limit(name):
    module = importlib.import_module(f"game.commands.{file_of(name)}")
    for option, hint in typing.get_type_hints(module.run, include_extras=True).items():
        if option in UNBOUNDED or typing.get_origin(hint) is not typing.Annotated:
            continue
        kinds, described = (
            {hint.__origin__, *typing.get_args(hint.__origin__)},
            hint.__metadata__[0],
        )
        if int in kinds:
            assert described.max is not None, option


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(("output", "code"), [("/dev/full", 2), ("pipe", 0), ("closed", 0)])
def test_an_output_that_cannot_be_written_is_no_traceback(output, code):
    script = {
        "/dev/full": "watch lesson > /dev/full",
        "pipe": "watch lesson | true; exit ${PIPESTATUS[0]}",
        "closed": "watch lesson >&-",
    }[output]
    command = f'{sys.executable} -c "from game.cli import main; main()" {script}'
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=PATIENCE,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1


def test_without_a_command_there_is_the_list_of_all(highfence):
    done = highfence()
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout == highfence("--help").stdout
    words = done.stdout.split()
    for name, says in COMMANDS.items():
        assert name in words
        assert says in " ".join(words)


def file_of(command: str) -> str:
    """Return the file of a command; a word of Python's own cannot be a module."""
    return f"{command}_" if keyword.iskeyword(command) else command


def test_every_command_is_a_file_of_its_name():
    folder = ROOT / "game" / "commands"
    assert {path.stem for path in folder.glob("[!_]*.py")} == set(map(file_of, COMMANDS))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_says_first(name, highfence):
    module = importlib.import_module(f"game.commands.{file_of(name)}")
    assert module.run.__doc__.splitlines()[0] == COMMANDS[name]
    done = highfence(name, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert COMMANDS[name] in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("commands", "allowed"),
    [
        ([["--version"]], set()),
        ([["--help"]], set()),
        ([[name, "--help"] for name in COMMANDS], set()),
        ([["tornament"], ["--verson"], []], set()),
        ([["play", "--seed", "x"]], {"pydantic"}),  # newer typers read values by it
        ([["list", "policies"]], {"numpy", "pydantic", "yaml"}),
        ([["check"], ["check", OWN]], {"numpy", "pydantic", "yaml"}),
    ],
    ids=["version", "help", "help of each", "mistakes", "mistaken value", "list", "check"],
)
def test_a_command_reads_no_heavy_library_that_it_does_not_run(commands, allowed):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(commands)],
        capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    read = set(json.loads(done.stdout.splitlines()[-1]))
    assert read & HEAVY <= allowed


def test_the_opening_of_a_watched_game_is_told_before_mesa_is_read():
    code = 'import sys; sys.modules["mesa"] = None; from game.cli import main; main()'
    done = subprocess.run(
        [sys.executable, "-c", code, "watch", "lesson"],
        capture_output=True, text=True, cwd=ROOT, timeout=PATIENCE,
    )  # fmt: skip
    assert "Led by" in done.stdout
    assert "=== " not in done.stdout
    assert "import of mesa halted" in done.stderr


def test_the_readme_tells_every_command():
    text = (ROOT / "README.md").read_text("utf-8")
    table = text.partition("| command | what it does |")[2].partition("\n\n")[0]
    told = set(re.findall(r"`(?:highfence )?(\w+)[^`]*`", table))
    assert set(COMMANDS) <= told
