"""A crowd at a real room: 40 people who play, 260 who watch, connections that break, kill -9.

    python -m tests.classroom.crowd                 # latencies, 100 kills: six minutes
    python -m tests.classroom.crowd --kills 0       # latencies alone
    python -m tests.classroom.crowd --rooms 1 --kills 3 --watchers 20

The room is served by its own processes, on an address of this machine alone.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import numpy as np

from game.classroom import arrivals
from game.classroom.live_room import LiveRoom
from game.saves.sealed_seed import SealedSeed
from game.session import Session
from game.state.position import state_hash
from tests.classroom.crowd_people import Listeners, Player
from tests.classroom.served_room import Served, cookie_of, make_room
from tests.patience import PATIENCE


@dataclasses.dataclass
class KillCount:
    """What came of a room that was killed again and again."""

    kills: int = 0
    answered: int = 0
    lost: int = 0
    doubled: int = 0
    orders: int = 0
    parted: int = 0
    alone: int = 0
    back: list[float] = dataclasses.field(default_factory=list)


def kill_again_and_again(folder: Path, *, tables: int, watchers: int, kills: int) -> KillCount:
    """Kill a room at random moments under players and watchers; count what its logs kept."""
    room, count, luck = make_room(folder, tables, watchers), KillCount(), random.Random(kills)
    room.start()
    listeners = Listeners(room, room.watchers)
    listeners.start()
    ended = threading.Event()
    players = [Player(room, entry, ended) for entry in room.players]
    room.desk(do="close", place="0")
    room.desk(do="close", place="1")
    for player in players:
        player.start()
    place = 2
    for number in range(kills):
        # So many acts on the way, and not so many seconds: a busy machine is killed as often.
        enough = count_answers(players) + luck.randint(4, 12)
        while count_answers(players) < enough:
            time.sleep(luck.uniform(0.01, 0.05))
        if number % 4 == 3 and room.desk(do="close", place=str(place)) == 200:
            place += 1
        room.kill_door() if number % 10 == 9 else room.kill()
        room.await_answer()
        began = time.monotonic()
        while not listeners.all_on():
            time.sleep(0.05)
        count.back.append(time.monotonic() - began)
        count.kills += 1
    ended.set()
    for player in players:
        player.join(timeout=PATIENCE)
    listeners.stop()
    room.stop()
    judge(room, [key for player in players for key in set(player.answered)], count)
    return count


def count_answers(players: list[Player]) -> int:
    return sum(len(player.answered) for player in players)


def judge(room: Served, answered: list[str], count: KillCount) -> None:
    """Hold the logs of a room against what its people were told."""
    lines = [json.loads(line) for line in (room.folder / "room.jsonl").read_text().splitlines()]
    kept = Counter(line["key"] for line in lines if line.get("key"))
    ordered: Counter[str] = Counter()
    given = {}
    for number in range(len(list(room.folder.glob("table-*.jsonl")))):
        text = (room.folder / f"table-{number + 1}.jsonl").read_text()
        table = [json.loads(line) for line in text.splitlines()]
        ordered.update(line["key"] for line in table if line["kind"] == "order" and line.get("key"))
        for line in table:
            if line["kind"] == "order":
                target, _, setting = line["action"].partition(" = ")
                given[number, line["turn"], line["phase"], line["actor"], target] = setting
    # The last word of each seat on each setting, as the room has it.
    wanted = {
        tuple(line[part] for part in ("table", "turn", "phase", "actor", "target")): line["setting"]
        for line in lines
        if line["kind"] == "propose" and line["stands"]
    }
    count.answered += len(answered)
    count.lost += sum(key not in kept for key in answered)
    count.doubled += sum(times > 1 for times in (*kept.values(), *ordered.values()))
    count.orders += len(wanted)
    count.parted += sum(given.get(at) != wanted.get(at) for at in given.keys() | wanted.keys())
    seed = SealedSeed.read(room.folder / "seed.sealed")
    live = LiveRoom.open(room.folder, now=time.time)
    shown = {table: state_hash(game.model.position) for table, game in live.games.items()}
    live.close()
    for number, mark in shown.items():
        alone = Session.resume(room.folder / f"table-{number + 1}.jsonl", sealed=seed)
        count.alone += state_hash(alone.model.position) == mark
        alone.close()


WAITS = (
    "last seal to reveal",
    "closed to the quarter",
    "seal acknowledged",
    "own page, all at once",
)
TURNS = 3


def measure_latencies(folder: Path, *, tables: int, watchers: int) -> dict[str, list[float]]:
    """Let a crowd play some quarters; return what each waited for, in milliseconds."""
    room = make_room(folder, tables, watchers)
    room.start()
    everybody = Listeners(room, [*room.players, *room.watchers])
    everybody.start()
    while not everybody.all_on():
        time.sleep(0.05)
    waits: dict[str, list[float]] = {name: [] for name in WAITS}
    for turn in range(TURNS):
        close_until(room, everybody, "measures")
        *first, last = room.players
        for entry in first:
            waits["seal acknowledged"].append(seal(room, entry, turn))
        began = time.monotonic()
        waits["seal acknowledged"].append(seal(room, last, turn))
        waits["last seal to reveal"] += since(began, everybody.when("reveal", began))
        began = close_until(room, everybody, "quarter")
        waits["closed to the quarter"] += since(began, everybody.when("quarter", began))
        waits["own page, all at once"] += read_pages(room)
    everybody.stop()
    room.stop()
    return waits


def since(began: float, moments: list[float]) -> list[float]:
    return [1000.0 * (at - began) for at in moments]


def close_until(room: Served, everybody: Listeners, stage: str) -> float:
    """Close steps at the desk until a stage; return when the last of them was closed."""
    began = 0.0
    while (news := everybody.latest())["stage"] != stage:
        began, place = time.monotonic(), news["v"].split("-")[2]
        room.desk(do="close", place=place)
        while everybody.latest()["v"].split("-")[2] == place:
            time.sleep(0.005)
    return began


def seal(room: Served, entry: arrivals.Pass, turn: int) -> float:
    """Seal a seat; return what it waited for the answer."""
    began = time.monotonic()
    form = {"do": "seal", "turn": turn, "phase": "measures", "key": secrets.token_hex(8)}
    status, text = room.ask("POST", f"/p/{entry.person}/act", form, cookie_of(entry))
    assert status == 200, text
    return 1000.0 * (time.monotonic() - began)


def read_pages(room: Served) -> list[float]:
    """Load every player's page at once; return what each waited."""
    waits: list[float] = []

    def read(entry: arrivals.Pass) -> None:
        began = time.monotonic()
        status, _ = room.ask("GET", f"/p/{entry.person}/", {}, cookie_of(entry))
        assert status == 200
        waits.append(1000.0 * (time.monotonic() - began))

    threads = [threading.Thread(target=read, args=[entry]) for entry in room.players]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def main() -> None:
    """Measure, kill, and print the figures; exit 1 where anything was lost or doubled."""
    parser = argparse.ArgumentParser(prog="tests.classroom.crowd")
    parser.add_argument("--tables", type=int, default=8)
    parser.add_argument("--watchers", type=int, default=260)
    parser.add_argument("--rooms", type=int, default=4)
    parser.add_argument("--kills", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        waits = measure_latencies(
            Path(kept) / "crowd", tables=given.tables, watchers=given.watchers
        )
        for name, values in waits.items():
            middle, high = np.percentile(values, [50, 99])
            print(f"{name}: {middle:.0f} ms at the median, {high:.0f} at p99", flush=True)
        bad = 0
        for number in range(given.rooms if given.kills else 0):
            count = kill_again_and_again(
                Path(kept) / f"room-{number}", tables=given.tables, watchers=given.watchers,
                kills=given.kills // given.rooms,
            )  # fmt: skip
            bad += count.lost + count.doubled + count.parted
            middle, high = np.percentile(count.back, [50, 99])
            print(
                f"{count.kills} kills: {count.answered} acts answered, {count.lost} lost,"
                f" {count.doubled} doubled; {count.parted} of {count.orders} orders otherwise in a"
                " game than in the room;"
                f" {count.alone} of {given.tables} games replay alone; all clients back"
                f" {middle:.1f} s after the room answered at the median, {high:.1f} at p99",
                flush=True,
            )
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
