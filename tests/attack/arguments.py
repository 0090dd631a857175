"""Arguments: any words and files given to a command end it soon, by an answer or one line."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from random import Random

from tests.attack.case import Case
from tests.attack.commands import require_sound, run_command

SECONDS = 240.0
# What a command may be asked; those that open a window or play for long are asked for little.
COMMANDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "play": (("--text",), ("--seed", "--seat", "--policy", "--log", "--pack")),
    "watch": (("--turns", "1"), ("--seed", "--policy", "--log", "--pack", "--json")),
    "replay": ((), ("--to", "--verify", "--sound", "--json")),
    "explain": ((), ("--turn", "--json")),
    "check": ((), ()),
    "list": ((), ("--json",)),
    "batch": (
        ("--workers", "1", "--dry-run"),
        ("--out", "--pack", "--policies", "--chunk", "--also"),
    ),
    "verify": (("--games", "1"), ("--pack",)),
    "report": ((), ()),
    "tournament": (
        ("--replicates", "2", "--workers", "1", "--policies", "beijing=status_quo,reciprocal"),
        ("--policy", "--seed", "--out", "--pack", "--json"),
    ),
    "duel": (
        ("--replicates", "2", "--workers", "1", "--scenario", "lesson"),
        ("--policy", "--seed", "--out", "--pack", "--json"),
    ),
    "redteam": (
        ("--games", "2", "--training", "2", "--rounds", "1", "--greedy", "0"),
        ("--seat", "--policy", "--seed", "--pack", "--json"),
    ),
    "sensitivity": (("--resamples", "10"), ("--outcome", "--profile", "--against", "--out")),
    "regret": (("--resamples", "10"), ("--outcome", "--by", "--better", "--enough", "--out")),
    "discover": (("--resamples", "1"), ("--where", "--profile", "--most", "--box", "--out")),
    "ensemble": (("--games", "100"), ("--seat", "--pack", "--json")),
    "hindcast": (
        ("--replicates", "1", "--until", "2022-03"),
        ("--targets", "--free", "--without", "--scale", "--spread", "--out", "--json"),
    ),
    "patterns": (("--replicates", "10"), ("--json",)),
}
FILES = (
    "mine.yaml", "loop.yaml", "notes.txt", "empty.yaml", "empty.jsonl", "game.jsonl", "pipe",
    "/dev/zero", "/dev/null", "/dev/full", "folder", "missing.yaml", "missing/file.jsonl",
    "\udcff.yaml", "a b.yaml", "folder/", ".", "..", "nul\0.yaml",
)  # fmt: skip
WORDS = (
    "lesson", "december_2025", "h200", "beijing", "washington", "lag", "premium", "policies",
    "levers", "beijing=random_legal", "beijing=mine.yaml", "beijing=", "=", "beijing@2023-01",
    "beijing=random_legal,status_quo", "capital_subsidy", "F1", "S99", "last", "-", "--", "", " ",
    "0", "1", "-1", "1e9", "nan", "10**9", "99999999999999999999999", "0.5", "2022-03", "high",
    "\u202e", "\x1b[31m", "x" * 5_000, "~", "$HOME", "*", "%s%n", "self_reliance > 50", "--help",
    "--frobnicate", "a=b=c",
)  # fmt: skip
GOOD = (
    "name: Mine\nactor: beijing\nsays: More.\nsources: [judgement]\n"
    "measures:\n  - set: {capital_subsidy: +1}\n    because: more\n"
)


def invent(random: Random) -> Case:
    """Return a command with words and files at random."""
    name = random.choice(list(COMMANDS))
    fixed, options = COMMANDS[name]
    given = [_thing(random) for _ in range(random.choices((0, 1, 2, 3), (1, 6, 6, 1))[0])]
    for option in random.sample(options, min(len(options), random.choice((0, 0, 1, 1, 2)))):
        given.append(option)
        if option not in ("--json", "--verify", "--sound") or random.random() < 0.05:
            given.append(_thing(random))
    return Case(attack="arguments", values={"arguments": [name, *given, *fixed]})


def judge(case: Case, folder: Path) -> None:
    """Run the command where such files are."""
    make_strange_files(folder)
    arguments = case.values["arguments"]
    require_sound(run_command(arguments, folder, typed="quit\n"), arguments, codes=(0, 1, 2))


def make_strange_files(folder: Path) -> None:
    """Make files that are not what they are named: empty, a link to itself, a pipe, a folder."""
    (folder / "mine.yaml").write_text(GOOD)
    (folder / "a b.yaml").write_text(GOOD)
    (folder / "notes.txt").write_text(GOOD)
    (folder / "game.jsonl").write_text("{}\n")
    for name in ("empty.yaml", "empty.jsonl"):
        (folder / name).touch()
    (folder / "folder").mkdir()
    with contextlib.suppress(OSError, AttributeError, NotImplementedError):
        (folder / "loop.yaml").symlink_to("loop.yaml")
        os.mkfifo(folder / "pipe")


def _thing(random: Random) -> str:
    thing = random.choice(FILES if random.random() < 0.4 else WORDS)
    if random.random() < 0.03:
        return thing + random.choice(WORDS)
    return thing
