"""The tables of a class for research: what people did, said, answered, and what followed.

Persons are numbers; those who did not consent are in no table. No name is in any of them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from game.classroom.agenda import agenda_of
from game.classroom.class_plans import read_plan
from game.classroom.room import Room
from game.classroom.room_checks import check_games, check_lines
from game.classroom.room_files import LOG, find_table, read_people, read_room, read_seed
from game.classroom.room_lines import Answered, Closing, Line, Said, SeatAct, Stepped
from game.config.scenarios import load_scenario
from game.files.durable import writing
from game.files.tables import ELSEWHERE, FORMATS, write_pieces
from game.saves.log_file import is_begun
from game.saves.sealed_seed import SealedSeed
from game.session import Session
from game.turn.observables import read_observables
from game.turn.outcome import outcome

Row = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class TableColumn:
    """A column of a table: its name, its type, and what it means."""

    name: str
    kind: pa.DataType
    says: str


NUMBER, TEXT, TIME, FLAG = pa.int64(), pa.string(), pa.float64(), pa.bool_()
AT = TableColumn("at", TIME, "when, in seconds since 1970")
PERSON = TableColumn("person", NUMBER, "the person's number in this room")
TABLE = TableColumn("table", NUMBER, "the table, counted from 1")
ACTOR = TableColumn("actor", TEXT, "the actor of the seat; empty for one who watches")
TURN = TableColumn("turn", NUMBER, "the turn, counted from 1")

COLUMNS: dict[str, tuple[TableColumn, ...]] = {
    "people": (
        PERSON,
        TABLE,
        ACTOR,
        TableColumn("standing", TEXT, "seated, waiting, parked or removed, at the end"),
    ),
    "acts": (
        AT,
        PERSON,
        TABLE,
        ACTOR,
        TURN,
        TableColumn("phase", TEXT, "measures or responses"),
        TableColumn("act", TEXT, "propose, agree, withdraw or seal"),
        TableColumn("target", TEXT, "the lever, and its member after a point"),
        TableColumn("setting", TEXT, "the setting that was proposed"),
        TableColumn("decided", FLAG, "whether it decided for the team: an order, or a seal"),
    ),
    "talk": (
        AT,
        PERSON,
        TABLE,
        ACTOR,
        TableColumn(
            "to", TEXT, "the actor it was said to: the own one is the team, none the table"
        ),
        TURN,
        TableColumn("stage", TEXT, "the step of the class"),
        TableColumn("text", TEXT, "what was said"),
    ),
    "answers": (
        AT,
        PERSON,
        TableColumn("question", TEXT, "forecast-N, vote-decision, vote-score or sentence"),
        TableColumn("answer", TEXT, "percent for a forecast, else text"),
    ),
    "steps": (
        AT,
        TableColumn("stage", TEXT, "the step of the class that began"),
        TURN,
        TableColumn("cause", TEXT, "why the step before it ended: sealed, zero, desk or plan"),
        TableColumn("open", TEXT, "seats that had not sealed then, as table.actor"),
    ),
    "scores": (
        TABLE,
        ACTOR,
        TableColumn("score", TIME, "the final score of 100"),
        TableColumn("won", FLAG, "whether it reached its mark"),
        TableColumn("led_by", TEXT, "person, or the policy that led it at the end"),
    ),
    "numbers": (
        TABLE,
        TURN,
        TableColumn("observable", TEXT, "a number of configs/observables"),
        TableColumn("value", TIME, "its value over the turn"),
        TableColumn("unit", TEXT, "its unit"),
    ),
}


def export_room(folder: Path, out: Path) -> list[Path]:
    """Write every table of a room, and a codebook of their columns; return the files.

    Raises
    ------
    UserError
        If the room or a game in it cannot be read, or the folder not written to.
    """
    header, lines = read_room(folder)
    plan = read_plan(folder, header.plan)
    agenda = agenda_of(plan, speed=header.speed, timed=header.timed)
    check_lines(lines, agenda, load_scenario(plan.scenario), str(folder / LOG))
    check_games(folder, lines)
    room, seed = Room(agenda, lines), read_seed(folder, header)
    willing = {person.person for person in read_people(folder).values() if person.consents}
    read: dict[str, Callable[[], Iterable[Row]]] = {
        "people": lambda: _people(room, willing),
        "acts": lambda: _acts(lines, willing),
        "talk": lambda: _talk(room, lines, willing),
        "answers": lambda: _answers(lines, willing),
        "steps": lambda: _steps(room, lines),
        "scores": lambda: _scores(folder, room, seed),
        "numbers": lambda: _numbers(folder, room, seed),
    }
    files = []
    with writing(out, ELSEWHERE):
        for name, rows in read.items():
            files += _write(name, list(rows()), COLUMNS[name], out)
        files += _write("codebook", _codebook(), CODEBOOK, out)
    return files


CODEBOOK = (
    TableColumn("table_name", TEXT, "the table"),
    TableColumn("column", TEXT, "the column"),
    TableColumn("type", TEXT, "its type"),
    TableColumn("says", TEXT, "what it means"),
)


def _codebook() -> list[Row]:
    return [
        {"table_name": name, "column": column.name, "type": str(column.kind), "says": column.says}
        for name, columns in COLUMNS.items()
        for column in columns
    ]


def _write(name: str, rows: list[Row], columns: Sequence[TableColumn], out: Path) -> list[Path]:
    schema = pa.schema([(column.name, column.kind) for column in columns])
    table = pa.Table.from_pylist(rows, schema=schema)
    paths = [out / f"{name}.{suffix}" for suffix in FORMATS]
    for path in paths:
        write_pieces([table], schema, path)
    return paths


def _people(room: Room, willing: set[int]) -> Iterable[Row]:
    for member in room.members.values():
        if member.person in willing:
            yield {
                "person": member.person,
                "table": member.table + 1,
                "actor": member.actor,
                "standing": member.standing,
            }


def _acts(lines: Sequence[Line], willing: set[int]) -> Iterable[Row]:
    for line in lines:
        if isinstance(line, SeatAct) and line.person in willing:
            given = line.model_dump()
            yield {
                "at": line.at,
                "person": line.person,
                "table": line.table + 1,
                "actor": line.actor,
                "turn": line.turn + 1,
                "phase": line.phase,
                "act": given["kind"],
                "target": given.get("target"),
                "setting": given.get("setting"),
                "decided": given.get("stands", given.get("complete")),
            }


def _talk(room: Room, lines: Sequence[Line], willing: set[int]) -> Iterable[Row]:
    for line in lines:
        if isinstance(line, Said) and line.person in willing:
            step = room.agenda[line.place]
            yield {
                "at": line.at,
                "person": line.person,
                "table": line.table + 1,
                "actor": line.actor,
                "to": line.to,
                "turn": step.turn + 1,
                "stage": step.stage,
                "text": line.text,
            }


def _answers(lines: Sequence[Line], willing: set[int]) -> Iterable[Row]:
    for line in lines:
        if isinstance(line, Answered) and line.person in willing:
            yield {
                "at": line.at,
                "person": line.person,
                "question": line.question,
                "answer": line.answer,
            }


def _steps(room: Room, lines: Sequence[Line]) -> Iterable[Row]:
    waited: tuple[str, ...] = ()
    for line in lines:
        if isinstance(line, Closing):
            waited = line.open
        elif isinstance(line, Stepped):
            step = room.agenda[line.place]
            yield {
                "at": line.at,
                "stage": step.stage,
                "turn": step.turn + 1,
                "cause": line.cause,
                "open": " ".join(waited),
            }


def _games(folder: Path, room: Room, seed: SealedSeed) -> Iterable[tuple[int, Session]]:
    for table in range(room.tables):
        path = find_table(folder, table)
        if is_begun(path):
            yield table, Session.resume(path, sealed=seed)


def _scores(folder: Path, room: Room, seed: SealedSeed) -> Iterable[Row]:
    for table, game in _games(folder, room, seed):
        if game.played:
            ended = outcome(game.model.position, game.scenario)
            for actor in game.scenario.actors:
                yield {
                    "table": table + 1,
                    "actor": actor,
                    "score": ended.scores[actor],
                    "won": ended.won[actor],
                    "led_by": game.leaders.name(actor),
                }


def _numbers(folder: Path, room: Room, seed: SealedSeed) -> Iterable[Row]:
    for table, game in _games(folder, room, seed):
        for turn, record in enumerate(game.played):
            for name, value in read_observables(record.closed, game.scenario).items():
                yield {
                    "table": table + 1,
                    "turn": turn + 1,
                    "observable": name,
                    "value": value,
                    "unit": game.scenario.observables[name].unit,
                }
