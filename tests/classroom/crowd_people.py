"""Who is at a room in a crowd: players whose lines break, and doorbells that come back."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import random
import secrets
import threading
import time

import websockets.asyncio.client
from websockets.exceptions import WebSocketException
from websockets.typing import Origin

from game.classroom import arrivals
from game.classroom.robots import Forms
from tests.classroom.served_room import Served, cookie_of
from tests.patience import PATIENCE

LEAST, MOST = 0.3, 4.0


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
