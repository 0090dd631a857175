"""The command as a person runs it: what it prints, its exit code, its one line for a mistake."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from game.cli import main
from tests.saves.conftest import rechained


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run the command; games without --log are kept in an empty folder."""
    monkeypatch.setenv("HIGHFENCE_GAMES", str(tmp_path / "games"))

    def run(*arguments, typed=""):
        monkeypatch.setattr(sys, "argv", ["highfence", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return run


def test_a_mistake_ends_the_process_with_one_line():
    code = "from game.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "watch", "--seed", "x"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        timeout=120,
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
        (["frobnicate"], "frobnicate"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(run, arguments, answer):
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert answer in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_terminal_play_tells_a_whole_game_and_how_to_take_a_seat(run, tmp_path):
    done = run("play", "lesson")
    assert (done.returncode, done.stderr) == (0, "")
    assert "=== The end ===" in done.stdout
    assert "highfence play lesson --seat washington" in done.stdout
    kept = list((tmp_path / "games").glob("*-lesson-*.jsonl"))
    assert len(kept) == 1


def test_a_watched_game_replays_to_itself_and_says_why(run, tmp_path):
    log = tmp_path / "game.jsonl"
    watched = run("watch", "lesson", "--seed", 3, "--json", "--log", log)
    assert (watched.returncode, watched.stderr) == (0, "")
    game = json.loads(watched.stdout)
    assert (game["scenario"], game["seed"], len(game["turns"])) == ("lesson", 3, 4)
    assert set(game["turns"][0]) == {
        "date", "measures", "responses", "fired", "observables", "hash"
    }  # fmt: skip
    assert set(game["outcome"]["payoffs"]["nvidia"]) > {"total"}
    again = run("replay", log, "--verify", "--json")
    assert json.loads(again.stdout) == game
    why = json.loads(run("explain", log, "hawk", "--turn", 2, "--json").stdout)
    assert (why["field"], why["turn"], why["unexplained"]) == ("hawk", 2, 0)
    assert why["causes"]


def test_a_log_whose_states_were_changed_is_refused(run, tmp_path):
    log = tmp_path / "game.jsonl"
    run("watch", "lesson", "--turns", 1, "--log", log)
    text = log.read_text("utf-8")
    mark = json.loads(text.splitlines()[-1])["hash"]
    log.write_text(rechained(text.replace(mark, mark[::-1])), "utf-8")
    done = run("replay", log, "--verify")
    assert done.returncode == 2
    assert "turn 1: replays to " in done.stderr


def test_a_seat_is_taken_left_and_taken_again(run, tmp_path):
    log = tmp_path / "game.jsonl"
    left = run("play", "lesson", "--seat", "beijing", "--log", log, typed="local_content = 0\n")
    assert f"highfence play --log {log}" in left.stdout
    again = run("play", "--log", log, typed="orders\nseal\n")
    assert "  local_content = 0" in again.stdout
    assert again.returncode == 0


def test_a_policy_of_ones_own_is_checked_and_plays(run, tmp_path):
    policy = tmp_path / "mine.yaml"
    policy.write_text(
        "name: Mine\nactor: beijing\nsays: Raise subsidies.\nsources: [judgement]\n"
        "measures:\n  - set: {capital_subsidy: +1}\n    because: more is more\n",
        encoding="utf-8",
    )
    assert run("check", policy).returncode == 0
    done = run("watch", "lesson", "--turns", 1, "--policy", f"beijing={policy}", "--json")
    game = json.loads(done.stdout)
    assert game["turns"][0]["measures"]["beijing"] == ["beijing: capital_subsidy = 3"]
    assert game["turns"][0]["fired"]["beijing"][0]["because"] == "more is more"


def test_a_policy_that_reads_what_it_may_not_is_told_where(run, tmp_path):
    policy = tmp_path / "mine.yaml"
    policy.write_text(
        "name: Mine\nactor: beijing\nsays: Raise subsidies.\nsources: [judgement]\n"
        "measures:\n  - when: lobby_stock > 1\n    set: {capital_subsidy: +1}\n",
        encoding="utf-8",
    )
    done = run("check", policy)
    assert done.returncode == 2
    assert "mine.yaml:6:" in done.stdout


@pytest.mark.parametrize("kind", ["scenarios", "policies", "chips"])
def test_what_there_is_can_be_listed_for_people_and_machines(run, kind):
    rows = json.loads(run("list", kind, "--json").stdout)
    assert all("name" in row for row in rows)
    table = run("list", kind).stdout
    assert rows[0]["name"] in table
    assert f"{len(rows)} {kind}" in table


def test_the_shipped_configs_can_all_be_played(run):
    done = run("check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--seat", "beijing", "--policy", "beijing=historical"], "beijing is led by a person"),
        (["--seat", "beijing", "--seat", "beijing"], "beijing is named twice"),
        (
            ["--policy", "beijing=historical", "--policy", "beijing=reciprocal"],
            "beijing has two policies",
        ),
    ],
)
def test_an_option_that_could_not_hold_is_a_mistake(run, arguments, answer):
    done = run("play", "lesson", "--text", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert answer in done.stderr


def test_what_a_log_has_settled_is_not_settled_again(run, tmp_path):
    log = tmp_path / "game.jsonl"
    run("watch", "lesson", "--turns", 1, "--seed", 3, "--log", log)
    assert "has seed 3 already" in run("play", "--log", log, "--seed", 4).stderr
    assert "the game has 1" in run("replay", log, "--to", 2).stderr


def test_a_scenario_of_ones_own_is_played_and_its_file_counts(run, tmp_path):
    scenario, log = tmp_path / "mine.yaml", tmp_path / "game.jsonl"
    text = "name: mine\nextends: lesson\ntitle: Mine\nturns: 2\n"
    scenario.write_text(text, "utf-8")
    game = json.loads(run("watch", scenario, "--json", "--log", log).stdout)
    assert (game["scenario"], len(game["turns"])) == ("mine", 2)
    assert "Verified: 2 turns" in run("replay", log, "--verify").stdout
    scenario.write_text(text.replace("turns: 2", "turns: 3"), "utf-8")
    assert "was played with other configs" in run("replay", log).stderr


def test_a_lever_is_explained_by_who_moved_it(run, tmp_path):
    log = tmp_path / "game.jsonl"
    run("watch", "lesson", "--turns", 1, "--log", log)
    first = json.loads(run("replay", log, "--json").stdout)["turns"][0]
    actor, orders = next(iter(first["measures"].items()))
    setting, _, value = orders[0].partition(": ")[2].partition(" = ")
    told = json.loads(run("explain", log, setting, "--json").stdout)
    move = told["moves"][0]
    assert (move["actor"], move["phase"], move["now"]) == (actor, "measures", value)
    assert move["because"]
    assert move["because"][:10] in run("explain", log, setting).stdout


def test_the_price_of_orders_is_told_order_by_order(run, tmp_path):
    log = tmp_path / "game.jsonl"
    run("watch", "lesson", "--turns", 1, "--log", log)
    told = json.loads(run("explain", log, "capital.congress", "--json").stdout)
    paid = [cause["order"] for cause in told["causes"] if cause["rule"] == "seal"]
    first = json.loads(run("replay", log, "--json").stdout)["turns"][0]
    given = [*first["measures"].get("congress", ()), *first["responses"].get("congress", ())]
    assert sorted(paid) == sorted({text.partition(": ")[2] for text in given})
    assert told["unexplained"] == 0


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (('"washington": ', '"nobody": '), ":1: nobody leads washington"),
        (('"seal", "turn": 0', '"seal", "turn": -1'), ":2: is of turn -1"),
        (('"phase": "measures"', '"phase": "responses"'), ":2: is of the responses"),
    ],
)
def test_a_log_made_by_hand_is_refused_by_its_line(run, tmp_path, change, answer):
    log = tmp_path / "game.jsonl"
    run("watch", "lesson", "--turns", 1, "--log", log)
    log.write_text(rechained(log.read_text("utf-8").replace(*change)), "utf-8")
    done = run("replay", log)
    assert done.returncode == 2
    assert answer in done.stderr


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
        cwd=Path(__file__).parent.parent,
        timeout=120,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1
