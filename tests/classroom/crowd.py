"""A crowd at a real room: 40 people who play, 260 who watch, connections that break, kill -9.

    python -m tests.classroom.crowd                 # latencies, 100 kills: ten minutes
    python -m tests.classroom.crowd --kills 0       # latencies alone
    python -m tests.classroom.crowd --rooms 1 --kills 3 --watchers 20

The room is served by its own processes, on an address of this machine alone.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import dataclasses
import http.client
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import numpy as np
import websockets.asyncio.client
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from game.classroom import arrivals
from game.classroom.access import hash_key
from game.classroom.door import open_socket
from game.classroom.live_room import LiveRoom
from game.classroom.robots import Forms
from game.saves.sealed_seed import SealedSeed
from game.session import Session
from game.state.position import state_hash
from tests.patience import PATIENCE

DESK = "d" * 32
LEAST, MOST = 0.3, 4.0
DOOR = """
import json, sys, threading
from game.classroom import door
door.MOST_DEATHS = 10**9
given = json.loads(sys.stdin.readline())
listening = door.open_socket("127.0.0.1", given.pop("port"))
address = door.RoomAddress(**{**given, "addresses": tuple(given["addresses"])})
sys.exit(door.keep(listening, address, lambda _: None, threading.Event(),
                   lambda process: print(process, flush=True)))
"""


@dataclasses.dataclass
class Served:
    """A room on its port: the folder, who plays and who watches, and its processes as they come."""

    folder: Path
    port: int
    players: list[arrivals.Pass]
    watchers: list[arrivals.Pass]
    door: subprocess.Popen[str] | None = None
    processes: list[int] = dataclasses.field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Open the door, which starts the room."""
        self.door = subprocess.Popen(
            [sys.executable, "-c", DOOR], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.door.stdin is not None
        given = {
            "port": self.port, "folder": str(self.folder), "desk_hash": hash_key(DESK),
            "board_hash": hash_key("b" * 32), "addresses": [f"127.0.0.1:{self.port}"],
        }  # fmt: skip
        self.door.stdin.write(json.dumps(given) + "\n")
        self.door.stdin.flush()
        assert self.door.stdout is not None
        self._reader = threading.Thread(target=self._follow, args=[self.door.stdout], daemon=True)
        self._reader.start()
        self.await_answer()

    def _follow(self, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                self.processes.append(int(line))

    def await_answer(self) -> float:
        """Wait until the room answers; return how long that took."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/alive", {}, "")[0] == 200:
                    break
        return time.monotonic() - began

    def ask(self, method, path, form, cookie, *, leave=False):
        """Send one request; who leaves does not wait for the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60.0)
        headers = {
            "cookie": cookie, "origin": self.origin, "accept": "application/json",
            "content-type": "application/x-www-form-urlencoded",
        }  # fmt: skip
        try:
            connection.request(method, path, urlencode(form), headers)
            if leave:
                return 0, ""
            with connection.getresponse() as answer:
                return answer.status, answer.read().decode()
        finally:
            connection.close()

    def desk(self, **form) -> int:
        """Send a form of the desk."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            status: int = self.ask("POST", "/desk/act", form, f"desk={DESK}")[0]
            return status
        return 0

    def kill(self) -> None:
        """Kill the room's process; its door starts another."""
        count = len(self.processes)
        os.kill(self.processes[-1], signal.SIGKILL)
        while len(self.processes) == count:
            time.sleep(0.01)

    def kill_door(self) -> None:
        """Kill the door, with which the room ends, and open a new one."""
        assert self.door is not None
        self.door.kill()
        self._let_go()
        while is_taken(self.port):
            time.sleep(0.01)
        self.start()

    def stop(self) -> None:
        """Close the door and the room in order."""
        assert self.door is not None
        self.door.terminate()
        self._let_go()

    def _let_go(self) -> None:
        assert self.door is not None
        assert self.door.stdin is not None
        self.door.wait()
        self.door.stdin.close()
        self._reader.join()


def is_taken(port: int) -> bool:
    try:
        open_socket("127.0.0.1", port).close()
    except OSError:
        return True
    return False


def make_room(folder: Path, tables: int, watchers: int) -> Served:
    """Make a room, with one person at each seat and others who watch."""
    live = LiveRoom.make(
        "lesson_50min", now=time.time, folder=folder, tables=tables, timed=False,
        seed=SealedSeed(2**90 + 1, "secret"),
    )  # fmt: skip
    players, others = [], []
    seats = [(table, actor) for table in range(tables) for actor in live.scenario.actors]
    for number, seat in enumerate(seats):
        players.append(arrivals.join(live, f"Player {number}", "en", f"join-{number}"))
        arrivals.sit(live, players[-1].person, seat, by="self")
    for number in range(watchers):
        others.append(arrivals.join(live, f"Watcher {number}", "en", f"watch-{number}"))
        arrivals.park(live, others[-1].person, "parked")
    live.close()
    door = open_socket("127.0.0.1", 0)
    port = door.getsockname()[1]
    door.close()
    return Served(folder, port, players, others)


def cookie_of(entry: arrivals.Pass) -> str:
    return f"seat-{entry.person}={entry.key}"


# -- who plays ---------------------------------------------------------------------------------


class Player(threading.Thread):
    """Somebody who orders and talks without end over a connection that breaks.

    `answered` are the keys of requests to which the room said yes.
    """

    def __init__(self, room: Served, entry: arrivals.Pass, ended: threading.Event) -> None:
        super().__init__(daemon=True)
        self.room, self.entry, self.ended = room, entry, ended
        self.luck = random.Random(entry.person)
        self.answered: list[str] = []
        self.forms: list[dict] = []

    def run(self) -> None:
        while not self.ended.wait(self.luck.uniform(0.1, 0.6)):
            if self.luck.random() < 0.1 or not self.forms:
                self.look()
            form = self.choose()
            self.press(form, f"{self.entry.person}-{secrets.token_hex(8)}")

    def look(self) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            home = f"/p/{self.entry.person}/"
            _, page = self.room.ask("GET", home, {}, cookie_of(self.entry))
            self.forms = [form for form in Forms(page).of("propose") if form["buttons"]]

    def choose(self) -> dict[str, str]:
        if self.forms and self.luck.random() < 0.7:
            form = self.luck.choice(self.forms)
            return {**form["fields"], **dict([self.luck.choice(form["buttons"])])}
        return {"do": "say", "to": "", "text": f"word {self.luck.random()}"}

    def press(self, form: dict[str, str], key: str) -> None:
        """Send a form under one key until the room answers, and now and then once more."""
        path, cookie = f"/p/{self.entry.person}/act", cookie_of(self.entry)
        while not self.ended.is_set():
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.luck.random() < 0.2:
                    self.room.ask("POST", path, {**form, "key": key}, cookie, leave=True)
                status, _ = self.room.ask("POST", path, {**form, "key": key}, cookie)
                if status == 200:
                    self.answered.append(key)
                if status not in (429, 503) and (status != 200 or self.luck.random() < 0.8):
                    return
            time.sleep(self.luck.uniform(LEAST, 1.0))


# -- who listens -------------------------------------------------------------------------------


class Listeners:
    """Doorbells of many people on one loop; each comes back by itself when it is cut off."""

    def __init__(self, room: Served, entries: list[arrivals.Pass]) -> None:
        self.room, self.entries = room, entries
        self.heard: dict[int, list[tuple[float, dict]]] = {one.person: [] for one in entries}
        self.is_on: dict[int, bool] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()
        for entry in self.entries:
            asyncio.run_coroutine_threadsafe(self._listen(entry), self._loop)

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def all_on(self) -> bool:
        return sum(self.is_on.values()) == len(self.entries)

    async def _listen(self, entry: arrivals.Pass) -> None:
        luck, fails = random.Random(entry.person), 0
        url = f"ws://127.0.0.1:{self.room.port}/p/{entry.person}/bell"
        while True:
            try:
                async with websockets.asyncio.client.connect(
                    url, additional_headers={"Cookie": cookie_of(entry)},
                    origin=Origin(self.room.origin), open_timeout=30.0,
                ) as socket:  # fmt: skip
                    async for text in socket:
                        self.is_on[entry.person], fails = True, 0
                        self.heard[entry.person].append((time.monotonic(), json.loads(text)))
            except (OSError, WebSocketException, TimeoutError):
                fails += 1
            self.is_on[entry.person] = False
            await asyncio.sleep(min(MOST, LEAST * 2**fails) * luck.uniform(0.7, 1.3))

    def latest(self) -> dict:
        """Return what the first listener heard last."""
        return next(news for _, news in reversed(self.heard[self.entries[0].person]) if "v" in news)

    def when(self, stage: str, after: float) -> list[float]:
        """Return when each first heard of a stage, from a moment on; waits until all have."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            first = [
                next(
                    (at for at, news in [*lines] if at >= after and news.get("stage") == stage),
                    None,
                )
                for lines in self.heard.values()
            ]
            if None not in first:
                return [at for at in first if at is not None]
            time.sleep(0.02)
        raise TimeoutError(stage)


async def _cancel_all() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


# -- what is measured --------------------------------------------------------------------------


@dataclasses.dataclass
class KillCount:
    """What came of a room that was killed again and again."""

    kills: int = 0
    answered: int = 0
    lost: int = 0
    doubled: int = 0
    not_in_game: int = 0
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
        time.sleep(luck.uniform(0.2, 1.5))
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


def judge(room: Served, answered: list[str], count: KillCount) -> None:
    """Hold the logs of a room against what its people were told."""
    lines = [json.loads(line) for line in (room.folder / "room.jsonl").read_text().splitlines()]
    kept = Counter(line["key"] for line in lines if line.get("key"))
    ordered: Counter[str] = Counter()
    for path in sorted(room.folder.glob("table-*.jsonl")):
        table = [json.loads(line) for line in path.read_text().splitlines()]
        ordered.update(line["key"] for line in table if line["kind"] == "order" and line.get("key"))
    standing = {line["key"] for line in lines if line["kind"] == "proposed" and line["stands"]}
    count.answered += len(answered)
    count.lost += sum(key not in kept for key in answered)
    count.doubled += sum(times > 1 for times in (*kept.values(), *ordered.values()))
    count.not_in_game += sum(ordered[key] != 1 for key in standing)
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
            bad += count.lost + count.doubled + count.not_in_game
            middle, high = np.percentile(count.back, [50, 99])
            print(
                f"{count.kills} kills: {count.answered} acts answered, {count.lost} lost,"
                f" {count.doubled} doubled, {count.not_in_game} not in a game;"
                f" {count.alone} of {given.tables} games replay alone; all clients back"
                f" {middle:.1f} s after the room answered at the median, {high:.1f} at p99",
                flush=True,
            )
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
