"""Damaged logs: whatever was done to one, it is the same game, an earlier one, or refused."""

from __future__ import annotations

import contextlib
import functools
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from game.config.scenarios import load_scenario
from game.errors import UserError
from game.saves.log import GameLog
from game.saves.log_text import read_log, to_text
from game.session import Session
from game.state.levers import Lever
from game.turn.legality import RefusedOrderError, menu
from tests.attack.case import Case, require
from tests.attack.commands import require_sound, run_command
from tests.saves.conftest import rechained

SECONDS = 120.0
SCENARIOS = ("lesson", "lesson", "lesson", "april_2025", "december_2025")
# So many games are kept and damaged in many ways; a new one comes for the oldest now and then.
GAMES = 8
COMMANDS = (
    ("replay", "game.jsonl"),
    ("replay", "game.jsonl", "--verify"),
    ("replay", "game.jsonl", "--json"),
    ("explain", "game.jsonl", "lag"),
)

Damage = Callable[[list[str], Random], list[str]]


def invent(random: Random) -> Case:
    """Return a log of a game, and the same with one to three damages."""
    whole = _game(random.randrange(GAMES) + GAMES * random.randrange(4))
    kind = random.choice(("bytes", "lines", "values"))
    if kind == "bytes":
        data = whole.encode()
        for _ in range(random.choice((1, 1, 2, 3))):
            data = random.choice(BYTES)(data, random)
    else:
        lines = whole.split("\n")[:-1]
        for _ in range(random.choice((1, 1, 2, 3))):
            lines = random.choice(LINES if kind == "lines" else VALUES)(lines, random)
        text = "".join(f"{line}\n" for line in lines)
        if random.random() < 0.4:
            text = _chained_again(text)
        data = text.encode("utf-8", "surrogatepass")
    chained = kind == "bytes" or not _is_chained_again(data)
    return Case(
        attack="logs",
        values={"held to the chain": chained},
        files={"whole.jsonl": whole.encode(), "game.jsonl": data},
    )


def judge(case: Case, folder: Path) -> None:
    """Open the log in every way, and hold each answer to the whole game and to the others."""
    case.write_files(folder)
    path = folder / "game.jsonl"
    before = path.read_bytes()
    try:
        opened = Session.resume(path)
        opened.close()
    except UserError as refusal:
        opened = None
        require(str(refusal).startswith(str(path)), f"the file is not named: {refusal}")
    if opened is not None and case.values["held to the chain"]:
        _require_part(opened.log, read_log(folder / "whole.jsonl"))
    for command in COMMANDS:
        answer = run_command(command, folder)
        require_sound(answer, command)
        accepted = answer.code == 0 or (command[0] == "explain" and "has no turn" in answer.err)
        _require_alike(opened, accepted or _nothing_played(opened, command), command, answer.err)
    sound = run_command(("replay", "game.jsonl", "--sound"), folder)
    require_sound(sound, ("replay", "--sound"))
    require(opened is None or sound.code == 0, f"--sound refuses what is whole: {sound.err}")
    require(path.read_bytes() == before, "reading changed the file")
    shutil.copy(path, folder / "copy.jsonl")
    played = run_command(("play", "--text", "--log", "copy.jsonl"), folder, typed="quit\n")
    require_sound(played, ("play", "--text"))
    if opened is None and _is_torn_header(before, case.files["whole.jsonl"]):
        require(played.code == 0, f"no game begins where no line is whole: {played.err}")
    elif opened is None and _holds_a_line(before):
        require(played.code == 2, f"play opens what replay refuses: {played.out[:300]}")
        require((folder / "copy.jsonl").read_bytes() == before, "a refused log was changed")


def _require_alike(
    opened: Session | None, accepted: bool, command: tuple[str, ...], err: str
) -> None:
    if opened is None:
        require(not accepted, f"{command} accepts what is refused when it is opened")
    else:
        require(accepted, f"{command} refuses what opens: {err}")


def _nothing_played(opened: Session | None, command: tuple[str, ...]) -> bool:
    """Whether a command has nothing to tell of a game that opens: no turn of it was played."""
    return opened is not None and not opened.played and command[0] == "explain"


def _is_torn_header(data: bytes, whole: bytes) -> bool:
    """Whether a file is what a kill leaves of a log's first line."""
    return whole.partition(b"\n")[0].startswith(data)


def _holds_a_line(data: bytes) -> bool:
    """Whether the file may have a confirmed line; else a game may begin in it."""
    return b"\n" in data.strip(b"\0\r\n ")


def _require_part(opened: GameLog, whole: GameLog) -> None:
    """Refuse another history than the first lines of the whole game."""
    require(opened.header == whole.header, f"another header: {opened.header}")
    count = len(opened.lines)
    require(opened.lines == whole.lines[:count], f"other lines: {opened.lines}")


# -- games -------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=GAMES)
def _game(seed: int) -> str:
    """Return the log of a game that random seats played for a while."""
    random = Random(seed)
    scenario = load_scenario(random.choice(SCENARIOS))
    seats = random.sample(scenario.seats, random.choice((1, 1, 2)))
    session = Session.begin(scenario, seats=seats, seed=random.randrange(2**32))
    for _ in range(random.randrange(3, 40)):
        act_at_random(session, random)
    return to_text(session.log)


def act_at_random(session: Session, random: Random) -> None:
    """Do one thing that people at seats or a facilitator can do; nothing, where it cannot be."""
    if session.over:
        session.rewind(random.randrange(len(session.turns.openings)))
        return
    seat = random.choice(list(session.scenario.seats))
    acts = (_order, _write, _undo, _redo, _ready, _take_over, _inject, _override, _rewind, _seal)
    act = random.choices(acts, (8, 5, 2, 2, 1, 0.5, 0.3, 0.3, 0.3, 4))[0]
    with contextlib.suppress(RefusedOrderError):
        act(session, seat, random)


def _order(session: Session, seat: str, random: Random) -> None:
    if not _is_open(session, seat):
        return
    legal = session.legal_actions(seat)
    slots = list(legal.slots())
    offers = [offer for offer in legal.offers_of(random.choice(slots)) if offer.verdict.legal]
    if offers:
        session.order(random.choice(offers).action)


def _write(session: Session, seat: str, random: Random) -> None:
    """Draft a paper to another actor and send it, or answer one."""
    if not _is_open(session, seat):
        return
    levers = session.scenario.levers.papers_of(seat)
    part = {lever.part: lever for lever in levers}
    if session.model.position.phase == "responses":
        _set(session, seat, part["answer"], random)
        return
    for _ in range(random.choice((1, 1, 2, 3))):
        _set(session, seat, part["terms"], random)
    for _ in range(random.choice((0, 1))):
        _set(session, seat, part[random.choice(("months", "start"))], random)
    _set(session, seat, part["paper"], random)


def _set(session: Session, seat: str, lever: Lever, random: Random) -> None:
    """Give a legal order of a lever, of what is drawn from all its members."""
    legal = session.legal_actions(seat)
    columns = list(menu([lever], session.model.position.phase))
    for slot in random.sample(columns, min(len(columns), 6)):
        offers = [offer for offer in legal.offers_of(slot) if offer.verdict.legal]
        if offers:
            session.order(random.choice(offers).action)
            return


def _undo(session: Session, seat: str, _random: Random) -> None:
    if _is_open(session, seat):
        session.undo(seat)


def _redo(session: Session, seat: str, _random: Random) -> None:
    if _is_open(session, seat):
        session.redo(seat)


def _ready(session: Session, seat: str, _random: Random) -> None:
    if _is_open(session, seat):
        session.ready(seat)


def _is_open(session: Session, seat: str) -> bool:
    return seat in session.seats and not session.is_ready(seat)


def _take_over(session: Session, seat: str, _random: Random) -> None:
    """Let a policy lead a seat where somebody sits, or somebody sit where a policy leads."""
    if seat in session.seats:
        session.lead(seat, why="left")
    else:
        session.sit(seat, why="came")


def _inject(session: Session, _seat: str, random: Random) -> None:
    session.facilitator.inject(random.choice(list(session.facilitator.events)), why="drill")


def _override(session: Session, _seat: str, random: Random) -> None:
    session.facilitator.override("trust", round(random.random(), 6), why="drill")


def _rewind(session: Session, _seat: str, random: Random) -> None:
    session.rewind(random.randrange(len(session.turns.openings)))


def _seal(session: Session, _seat: str, _random: Random) -> None:
    session.seal()
    if session.turns.is_sealed:
        session.pass_turn()


# -- damages -----------------------------------------------------------------------------------


def _flip(data: bytes, random: Random) -> bytes:
    if not data:
        return data
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _cut_at_a_line(data: bytes, random: Random) -> bytes:
    ends = [place + 1 for place, byte in enumerate(data) if byte == 10]
    return data[: random.choice(ends)] if ends else data


def _cut_in_the_first_line(data: bytes, random: Random) -> bytes:
    first, *_ = data.split(b"\n", 1)
    return data[: random.randrange(len(first) + 1)]


def _put_in(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data) + 1)
    given = random.choice((b"\0", b"\r", b"\n", b"\xff", b" ", b"\xef\xbb\xbf", b"\xe2\x80\xa8"))
    return data[:place] + given + data[place:]


def _take_out(data: bytes, random: Random) -> bytes:
    place = random.randrange(len(data) + 1)
    return data[:place] + data[place + random.randrange(1, 40) :]


def _trim(data: bytes, _random: Random) -> bytes:
    return data.rstrip(b"\n")


def _to_windows(data: bytes, _random: Random) -> bytes:
    return data.replace(b"\n", b"\r\n")


BYTES = (
    _flip, _flip, _cut, _cut_at_a_line, _cut_in_the_first_line, _put_in, _put_in, _take_out, _trim,
    _to_windows,
)  # fmt: skip


def _double(lines: list[str], random: Random) -> list[str]:
    place = random.randrange(len(lines))
    return [*lines[: place + 1], *lines[place:]]


def _drop(lines: list[str], random: Random) -> list[str]:
    place = random.randrange(len(lines))
    return lines[:place] + lines[place + 1 :] or lines


def _swap(lines: list[str], random: Random) -> list[str]:
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    swapped = list(lines)
    swapped[one], swapped[other] = lines[other], lines[one]
    return swapped


def _splice(lines: list[str], random: Random) -> list[str]:
    others = _game(random.randrange(4 * GAMES)).split("\n")[:-1]
    return lines[: random.randrange(len(lines) + 1)] + others[random.randrange(len(others)) :]


def _add(lines: list[str], random: Random) -> list[str]:
    place = random.randrange(len(lines) + 1)
    given = random.choice(
        (
            "",
            " ",
            "null",
            "[]",
            "[" * 20_000,
            '{"kind": "rewind", "turn": true}',
            '{"kind": "rewind", "turn": 0}',
            '{"kind": "rewind", "turn": -1}',
            '{"kind": "nothing"}',
            lines[0],
        )
    )
    return [*lines[:place], given, *lines[place:]]


LINES = (_double, _drop, _swap, _splice, _add)
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.0, 10**30, 1e308, "", "0" * 64, "../../etc/passwd", "x" * 300_000,
    "\u202e\x1b[31m", "\ud800", "measures", "responses", "beijing", "capital_subsidy = 3",
    "capital_subsidy = nan", "import_gate = open", [], {}, ["beijing", "beijing"], "lesson",
)  # fmt: skip


def _change(lines: list[str], random: Random) -> list[str]:
    """Change, drop or add a value of one line, as an editor would."""
    place = random.randrange(len(lines)) if random.random() < 0.7 else 0
    try:
        line = json.loads(lines[place])
    except ValueError:
        return lines
    if not isinstance(line, dict) or not line:
        return lines
    key = random.choice(list(line))
    how = random.randrange(10)
    if how == 0:
        del line[key]
    elif how == 1:
        line[random.choice(("extra", "kind ", "turn"))] = random.choice(STRANGE)
    elif how == 2 and isinstance(line[key], int):
        line[key] += random.choice((-1, 1, 2**40))
    else:
        line[key] = random.choice(STRANGE)
    return [*lines[:place], json.dumps(line), *lines[place + 1 :]]


def _take_another_order(lines: list[str], random: Random) -> list[str]:
    """Put the order of another line in place of one."""
    orders = [place for place, line in enumerate(lines) if '"kind": "order"' in line]
    if len(orders) < 2:
        return lines
    one, other = random.sample(orders, 2)
    try:
        action = json.loads(lines[other])["action"]
        line = json.dumps({**json.loads(lines[one]), "action": action})
    except (ValueError, KeyError, TypeError):
        return lines
    return [*lines[:one], line, *lines[one + 1 :]]


VALUES = (_change, _change, _take_another_order)


def _chained_again(text: str) -> str:
    """Return a log with links that fit what was done to it, as a forger would."""
    try:
        return rechained(text)
    except (ValueError, IndexError):
        return text


def _is_chained_again(data: bytes) -> bool:
    text = data.decode("utf-8", "surrogatepass")
    return bool(text) and _chained_again(text) == text
