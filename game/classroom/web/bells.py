"""The doorbell: a short text that says that something changed, over a WebSocket or a long poll.

It says nothing of what changed. Losing it loses nothing: a page that was away asks once and is
current. A bell rings for a reader only where what this reader may see has changed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketDisconnect

from game.classroom.live_room import LiveRoom
from game.classroom.room import Seat

LONGEST_WAIT = 20.0
# A line of silence is broken after so many seconds, so that a dead socket is noticed.
HEARTBEAT = 10.0

Mark = tuple[int | float | str | None, ...]


class Bells:
    """All who listen, and what they are told."""

    def __init__(self, live: LiveRoom) -> None:
        self.live = live
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()
        self._is_open = True

    def start(self) -> None:
        """Ring from now on, on the loop that runs."""
        self._loop = asyncio.get_running_loop()
        self.live.on_change = self._ring_from_engine

    def stop(self) -> None:
        """Send everybody away: the server ends."""
        self._is_open = False
        self._ring()

    def _ring_from_engine(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def _ring(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # -- what is told --------------------------------------------------------------------------

    def public(self) -> Mark:
        """Return what tells one state of the room from another for those who see what is public."""
        room = self.live.room
        clock = room.clock
        return (room.public, self.live.revision, room.place, clock.deadline, clock.left)

    def of_seat(self, seat: Seat) -> Mark:
        """Return the same for a seat."""
        room = self.live.room
        extra = room.extra.get(seat, 0.0)
        return (*self.public(), room.own[seat], room.own[seat[0], ""], extra)

    def of_desk(self) -> Mark:
        """Return the same for the desk, which sees every line."""
        return (*self.public(), self.live.room.lines)

    def text(self, mark: Mark, seat: Seat | None = None) -> str:
        """Return what the bell says."""
        clock = self.live.room.clock
        left = self.live.seconds_left(seat)
        return json.dumps(
            {
                "v": "-".join(map(str, mark)),
                "left": None if left is None else round(left, 1),
                "running": clock.is_running,
                "stage": self.live.room.stage,
            }
        )

    # -- how it is heard -----------------------------------------------------------------------

    async def poll(
        self, after: str, wait: float, mark: Callable[[], Mark], seat: Seat | None
    ) -> Response:
        """Answer when something has changed since `after`, or when the wait is over."""
        ends = asyncio.get_running_loop().time() + min(max(wait, 0.0), LONGEST_WAIT)
        while self._is_open and "-".join(map(str, mark())) == after:
            left = ends - asyncio.get_running_loop().time()
            if left <= 0.0 or not await self._wait(left):
                break
        return Response(self.text(mark(), seat), media_type="application/json")

    async def serve(
        self,
        socket: WebSocket,
        mark: Callable[[], Mark],
        seat: Seat | None,
        touch: Callable[[], None] = lambda: None,
    ) -> None:
        """Tell a socket each change until it closes."""
        await socket.accept()
        reader = asyncio.ensure_future(_drain(socket))
        rung: Mark | None = None
        try:
            while self._is_open and not reader.done():
                touch()
                now = mark()
                await socket.send_text(self.text(now, seat) if now != rung else '{"beat":1}')
                rung = now
                while mark() == rung and not reader.done() and await self._wait(HEARTBEAT, reader):
                    pass
            if not reader.done():
                await socket.close(1012)
        except (WebSocketDisconnect, RuntimeError, OSError):
            pass  # it left; its page comes back by itself
        finally:
            reader.cancel()

    async def _wait(self, seconds: float, *leaving: asyncio.Future[None]) -> bool:
        """Wait for a change, or for somebody to leave; tell whether either came in time."""
        changed = asyncio.ensure_future(self._changed.wait())
        awaited: set[asyncio.Future[Any]] = {changed, *leaving}
        try:
            come, _ = await asyncio.wait(
                awaited, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            changed.cancel()
        return self._is_open and bool(come)


async def _drain(socket: WebSocket) -> None:
    """Read until the other side closes; a doorbell listens to nothing."""
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return
