"""A class with people at two tables, its clock in the test's hand."""

import asyncio
import contextlib
import dataclasses
import itertools
import threading
import time
from pathlib import Path

import httpx
import pytest
import uvicorn
import websockets.sync.client
from playwright.sync_api import sync_playwright
from websockets.typing import Origin

from game.classroom import acts, arrivals, desk_acts
from game.classroom.access import hash_key
from game.classroom.door import open_socket
from game.classroom.live_room import LiveRoom
from game.classroom.web.application import make_app
from game.classroom.web.site import Doors
from game.saves.sealed_seed import SealedSeed
from tests.classroom.browsers import CHROMIUM, MILLISECONDS, PHONE
from tests.patience import PATIENCE

DESK, BOARD = "d" * 32, "b" * 32
NAMES = ["Ana", "Li", "Tom", "Sam", "Ida", "Mia", "Jon", "Ole", "Eva", "Kai"]


@dataclasses.dataclass
class Class:
    """A live room, its clock, the keys of its people, and requests with fresh keys."""

    live: LiveRoom
    clock: list[float]
    passes: dict[int, arrivals.Pass]
    numbers: itertools.count
    gone: set[int] = dataclasses.field(default_factory=set)

    def person(self, table, actor):
        return self.live.room.team((table, actor))[0]

    def request(self, person, key=None, **more):
        return acts.ActRequest(person=person, key=key or f"key-{next(self.numbers)}", **more)

    def propose(self, table, actor, target, setting, **more):
        acts.propose(self.live, self.request(self.person(table, actor), **more), target, setting)

    def seal(self, table, actor):
        acts.seal(self.live, self.request(self.person(table, actor)))

    def close(self):
        desk_acts.close_step(self.live, self.live.room.place)

    def until(self, stage, turn=None):
        while self.live.room.stage != stage or turn not in (None, self.live.room.step.turn):
            self.close()

    def cookies(self, person):
        return {f"seat-{person}": self.passes[person].key}

    def again(self):
        """Open the room's folder once more, as after a kill."""
        for game in self.live.games.values():
            game.close()
        self.live.files.close()
        self.live = LiveRoom.open(self.live.files.folder, now=lambda: self.clock[0])
        return self.live


def make_class(folder: Path, people=10, seed=2**100 + 7, plan="lesson_50min", **given) -> Class:
    clock = [1_800_000_000.0]
    live = LiveRoom.make(
        plan, now=lambda: clock[0], folder=folder, seed=SealedSeed(seed, "secret"), **given
    )
    room = Class(live, clock, {}, itertools.count())
    for name in itertools.islice(itertools.cycle(NAMES), people):
        entry = arrivals.join(live, name, "en", f"join-{next(room.numbers)}")
        arrivals.sit(live, entry.person, arrivals.suggested_seat(live), by="self")
        room.passes[entry.person] = entry
    return room


@pytest.fixture
def klass(tmp_path):
    return make_class(tmp_path / "room")


@dataclasses.dataclass
class Browser:
    """A browser without script that has some keys; it follows no redirect."""

    client: httpx.Client
    keys: dict[str, str]
    origin: dict[str, str]

    def get(self, path, **given):
        return self.client.get(path, headers=self._headers(given))

    def post(self, path, **given):
        return self.client.post(path, headers=self._headers(given), **given)

    def bell(self, path, origin=None):
        url = str(self.client.base_url).replace("http", "ws", 1) + path
        headers = {"Cookie": self._cookie()}
        return websockets.sync.client.connect(
            url, additional_headers=headers, origin=Origin(origin or self.origin["origin"])
        )

    def headers(self, given=None):
        """Return the headers of a request, with the keys."""
        return {"cookie": self._cookie(), **(self.origin if given is None else given)}

    def _headers(self, given):
        return self.headers(given.pop("headers", None))

    def _cookie(self):
        return "; ".join(f"{name}={key}" for name, key in self.keys.items())


@pytest.fixture
def web(klass, web_of):
    """The class on the web: a function that returns a browser with some keys."""
    return web_of(klass)


@pytest.fixture
def web_of(monkeypatch):
    """Put a class on the web; what comes back returns a browser with some keys."""
    # Time is in the test's hand: it ticks itself.
    monkeypatch.setattr("game.classroom.web.application.TICK", 10_000.0)
    with contextlib.ExitStack() as stack:
        yield lambda klass: stack.enter_context(_serving(klass))


@contextlib.contextmanager
def _serving(klass):
    doors = Doors(
        desk_hash=hash_key(DESK), board_hash=hash_key(BOARD), addresses=("192.168.1.2:8000",)
    )
    config = uvicorn.Config(
        make_app(klass.live, doors), log_level="error", ws="websockets-sansio", access_log=False
    )
    server = uvicorn.Server(config)
    door = open_socket("127.0.0.1", 0)
    base = f"http://127.0.0.1:{door.getsockname()[1]}"
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[door])))
    thread.start()
    while not server.started:
        time.sleep(0.01)
    with httpx.Client(base_url=base, timeout=PATIENCE) as client:
        yield lambda **keys: Browser(client, keys, {"origin": base})
    server.should_exit = True
    thread.join()
    door.close()


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def large_letters(chromium):
    """A browser whose reader has set letters of twice the size."""
    browser = chromium.browser_type.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--blink-settings=defaultFontSize=32"]
    )
    yield browser
    browser.close()


@pytest.fixture
def opened(klass, web, chromium):
    """Open a window of a size, with the keys of the desk, the board and some people."""
    base = web().origin["origin"]
    contexts = []

    def open_window(*people, size=PHONE, browser=chromium, **given):
        width, height = size
        context = browser.new_context(
            base_url=base, viewport={"width": width, "height": height}, **given
        )
        keys = {"desk": DESK, "board": BOARD}
        for person in people:
            keys |= klass.cookies(person)
        context.set_default_timeout(MILLISECONDS)
        context.add_cookies([{"name": n, "value": k, "url": base} for n, k in keys.items()])
        contexts.append(context)
        return context

    yield open_window
    for context in contexts:
        context.close()
