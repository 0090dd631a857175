"""Robot students that rehearse a class: they read the same pages and send the same forms as people.

They know nothing of the game: they press what a page offers. Some send a form twice, or load the
page again in the middle; nothing may come of either.
"""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

# What a robot does in one phase before it seals, at most.
MOST_ACTS = 3
TIMEOUT = 60.0


class Forms(HTMLParser):
    """The forms of a page: where each goes, its hidden fields, and what may be pressed in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take one element in."""
        given = {name: value or "" for name, value in attrs}
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

    def ask(
        self, method: str, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, str, dict[str, str]]:
        """Send one request, again and again until the room answers."""
        headers = {
            "cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "origin": f"http://127.0.0.1:{self.port}",
            "content-type": "application/x-www-form-urlencoded",
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

    def live(self) -> None:
        """Play until the class is over."""
        version, stage = "", ""
        while stage != "archived" and self.home:
            bell = f"{self.home}bell?after={version}&wait=5"
            status, text, _ = self.ask("GET", bell)
            if status != 200:
                self.counted(f"bell answered {status}")
                return
            told = json.loads(text)
            if told["stage"] != stage:
                stage = told["stage"]
                self.play(stage)
            version = told["v"]

    def play(self, stage: str) -> None:
        """Do what a student does in a stage."""
        if stage not in ("measures", "responses"):
            self.ask("GET", self.home)
            return
        for _ in range(self.luck.randint(0, MOST_ACTS)):
            _, page, _ = self.ask("GET", self.home)
            offers = [form for form in Forms(page).of("propose") if form["buttons"]]
            if not offers:
                break
            self.press(self.luck.choice(offers))
            if self.luck.random() < 0.3:
                time.sleep(self.luck.random())
        _, page, _ = self.ask("GET", self.home)
        for form in Forms(page).of("seal"):
            self.press(form)

    def press(self, form: dict[str, Any]) -> None:
        """Send a form with one of its buttons; now and then twice, as an impatient hand does."""
        fields = dict(form["fields"])
        if form["buttons"]:
            name, value = self.luck.choice(form["buttons"])
            fields[name] = value
        for _ in range(2 if self.luck.random() < 0.2 else 1):
            status, _, _ = self.ask("POST", form["action"], fields)
            self.counted("done" if status == 303 else f"act answered {status}")


def begin_rehearsal(
    port: int, desk_key: str, robots: int, *, told: Callable[[str], None], ended: threading.Event
) -> None:
    """Let robots come in and play, in threads of their own; `ended` is set at the end."""
    args = (port, desk_key, robots, told, ended)
    threading.Thread(target=_rehearse, args=args, daemon=True).start()


def _rehearse(
    port: int, desk_key: str, robots: int, told: Callable[[str], None], ended: threading.Event
) -> None:
    counts: dict[str, int] = {}
    lock = threading.Lock()

    def count(what: str) -> None:
        with lock:
            counts[what] = counts.get(what, 0) + 1

    try:
        desk = Robot(port, 0, count)
        desk.cookies["desk"] = desk_key
        _, page, _ = desk.ask("GET", "/desk")
        code = page.split('data-code="')[1][:4]
        students = [Robot(port, number + 1, count) for number in range(robots)]
        for student in students:
            student.join(code)
        threads = [threading.Thread(target=one.live, daemon=True) for one in students]
        for thread in threads:
            thread.start()
        began = time.monotonic()
        desk.ask("POST", "/desk/act", {"do": "close", "place": "0"})
        for thread in threads:
            thread.join()
        _, page, _ = desk.ask("GET", "/desk")
        told(f"Rehearsed in {time.monotonic() - began:.0f} s with {robots} robots.")
        for what, times in sorted(counts.items()):
            told(f"  {what}: {times}")
    finally:
        ended.set()
