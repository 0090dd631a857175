"""One thread for everything that touches the room or a game, most urgent first.

Sockets stay on the event loop, so a view that is being worked out keeps no bell from ringing.
"""

from __future__ import annotations

import asyncio
import contextvars
import enum
import itertools
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Urgency(enum.IntEnum):
    """What goes first."""

    BELL = 0
    SEAL = 1
    ORDER = 2
    PAGE = 3
    SLOW = 4


class Engine:
    """The thread, and the queue of what it has to do."""

    def __init__(self) -> None:
        self._queue: queue.PriorityQueue[tuple[int, int, Callable[[], None] | None]] = (
            queue.PriorityQueue()
        )
        self._numbers = itertools.count()
        self._thread = threading.Thread(target=self._work, name="engine", daemon=True)
        self._thread.start()

    async def run(self, urgency: Urgency, work: Callable[..., T], *given: Any) -> T:
        """Do something on the thread, in the language of the caller, and return what it returns."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        context = contextvars.copy_context()

        def settle(method: Callable[[Any], None], value: Any) -> None:
            if not future.done():
                method(value)

        def task() -> None:
            try:
                result = context.run(work, *given)
            except BaseException as error:  # whoever waits is told, whatever it was
                loop.call_soon_threadsafe(settle, future.set_exception, error)
            else:
                loop.call_soon_threadsafe(settle, future.set_result, result)

        self._queue.put((urgency, next(self._numbers), task))
        return await future

    def stop(self) -> None:
        """Let it finish what it is at, and end."""
        self._queue.put((-1, next(self._numbers), None))
        self._thread.join(timeout=5.0)

    def _work(self) -> None:
        while True:
            *_, task = self._queue.get()
            if task is None:
                return
            task()
