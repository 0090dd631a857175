"""A rehearsal: robots play a plan at a class's own pages, and what came of it is told at the end.

With trouble, one student leaves in the second turn and is back in the last, the desk lets an event
strike at all tables, and the room's process is killed in the third turn.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable

from game.classroom.robots import Forms, Robot, RobotTally

EVENT = "leaked_rule"
LEAVES, STRIKES, KILLED, RETURNS = 1, 1, 2, 3
# How long the debrief may take to find what made the difference, in seconds.
PATIENCE = 120.0
KILL = signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM


class Rehearsal:
    """Robots in threads of their own, and one at the desk."""

    def __init__(
        self, port: int, desk_key: str, robots: int, *, report: Callable[[str], None],
        kill: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        self.counts = RobotTally()
        self.desk = Robot(port, 0, self.counts)
        self.desk.cookies["desk"] = desk_key
        self.desk.home = "/desk/"
        self.students = [Robot(port, number + 1, self.counts) for number in range(robots)]
        self.report, self._kill = report, kill
        self._turn, self._planned = -1, 0.0

    def run(self) -> None:
        """Let robots come in and play, and tell how it went."""
        _, page, _ = self.desk.ask("GET", "/desk")
        code = page.split('data-code="')[1][:4]
        for student in self.students:
            student.join(code)
        threads = [threading.Thread(target=student.live, daemon=True) for student in self.students]
        for thread in threads:
            thread.start()
        began = time.monotonic()
        self.act(do="close", place="0")
        self._watch()
        seconds = time.monotonic() - began
        for thread in threads:
            thread.join()
        self.report(f"Rehearsed in {seconds:.0f} s with {len(self.students)} robots.")
        if self._planned:
            drift = 100.0 * (seconds / self._planned - 1.0)
            self.report(f"The plan's minutes take {self._planned:.0f} s: {drift:+.1f} %.")
        for line in self.counts.lines():
            self.report(f"  {line}")
        self.report(self._what_decided())

    def act(self, **form: str) -> None:
        """Send a form of the desk."""
        status, text, _ = self.desk.ask("POST", "/desk/act", form, accept="application/json")
        if status != 200:
            self.counts(f"desk: {text[:80]}")

    def _watch(self) -> None:
        """Follow the class from the desk to its end, and make trouble on the way."""
        version, stage = "", ""
        while stage != "archived":
            news = self.desk.bell(version)
            if news is None:
                return
            version = news["v"]
            if news["stage"] != stage:
                stage = news["stage"]
                self._turn += stage == "measures"
                self._planned += news["left"] or 0.0
                if self._kill and stage in ("measures", "quarter"):
                    self._trouble(stage)
            if not news["running"] and news["left"] is not None:
                # After a restart the clock stands until the desk lets it run.
                self.act(do="go_on")
                self.counts("clock released")

    def _trouble(self, stage: str) -> None:
        """Do what goes wrong in this turn of a class."""
        absent = self.students[-1]
        if (stage, self._turn) == ("measures", LEAVES):
            absent.gone.set()
            self.counts("left")
        if (stage, self._turn) == ("quarter", STRIKES):
            self.act(do="inject", table="all", event=EVENT, scale="1.0", at="now", key="rehearsed")
            self.counts("event struck")
        if (stage, self._turn) == ("measures", KILLED) and self._kill:
            self._kill()
            self.counts("room killed")
        if (stage, self._turn) == ("measures", RETURNS):
            absent.gone.clear()
            self.counts("came back")

    def _what_decided(self) -> str:
        """Return the decision that the debrief names first, once it has tried them all."""
        ends = time.monotonic() + PATIENCE
        page = ""
        while time.monotonic() < ends:
            _, page, _ = self.desk.ask("GET", "/board")
            if "data-ready" in page:
                break
            time.sleep(0.5)
        effects = Forms(page).effects
        if not effects:
            return "No order made a difference between the tables."
        return f"What made the difference: {effects[0]}."


def begin_rehearsal(
    port: int, desk_key: str, robots: int, *, report: Callable[[str], None], ended: threading.Event,
    kill: Callable[[], None] | None = None,
) -> None:  # fmt: skip
    """Let robots play in threads of their own; `ended` is set at the end."""

    def work() -> None:
        try:
            Rehearsal(port, desk_key, robots, report=report, kill=kill).run()
        finally:
            ended.set()

    threading.Thread(target=work, daemon=True).start()


def killer_of(process: list[int]) -> Callable[[], None]:
    """Return what kills the process whose number stands last in a list."""
    return lambda: os.kill(process[-1], KILL)
