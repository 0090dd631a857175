"""Hostile texts of a user's own: shown as text in terminals, pages, tables and names of files."""

from __future__ import annotations

import functools
import json
import os
import re
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from unittest import mock

from game.errors import UserError
from game.saves.lines import Header
from game.saves.log import GameLog
from game.saves.log_text import read_log
from game.seat.saves import find_same, save_as, save_unnamed
from tests.attack.case import Case, require
from tests.attack.commands import require_readable, require_sound, run_command

SECONDS = 240.0
PIECES = (
    "<!--<script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>",
    "&lt;b&gt;", "&amp;", "<svg onload=alert(1)>", "</title>", "-->", "{{7*7}}", "{% raw %}", "'",
    '"',
    "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-1", "[x](javascript:alert(1))", "a | b", "`code`", "*",
    "\u2028", "\u2029", "\u0085", "\u202e", "\u200b", "\u2066", "\x1b[31m", "\x07", "\x9b", "\x7f",
    "\r", "\n", "\n\n", "\t", "\\", "\\n", "%s", "{0}", "$HOME", "[bold]", "[/bold]", ":smile:",
    "../../", "con", "NUL", "aux.txt", "Game", "GAME", "?", "!", ".", " ", "-", "é", "e\u0301", "ß",
    "SS", "日本", "😀", "👩\u200d🚀", "\ufeff", "\ud800", "x" * 120, "\0", ":", "/", "C:\\",
)  # fmt: skip
TABLES = ("runs.csv", "series.csv")
FIELDS = 14
WATCH = ("watch", "own", "--pack", "own", "--turns", "1")
COMMANDS = (
    ("check", "own"),
    (*WATCH, "--log", "game.jsonl"),
    (*WATCH, "--json"),
    ("replay", "game.jsonl"),
    ("explain", "game.jsonl", "capital_subsidy"),
    ("batch", "trial", "--pack", "own", "--out", "batch", "--workers", "1", "--also", "csv"),
    ("report", "batch"),
)


def invent(random: Random) -> Case:
    """Return two names for saves, and a text for every field of own files that people read."""
    names = [_text(random), _text(random)]
    if random.random() < 0.3:
        names[1] = random.choice((str.upper, str.lower, str.strip, str.title))(names[0])
    texts = [_text(random) if random.random() < 0.7 else "plain" for _ in range(FIELDS)]
    return Case(attack="texts", values={"saves": names, "texts": texts})


def judge(case: Case, folder: Path) -> None:
    """Save two games under the names; then read the texts wherever the program tells them."""
    _require_both_kept(case.values["saves"], folder)
    own = folder / "own"
    own.mkdir()
    for name, content in _files(case.values["texts"]).items():
        (own / name).write_text(json.dumps(content), "utf-8")
    for command in COMMANDS:
        answer = run_command(command, folder)
        require_sound(answer, command)
        if answer.code == 2:
            # A text that no file may hold is refused, and by every command.
            require(command == COMMANDS[0], f"{command} refuses what was accepted: {answer.err}")
            return
    page = Page((folder / "batch" / "report.html").read_text("utf-8"))
    require(page.scripts == _harmless_page().scripts, f"{page.scripts} scripts in the page")
    require(not page.active, f"the page acts on {page.active}")
    for name in TABLES:
        for cell in re.split(r"[,\n]", (folder / "batch" / name).read_text("utf-8")):
            require(re.fullmatch(r'"?[\w.+ -]*"?', cell), f"{name} holds the text {cell!r}")
    require_readable((folder / "batch" / "codebook.md").read_text("utf-8"), "codebook")


# Where a page goes, or what it loads, when one of these says so.
ADDRESSES = frozenset(
    {"action", "data", "formaction", "href", "poster", "src", "srcdoc", "xlink:href"}
)


class Page(HTMLParser):
    """What could act in a page: how many scripts there are, and what else runs something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts = 0
        self.active: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for name, value in attrs:
            goes = name in ADDRESSES and "javascript:" in (value or "")
            if goes or name.startswith("on"):
                self.active.append(f"{tag} {name}={value}")


def _require_both_kept(names: list[str], folder: Path) -> None:
    """Refuse that a save is lost unasked, or lies outside its folder."""
    shelf = folder / "games" / "saves"
    shelf.mkdir(parents=True)
    with mock.patch.dict(os.environ, {"HIGHFENCE_GAMES": str(folder / "games")}):
        first, second = (_log(seed) for seed in (1, 2))
        kept = _save(names[0], first)
        _save(names[1], second)
        for path in shelf.rglob("*"):
            require(path.parent == shelf, f"{names} made {path}")
            require_readable(path.name, "name of a save")
        require(kept is None or read_log(kept) == first, f"a save is lost: {names}")


def _save(name: str, log: GameLog) -> Path | None:
    """Save as the window does; None where a person is asked or told."""
    try:
        if not name.strip():
            return save_unnamed(log)
        return None if find_same(name) else save_as(log, name)
    except UserError as refusal:
        require_readable(str(refusal), "save")
        return None


def _log(seed: int) -> GameLog:
    return GameLog(Header(version="1", config_hash="", scenario="lesson", seed=seed, profile={}))


def _files(texts: list[str]) -> dict[str, object]:
    """Return a policy, a scenario and an experiment of one's own that hold the texts."""
    told = iter(texts)
    policy = {
        "name": next(told),
        "actor": "beijing",
        "says": next(told),
        "sources": [{"title": next(told), "says": next(told)}],
        "measures": [{"set": {"capital_subsidy": "+1"}, "because": next(told)}],
    }
    scenario = {
        "name": "own",
        "extends": "lesson",
        "title": next(told),
        "says": next(told),
        "turns": 2,
        "policies": {"beijing": "mypol"},
        "briefs": {"beijing": next(told)},
    }
    experiment = {
        "name": "trial",
        "title": next(told),
        "question": next(told),
        "says": next(told),
        "caution": next(told),
        "scenario": "own",
        "profiles": {"one": {"title": next(told)}, "two": {"policies": {"beijing": "reciprocal"}}},
        "replicates": 3,
        "outcomes": {"scalars": {"end_lag": "lag"}, "labels": {"end_lag": next(told)}},
    }
    return {"mypol.yaml": policy, "own.yaml": scenario, "trial.yaml": experiment}


@functools.cache
def _harmless_page() -> Page:
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        own.mkdir()
        for name, content in _files(["plain"] * FIELDS).items():
            (own / name).write_text(json.dumps(content), "utf-8")
        for command in COMMANDS:
            answer = run_command(command, Path(folder))
            assert answer.code == 0, answer
        return Page((Path(folder) / "batch" / "report.html").read_text("utf-8"))


def _text(random: Random) -> str:
    return "".join(random.choices(PIECES, k=random.randrange(1, 5)))
