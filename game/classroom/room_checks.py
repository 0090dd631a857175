"""Whether the lines of a room speak of what is there: its tables, people, actors and steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from game.classroom.agenda import AgendaStep
from game.classroom.room_files import RESTORE, find_table
from game.classroom.room_lines import (
    OBSERVER,
    Closing,
    Joined,
    Line,
    Proposed,
    SeatAct,
    Swapped,
    TableOpened,
)
from game.classroom.table_papers import TARGET, PaperForm, is_paper
from game.errors import UserError
from game.saves.log_file import is_begun
from game.state.levers import Action
from game.state.scenario import Scenario


def check_lines(
    lines: Iterable[Line], agenda: tuple[AgendaStep, ...], scenario: Scenario, place: str
) -> None:
    """Refuse lines of a room that name what is not there.

    A chain of hashes shows what was altered by chance; who forges a chain is told here.

    Raises
    ------
    UserError
        At the first such line.
    """
    checks = _Checks(agenda, scenario)
    for number, line in enumerate(lines, 2):
        for what in checks.strange(line):
            raise UserError(f"{place}:{number}", f"unknown {what}", RESTORE)


def check_games(folder: Path, lines: Iterable[Line]) -> None:
    """Refuse a room that lacks a game in which people have acted.

    Raises
    ------
    UserError
        If the log of such a game is gone: a new one would be another history.
    """
    for table in sorted({line.table for line in lines if isinstance(line, SeatAct)}):
        path = find_table(folder, table)
        if not is_begun(path):
            raise UserError(str(path), "is gone, and people have played in it", RESTORE)


class _Checks:
    """What a room has so far, line by line."""

    def __init__(self, agenda: tuple[AgendaStep, ...], scenario: Scenario) -> None:
        self.agenda = agenda
        self.scenario = scenario
        self.people: set[int] = set()
        self.tables = 0

    def strange(self, line: Line) -> Iterator[str]:
        """Yield what a line names and the room has not, and take the line in."""
        if isinstance(line, Joined):
            self.people.add(line.person)
        if isinstance(line, TableOpened):
            self.tables += line.table == self.tables
        for name in ("table", "actor", "person", "place", "turn"):
            if hasattr(line, name) and not self._has(name, getattr(line, name)):
                yield name
        if isinstance(line, Closing) and not all(map(self._is_seat, line.open)):
            yield "seat"
        if isinstance(line, Closing) and line.to not in range(-1, len(self.agenda)):
            yield "step"
        if isinstance(line, Proposed | Swapped) and not self._is_order(line):
            yield "order"

    def _has(self, name: str, value: int | str) -> bool:
        match name:
            case "table":  # who waits sits nowhere yet
                return value in range(-1, self.tables)
            case "actor":
                return value == OBSERVER or value in self.scenario.actors
            case "person":
                return value in self.people
            case "place":
                return value in range(len(self.agenda))
            case _:
                return value in range(-1, self.scenario.turns)

    def _is_seat(self, text: str) -> bool:
        table, _, actor = text.partition(".")
        return table in map(str, range(1, self.tables + 1)) and actor in self.scenario.actors

    def _is_order(self, line: Proposed | Swapped) -> bool:
        try:
            if is_paper(line.target):
                return self._is_paper(line.target, line.setting)
            Action.parse(
                f"{line.target} = {line.setting}",
                self.scenario.levers,
                actor=line.actor,
                place="order",
            )
        except UserError:
            return False
        return True

    def _is_paper(self, target: str, setting: str) -> bool:
        form = PaperForm.parse(setting)
        terms = {term.name for term in self.scenario.params.terms.members}
        return target.removeprefix(TARGET) in self.scenario.actors and terms.issuperset(form.terms)
