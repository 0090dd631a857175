"""The door of a class: it holds the listening socket and starts the room again when that dies.

It imports nothing of the game, so that it is there at once; while the room is away, requests wait
in the socket and do not fail.
"""

from __future__ import annotations

import base64
import dataclasses
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

BACKLOG = 1_024
# A room that dies so often without having lived so many seconds does so for a reason that a restart
# does not mend.
MOST_DEATHS, SHORT_LIFE = 5, 60.0
# How often the door looks whether it shall close, and how long a room has to end, in seconds.
LOOK, PATIENCE = 0.25, 10.0
SHARES = sys.platform == "win32"


@dataclasses.dataclass(frozen=True, kw_only=True)
class RoomAddress:
    """What a room process needs: its folder, the hashes of its keys, and where phones find it."""

    folder: str
    desk_hash: str
    board_hash: str
    addresses: tuple[str, ...]
    network: str = ""
    behind_proxy: bool = False


def open_socket(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    OSError
        If the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    door = socket.socket(family, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(BACKLOG)
    except OSError:
        door.close()
        raise
    return door


def keep(
    door: socket.socket,
    address: RoomAddress,
    report: Callable[[str], None],
    ended: threading.Event,
    started: Callable[[int], None] = lambda _: None,
) -> int:
    """Serve a room until it ends, or until `ended` is set; return its exit code.

    `started` is told the number of each process that serves the room.
    """
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: ended.set())
    deaths = 0
    while True:
        began = time.monotonic()
        room = _start(door, address)
        started(room.pid)
        code = _await(room, ended)
        if code == 0 or ended.is_set():
            return 0
        deaths = deaths + 1 if time.monotonic() - began < SHORT_LIFE else 1
        if deaths >= MOST_DEATHS:
            return code
        report("The room stopped and starts again; nothing that was saved is lost.")


def _start(door: socket.socket, address: RoomAddress) -> subprocess.Popen[bytes]:
    """Start the process of a room, and hand it the socket."""
    room = subprocess.Popen(
        [sys.executable, "-m", "game.classroom.serve"],
        stdin=subprocess.PIPE,
        pass_fds=() if SHARES else (door.fileno(),),
        # The terminal's interrupt goes to the door, which ends the room in order.
        start_new_session=not SHARES,
    )
    given = {"address": dataclasses.asdict(address), "socket": _handle(door, room.pid)}
    assert room.stdin is not None
    try:
        room.stdin.write(json.dumps(given).encode() + b"\n")
        room.stdin.flush()
    except BrokenPipeError:
        pass  # it died at once, which whoever waits for it notices
    return room


def _handle(door: socket.socket, process: int) -> int | str:
    """Return how another process finds the socket: by its number, or as a shared one."""
    if sys.platform == "win32":
        return base64.b64encode(door.share(process)).decode()
    return door.fileno()


def take_socket(handle: int | str) -> socket.socket:
    """Return the socket that the door handed over."""
    if sys.platform == "win32":
        return socket.fromshare(base64.b64decode(str(handle)))
    return socket.socket(fileno=int(handle))


def _await(room: subprocess.Popen[bytes], ended: threading.Event) -> int:
    """Wait for a room's end; once `ended` is set, ask it to end in order."""
    while True:
        try:
            return room.wait(timeout=LOOK)
        except subprocess.TimeoutExpired:
            if ended.is_set():
                break
    room.terminate()
    try:
        return room.wait(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        room.kill()
        return room.wait()
