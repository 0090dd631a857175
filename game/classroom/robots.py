"""Robot students that rehearse a class: they read the same pages and send the same forms as people.

They know nothing of the game: they press what a page offers, over most of the time that the clock
gives. Some send a form twice, or load the page again in the middle; nothing may come of either.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

# What a robot does in one phase before it seals, at most.
MOST_ACTS = 3
TIMEOUT = 60.0
# The share of a phase's time after which a robot seals, at the earliest and at the latest.
EARLIEST, LATEST = 0.3, 0.8
# Of so many robots one never seals by itself while there is a clock.
SLOW = 8
# A robot asks for news so often, in seconds: less than a room takes silence for absence.
POLL = 3.0


class RobotTally:
    """How often what happened to robots, counted from many threads."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def __call__(self, what: str) -> None:
        """Count something once more."""
        with self._lock:
            self._counts[what] += 1

    def __getitem__(self, what: str) -> int:
        return self._counts[what]

    def lines(self) -> list[str]:
        """Return what was counted, in the order of its words."""
        with self._lock:
            return [f"{what}: {times}" for what, times in sorted(self._counts.items())]


class Forms(HTMLParser):
    """The forms of a page: where each goes, its hidden fields, and what may be pressed in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        # What the debrief says that orders made of tables, the largest first.
        self.effects: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take one element in."""
        given = {name: value or "" for name, value in attrs}
        if "data-effect" in given:
            self.effects.append(given["data-effect"])
        if tag == "form":
            self.forms.append({"action": given.get("action", ""), "fields": {}, "buttons": []})
        elif not self.forms:
            return
        elif tag == "input" and given.get("type") == "hidden":
            self.forms[-1]["fields"][given["name"]] = given.get("value", "")
        elif tag == "button" and given.get("name") and "disabled" not in given:
            self.forms[-1]["buttons"].append((given["name"], given.get("value", "")))

    def of(self, act: str) -> list[dict[str, Any]]:
        """Return the forms that do something of a kind."""
        return [form for form in self.forms if form["fields"].get("do") == act]


class Robot:
    """One robot at a seat: a browser without a window."""

    def __init__(self, port: int, number: int, counted: Callable[[str], None]) -> None:
        self.port, self.number, self.counted = port, number, counted
        self.cookies: dict[str, str] = {}
        self.home = ""
        self.luck = random.Random(number)
        # Somebody is always at it until the clock ends: a class takes the minutes of its plan.
        self.is_slow = number % SLOW == SLOW - 1
        # While it is set the robot has left: its screens are silent.
        self.gone = threading.Event()

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None, *, accept: str = "*/*"
    ) -> tuple[int, str, dict[str, str]]:
        """Send one request, again and again until the room answers."""
        headers = {
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "origin": f"http://127.0.0.1:{self.port}",
            "content-type": "application/x-www-form-urlencoded",
            "accept": accept,
        }
        for wait in (0.2, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0, 4.0):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
            try:
                connection.request(method, path, urlencode(form or {}), headers)
                answer = connection.getresponse()
                text = answer.read().decode()
                if answer.status not in (429, 503):
                    self._keep_cookies(answer)
                    return answer.status, text, dict(answer.getheaders())
            except (OSError, http.client.HTTPException):
                self.counted("tried again")
            finally:
                connection.close()
            time.sleep(wait)
        self.counted("gave up")
        return 0, "", {}

    def _keep_cookies(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("set-cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value

    def join(self, code: str) -> None:
        """Come in and sit down."""
        form = {"code": code, "name": f"Robot {self.number}", "key": f"robot{self.number}"}
        status, _, headers = self.ask("POST", "/join", form)
        self.counted("joined" if status == 303 else f"join answered {status}")
        self.home = headers.get("location", "").removesuffix("welcome")

    def bell(self, version: str) -> dict[str, Any] | None:
        """Wait for a change, and return what the bell says; None where it says nothing."""
        status, text, _ = self.ask("GET", f"{self.home}bell?after={version}&wait={POLL}")
        if status != 200:
            self.counted(f"bell answered {status}")
            return None
        news: dict[str, Any] = json.loads(text)
        return news

    def live(self) -> None:
        """Play until the class is over."""
        version, stage = "", ""
        while stage != "archived" and self.home:
            while self.gone.is_set():
                time.sleep(0.2)
            news = self.bell(version)
            if news is None:
                return
            if news["stage"] != stage:
                stage = news["stage"]
                self.play(stage, news["left"] or 0.0)
            version = news["v"]

    def play(self, stage: str, left: float) -> None:
        """Do what a student does in a stage, of which so many seconds are left."""
        if stage not in ("measures", "responses"):
            _, page, _ = self.ask("GET", self.home)
            for form in Forms(page).of("go_on"):
                self.press(form)
            return
        acts = self.luck.randint(0, MOST_ACTS)
        pause = self.luck.uniform(EARLIEST, LATEST) * left / (acts + 1)
        for _ in range(acts):
            time.sleep(pause)
            _, page, _ = self.ask("GET", self.home)
            offers = [form for form in Forms(page).of("propose") if form["buttons"]]
            if not offers or not self.press(self.luck.choice(offers)):
                return
        time.sleep(pause)
        if self.is_slow and left:
            return  # the clock closes the phase, and its draft counts
        _, page, _ = self.ask("GET", self.home)
        for form in Forms(page).of("seal"):
            self.press(form)

    def press(self, form: dict[str, Any]) -> bool:
        """Send a form with one of its buttons; now and then twice, as an impatient hand does.

        Returns whether the phase is still open.
        """
        fields = dict(form["fields"])
        if form["buttons"]:
            name, value = self.luck.choice(form["buttons"])
            fields[name] = value
        status, text = 0, ""
        for _ in range(2 if self.luck.random() < 0.2 else 1):
            status, text, _ = self.ask("POST", form["action"], fields, accept="application/json")
            self.counted("done" if status == 200 else _told(status, text))
        return status != 409


def _told(status: int, text: str) -> str:
    """Return why a form was refused, in a few words."""
    if status == 409:
        return "came too late"
    try:
        return f"refused ({status}): {json.loads(text)['problem']}"
    except (ValueError, KeyError):
        return f"act answered {status}"
