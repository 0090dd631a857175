"""A room of a class served by its own processes, which may be killed."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

from game.classroom import arrivals
from game.classroom.access import hash_key
from game.classroom.door import open_socket
from game.classroom.live_room import LiveRoom
from game.saves.sealed_seed import SealedSeed
from tests.patience import PATIENCE

DESK = "d" * 32
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
    behind_proxy: bool = False
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
            "behind_proxy": self.behind_proxy,
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
