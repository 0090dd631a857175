"""Whether the contest is alive: the table of its laws, measured.

    python benchmarks/contest.py [--rows 1,2,12] [--scenarios december_2025] [--seats beijing]

Plays, searches and prints a line for every number that a law is about, with its mark. Searches and
tests have luck of their own. With `--keep FILE` what is measured is kept, and the same command
goes on where it was stopped; `--write` makes docs/contest.md of all that the file holds.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import math
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from tqdm import tqdm

from game import __version__
from game.commands._terminal import finite_or_none
from game.config.scenarios import load_scenario
from game.contests.laws.engine import read_house_laws
from game.contests.laws.ground import Budget, Ground
from game.contests.laws.readings import Cell, Reading, is_met
from game.contests.laws.shortfalls import SHORTFALLS
from game.contests.laws.table import EVERY, Law
from game.contests.laws.table import LAWS as PLAYED_LAWS
from game.contests.redteam.side_by_side import play_casts
from game.hindcast.laws import LAWS as HINDCAST_LAWS
from game.hindcast.record.scenario import NAME as HINDCAST
from game.paths import CLONE

PAGE = CLONE / "docs" / "contest.md"
NOT_BUILT = "not built yet"
# A turn of so many games is timed against a fixed piece of arithmetic on the same machine: so many
# of the one took as long as one of the other before there were deals and choices.
TIMED_GAMES = 200
REFERENCE = 0.74


def turn_time(ground: Ground) -> float:
    """Return the processor time of a turn over that of a fixed piece of arithmetic."""
    turns, passes = [], []
    for _ in range(8):  # the quickest of each: a busy machine slows some of them
        turns.append(processor_time(lambda: play_once(ground)) / ground.scenario.turns)
        passes.append(processor_time(pass_reference))
    return min(turns) / min(passes)


def play_once(ground: Ground) -> None:
    """Play the scenario's own cast."""
    play_casts(ground.scenario, [ground.line_ups["own"]], seed=0, games=TIMED_GAMES)


def pass_reference() -> None:
    """Do the fixed piece of arithmetic."""
    values = np.linspace(0.1, 1.0, 200 * 30).reshape(200, 30)
    for _ in range(1200):
        values = np.exp(-values) / (1.0 + values)


def processor_time(work: Callable[[], None]) -> float:
    """Return the processor time that a piece of work takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def read_house_and_time(ground: Ground) -> list[Reading]:
    """Read law 24 whole."""
    timed = Reading(
        cell=ground.cell(24, line_up="own"),
        part="time of a turn, over that of the reference",
        value=turn_time(ground) / REFERENCE,
        unit="times",
        high=1.4,
    )
    return [*read_house_laws(ground), timed]


LAWS: dict[int, Law] = dict(
    sorted(
        {
            **PLAYED_LAWS,
            **HINDCAST_LAWS,
            24: dataclasses.replace(PLAYED_LAWS[24], of_scenario=read_house_and_time),
        }.items()
    )
)


# What a budget that was kept before a part of it came is taken to have been.
NO_BUDGET = dataclasses.asdict(Budget())


class Kept:
    """Readings that are kept in a file, each with the budget it was made with."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.parts: dict[str, dict] = {}
        if path is not None and path.exists():
            self.parts = json.loads(path.read_text(encoding="utf-8"))

    def find(self, key: str, budget: Budget) -> list[Reading] | None:
        """Return the readings under a key, if they were made with this budget."""
        part = self.parts.get(key)
        if part is None or NO_BUDGET | part["budget"] != dataclasses.asdict(budget):
            return None
        return [read_reading(one) for one in part["readings"]]

    def add(self, key: str, budget: Budget, readings: list[Reading]) -> None:
        """Keep readings, and write the file."""
        self.parts[key] = {
            "budget": dataclasses.asdict(budget),
            "measured": version(),
            "readings": [object_of(one) for one in readings],
        }
        if self.path is not None:
            self.path.write_text(json.dumps(self.parts, indent=1), encoding="utf-8")

    def readings(self) -> list[Reading]:
        """Return all readings that are kept."""
        return [read_reading(one) for part in self.parts.values() for one in part["readings"]]


def version() -> str:
    """Return the version, with its commit and date where the files are a clone."""
    done = subprocess.run(
        ["git", "log", "-1", "--format=%h of %cs"], cwd=CLONE, capture_output=True, text=True
    )
    return f"{__version__} ({done.stdout.strip() or datetime.date.today().isoformat()})"


def object_of(reading: Reading) -> dict:
    """Return a reading as JSON has it: what is without end is null."""
    kept = dataclasses.asdict(reading)
    kept["notes"] = [(name, finite_or_none(value)) for name, value in reading.notes]
    return {
        name: finite_or_none(value) if isinstance(value, float) else value
        for name, value in kept.items()
    } | {"holds": reading.holds}


def read_reading(kept: dict) -> Reading:
    """Return a reading from what a file has of it."""
    ends = {"low": -math.inf, "high": math.inf, "value": math.inf, "error": math.inf}
    given = {name: value for name, value in kept.items() if name not in {"holds", "notes"}}
    given |= {name: end for name, end in ends.items() if kept[name] is None}
    notes = tuple((name, math.inf if value is None else value) for name, value in kept["notes"])
    return Reading(**{**given, "cell": Cell(**kept["cell"]), "notes": notes})


def measure(wanted: argparse.Namespace, kept: Kept) -> list[Reading]:
    """Return the readings of the wanted rows, scenarios and seats."""
    budget = Budget(
        **{field.name: getattr(wanted, field.name) for field in dataclasses.fields(Budget)}
    )
    grounds: dict[str, Ground] = {}
    work = [
        (law, scenario, seat)
        for law in wanted.rows
        for scenario in wanted.scenarios
        if scenario in law.scenarios
        for seat in seats_of(law, scenario, wanted.seats)
    ]
    readings = []
    for law, scenario, seat in tqdm(work, unit=" cells", disable=None):
        key = f"{law.number} {scenario} {seat}".strip()
        known = kept.find(key, budget)
        if known is None:
            ground = grounds.setdefault(scenario, Ground(scenario, budget))
            known = law.read(ground, seat)
            kept.add(key, budget, known)
        readings += known
    return readings


def seats_of(law: Law, scenario: str, wanted: list[str]) -> list[str]:
    """Return the seats to read a law at; a law of the scenario as a whole has none."""
    whole = [""] if law.of_scenario is not None else []
    if law.of_seat is None:
        return whole
    return whole + [seat for seat in load_scenario(scenario).seats if not wanted or seat in wanted]


# -- what is printed -------------------------------------------------------------------------------


def number(value: float) -> str:
    """Return a number with as many digits as it is good for."""
    if not math.isfinite(value):
        return "without end"
    return f"{value:.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.3g}"


def wanted_of(reading: Reading) -> str:
    """Return where a law wants a number."""
    if not reading.is_marked:
        return "told only"
    if reading.low > -math.inf and reading.high < math.inf:
        return f"{number(reading.low)} to {number(reading.high)}"
    bound = (
        f"at least {number(reading.low)}"
        if reading.low > -math.inf
        else f"at most {number(reading.high)}"
    )
    return f"{bound}, by {reading.errors:g} errors" if reading.errors else bound


def value_of(reading: Reading) -> str:
    """Return a number with its standard error and unit."""
    error = f" ± {number(reading.error)}" if reading.error else ""
    return f"{number(reading.value)}{error} {reading.unit}".strip()


def standing(law: Law, readings: list[Reading]) -> str:
    """Return whether a law holds over what was read of it, in words."""
    if not law.is_built:
        return NOT_BUILT
    if not readings:
        return "not measured"
    unread = law.unread(readings)
    if not is_met(readings):
        holds = "does not hold"
    elif unread:
        holds = "holds as far as it is measured"
    else:
        holds = "holds as far as it is built" if law.lacks else "holds"
    return f"{holds}; not measured: {', '.join(unread)}" if unread else holds


def readings_of(law: Law, readings: list[Reading]) -> list[Reading]:
    """Return what was read of a law, and what becomes of it over all scenarios."""
    read = [one for one in readings if one.cell.law == law.number]
    return read if law.join is None else [*read, *law.judged(readings)]


def cells_of(readings: list[Reading]) -> str:
    """Return in how many cells a law holds."""
    return f"{sum(one.holds for one in readings)} of {len(readings)}" if readings else ""


def print_table(rows: list[Law], readings: list[Reading]) -> None:
    """Print every law and what was read of it."""
    for law in rows:
        read, judged = readings_of(law, readings), law.judged(readings)
        print(f"\n{law.number}. {law.says}\n   mark: {law.mark}")
        print(f"   {standing(law, judged)}  {cells_of(judged)}")
        if law.lacks:
            print(f"   {NOT_BUILT}: {law.lacks}")
        for one in read:
            cell = " ".join(
                part for part in (one.cell.scenario, one.cell.seat, one.cell.line_up) if part
            )
            flag = " " if one.holds else "!"
            print(f"   {flag} {cell}: {one.part} {value_of(one)} ({wanted_of(one)})")
            if one.notes:
                told = ", ".join(f"{name} {number(value)}" for name, value in one.notes[:10])
                print(f"       {told}")


def page_of(kept: Kept) -> str:
    """Return docs/contest.md: the laws, and every number behind them."""
    readings = kept.readings()
    lines = [HEAD, "| # | law | mark | cells | today |", "|---|---|---|---|---|"]
    for law in LAWS.values():
        judged = law.judged(readings)
        today = standing(law, judged) + (f"; {NOT_BUILT}: {law.lacks}" if law.lacks else "")
        lines.append(f"| {law.number} | {law.says} | {law.mark} | {cells_of(judged)} | {today} |")
    lines += ["", how_measured(kept)]
    for law in LAWS.values():
        read = readings_of(law, readings)
        if read:
            made = f"Measured on {', '.join(versions_of(kept, law))}."
            lines += ["", f"## Law {law.number}: {law.says}", "", made, "", *rows_of(read)]
            why = SHORTFALLS.get(law.number)
            if why and not is_met(law.judged(readings)):
                lines += ["", f"*Why it does not hold, as far as is known.* {why}"]
    return "\n".join(lines) + "\n"


def rows_of(readings: list[Reading]) -> list[str]:
    """Return the table of what was read of one law, its line-ups in one row."""
    rows = [
        "| scenario | seat | what | measured | mark | holds |",
        "|---|---|---|---|---|---|",
    ]
    together: dict[tuple[str, str, str], list[Reading]] = {}
    for one in readings:
        together.setdefault((one.cell.scenario, one.cell.seat, one.part), []).append(one)
    for (scenario, seat, part), group in together.items():
        worst = max(group, key=lambda one: one.missed)
        notes = "; ".join(f"{name} {number(value)}" for name, value in worst.notes[:8])
        what = f"{part} ({notes})" if notes else part
        cells = f"{scenario} | {seat} | {what} | {range_of(group)} | {wanted_of(worst)}"
        rows.append(f"| {cells} | {holding(group)} |")
    return rows


def range_of(group: list[Reading]) -> str:
    """Return one number, or from where to where several line-ups take it."""
    if len(group) == 1:
        return value_of(group[0])
    values = [one.value for one in group]
    ends = f"{number(min(values))} to {number(max(values))} {group[0].unit}"
    return f"{ends}, {len(group)} line-ups"


def holding(group: list[Reading]) -> str:
    """Return whether one number holds, or in how many line-ups."""
    held = sum(one.holds for one in group)
    if held == len(group):
        return "yes"
    return f"**{held} of {len(group)}**" if held else "**no**"


def versions_of(kept: Kept, law: Law) -> list[str]:
    """Return the versions on which a law was measured."""
    parts = kept.parts.items()
    return sorted({part["measured"] for key, part in parts if key.split()[0] == str(law.number)})


def how_measured(kept: Kept) -> str:
    """Return with which seeds and budgets the numbers were measured."""
    budgets = sorted({json.dumps(part["budget"]) for part in kept.parts.values()})
    told = "; ".join(
        ", ".join(f"{name} {value}" for name, value in json.loads(budget).items())
        for budget in budgets
    )
    return f"Budgets and seeds: {told}."


HEAD = """\
<!-- Written by benchmarks/contest.py --write; do not edit. -->
# Is the contest alive?

A game that a plan wins without reading the board teaches nothing, however true its numbers are.
These are the laws that a live contest obeys, and how far this one obeys them today. Each is
measured by `python benchmarks/contest.py`.

A law is read in cells: a scenario, a seat, a line-up of opponents (the scenario's own,
`reciprocal`, and some drawn from *ordinary* policies: files that know no dates). It holds when
95 % of its cells do and none is missed by more than 5 points. Plans are searched for on one luck
and tested on another.
"""


def main() -> None:
    """Measure, print, keep and write what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", default="", help="numbers of laws; all by default")
    parser.add_argument("--scenarios", default="", help="all playable ones by default")
    parser.add_argument("--seats", default="", help="all by default")
    for field in dataclasses.fields(Budget):
        parser.add_argument(f"--{field.name.replace('_', '-')}", type=int, default=field.default)
    parser.add_argument("--keep", type=Path, help="the file of what is measured")
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.add_argument("--write", action="store_true", help="write docs/contest.md from --keep")
    wanted = parser.parse_args()
    if wanted.write and wanted.keep is None:
        parser.error("--write needs --keep FILE")
    numbers = [int(one) for one in wanted.rows.split(",")] if wanted.rows else list(LAWS)
    if unknown := [one for one in numbers if one not in LAWS]:
        parser.error(f"--rows: there is no law {unknown[0]}; there are {', '.join(map(str, LAWS))}")
    wanted.rows = [LAWS[one] for one in numbers]
    wanted.scenarios = wanted.scenarios.split(",") if wanted.scenarios else [*EVERY, HINDCAST]
    wanted.seats = wanted.seats.split(",") if wanted.seats else []
    kept = Kept(wanted.keep)
    readings = measure(wanted, kept)
    if wanted.json:
        print(json.dumps([object_of(one) for one in readings]))
    else:
        print_table(wanted.rows, readings)
    if wanted.write:
        PAGE.write_text(page_of(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
