"""What is written down of games while they are played side by side."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from game.batch.columns import SERIES, run_schema, score_column
from game.batch.study import Arm, Study
from game.batch.tasks import Task
from game.config.schema.experiment import KINDS
from game.language.expression import Expression
from game.state.position import Position, see
from game.state.scenario import Scenario
from game.state.world import Floats
from game.turn.observables import read_observable
from game.turn.outcome import HORIZON, has_won, payoff_lookup, score_aim, total_scores

NEVER = -1
Numbers = npt.NDArray[np.float64]
Turns = npt.NDArray[np.int16]


class TurnSeen(Protocol):
    """What is noted of a turn, arrays (games,)."""

    def passage(self, name: str) -> Numbers:
        """Return whether a condition holds of which the first turn is written down."""

    def observable(self, name: str) -> Numbers:
        """Return an observable over the turn."""

    def ends(self) -> Mapping[str, Numbers]:
        """Return what is written down of games that end, by column."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class SeenPosition:
    """What there is to note of a position, arrays (R, 1)."""

    passage: Callable[[str], Floats]
    observable: Callable[[str], Floats]
    ends: Callable[[], dict[str, Floats]]


class _Filled:
    """What is noted of a position, one number for each game."""

    def __init__(self, seen: SeenPosition, fill: Callable[[Floats], Numbers]) -> None:
        self._seen = seen
        self._fill = fill

    def passage(self, name: str) -> Numbers:
        return self._fill(self._seen.passage(name))

    def observable(self, name: str) -> Numbers:
        return self._fill(self._seen.observable(name))

    def ends(self) -> dict[str, Numbers]:
        return {name: self._fill(values) for name, values in self._seen.ends().items()}


class Recorded:
    """What is noted of a turn that was recorded, (names, games) in the order of the names."""

    def __init__(self, names: Sequence[str], values: Numbers) -> None:
        self._values = dict(zip(names, values, strict=True))
        self.ended = self._values["ended"]

    def passage(self, name: str) -> Numbers:
        """Return whether a condition holds of which the first turn is written down."""
        passage: Numbers = self._values[f"passed {name}"]
        return passage

    def observable(self, name: str) -> Numbers:
        """Return an observable over the turn."""
        observable: Numbers = self._values[f"series {name}"]
        return observable

    def ends(self) -> dict[str, Numbers]:
        """Return what is written down of games that end, by column."""
        kind = "end "
        return {n.removeprefix(kind): v for n, v in self._values.items() if n.startswith(kind)}


class Recorder:
    """Watches the games of one task; what a game did after its end is not written down."""

    def __init__(self, study: Study, task: Task) -> None:
        self._study = study
        self._task = task
        self._arm: Arm = study.arms[task.arm]
        self._ends: dict[str, Numbers] = {}
        self._turns = np.zeros(task.games, dtype=np.int16)
        self._passages = _written(study, "turn")
        self._measures = _written(study, "number", "condition")
        self._passed = {name: np.full(task.games, NEVER, dtype=np.int16) for name in self._passages}
        self._series: list[list[Numbers]] = [[] for _ in study.experiment.outcomes.series]

    def look(self, position: Position) -> None:
        """Note what there is to note of the opening, or of the turn just passed."""
        seen = self.see(position, self._arm.scenario)
        self.note(position.turn, self._fill(position.ending.turn), _Filled(seen, self._fill))

    def note(self, turn: int, ended: Numbers, seen: TurnSeen) -> None:
        """Note the numbers of a turn; `ended` are the turns after which games ended, (games,)."""
        present = (ended < 0.0) | (ended == turn)
        for name, passed in self._passed.items():
            holds = seen.passage(name) != 0.0
            passed[holds & present & (passed == NEVER)] = turn
        if turn == 0:
            return
        for kept, name in zip(self._series, self._study.experiment.outcomes.series, strict=True):
            kept.append(seen.observable(name))
        ending = ended == turn
        if ending.any():
            self._turns[ending] = turn
            for name, measured in seen.ends().items():
                values = self._ends.setdefault(name, np.full(self._task.games, np.nan))
                values[ending] = measured[ending]

    def see(self, position: Position, scenario: Scenario) -> SeenPosition:
        """Return what there is to note of a position, each number worked out when asked for."""
        value = payoff_lookup(position, see(position, scenario).value)
        return SeenPosition(
            passage=lambda name: self._passages[name].evaluate(value),
            observable=lambda name: read_observable(name, position, scenario),
            ends=lambda: self._measure_end(position, value),
        )

    def read_all(self, position: Position, scenario: Scenario) -> dict[str, Floats]:
        """Return all that can be noted after a turn, by the names that `Recorded` reads."""
        seen = self.see(position, scenario)
        series = self._study.experiment.outcomes.series
        return {
            "ended": position.ending.turn,
            **{f"passed {name}": seen.passage(name) for name in self._passed},
            **{f"series {name}": seen.observable(name) for name in series},
            **{f"end {name}": values for name, values in seen.ends().items()},
        }

    def _fill(self, values: Floats) -> Numbers:
        return np.broadcast_to(values, (self._task.games, 1))[:, 0]

    def _measure_end(self, position: Position, value: Callable[[str], Floats]) -> dict[str, Floats]:
        study, ending = self._study, position.ending
        columns: dict[str, Floats] = {"termination": ending.termination, "ended_by": ending.actor}
        for payoffs, scenario in self._arm.scored.items():
            aims = {
                actor: {aim.name: score_aim(aim, value, position.turn) for aim in wanted}
                for actor, wanted in scenario.aims.items()
            }
            for actor, score in total_scores(aims, scenario).items():
                columns[score_column(study, payoffs, "score", actor)] = score
            for actor in study.experiment.outcomes.aims:
                for aim, score in aims[actor].items():
                    columns[score_column(study, payoffs, "aim", actor, aim)] = score
        if study.own_targets:
            for actor, target in self._arm.scenario.targets.items():
                won = has_won(columns[f"score_{actor}"], target)
                columns[f"won_{actor}"] = won.astype(np.float64)
        return columns | {name: read.evaluate(value) for name, read in self._measures.items()}

    def runs(self) -> pa.Table:
        """Return the table of games, one row a game, in the order of their numbers."""
        study, task, arm = self._study, self._task, self._arm
        terminations = [*(test.name for test in arm.scenario.end_tests), HORIZON]
        points = np.repeat(np.arange(task.points) + task.first_point, task.replicates)
        replicates = np.arange(task.replicates) + task.first_replicate
        columns: dict[str, object] = {
            "run": task.runs(study),
            "profile": [arm.profile] * task.games,
            "arm": [arm.line_up] * task.games,
            "point": points,
            "replicate": np.tile(replicates, task.points),
            "turns": self._turns,
        }
        for actor, policy in arm.scenario.profile.items():
            columns[f"policy_{actor}"] = [policy] * task.games
        for index, factor in enumerate(study.factors):
            columns[factor.name] = study.points[points, index]
        columns |= self._ends
        # Index -1, the horizon and nobody, is the last name.
        columns["termination"] = _name(self._ends["termination"], terminations)
        columns["ended_by"] = _name(self._ends["ended_by"], [*arm.scenario.actors, None])
        for name, turns in self._passed.items():
            columns[name] = pa.array(turns, mask=turns == NEVER)
        schema = run_schema(study)
        return pa.table([_as(columns[field.name], field.type) for field in schema], schema=schema)

    def series(self) -> pa.Table:
        """Return the observables in long form: by game, observable and turn."""
        names = self._study.experiment.outcomes.series
        last = max((len(kept) for kept in self._series), default=0)
        # (games, observables, turns), as the rows of the table go.
        values = np.array([np.array(kept).T for kept in self._series])
        values = values.reshape(len(names), self._task.games, last).swapaxes(0, 1)
        turns = np.broadcast_to(np.arange(1, last + 1, dtype=np.int16), values.shape)
        played = turns <= self._turns[:, np.newaxis, np.newaxis]
        runs = self._task.runs(self._study)
        games = np.broadcast_to(runs[:, np.newaxis, np.newaxis], values.shape)
        indices = np.arange(len(names))[np.newaxis, :, np.newaxis]
        observables = np.broadcast_to(indices, values.shape)
        columns = [
            pa.array(games[played]),
            _name(observables[played], list(names)),
            pa.array(turns[played]),
            pa.array(values[played], from_pandas=True),
        ]
        return pa.table(columns, schema=SERIES)


def _written(study: Study, *wanted: str) -> dict[str, Expression]:
    """Return the outcomes of which one of these is written down."""
    return {
        name: formula
        for kind, formulas in study.formulas.items()
        if KINDS[kind].written in wanted
        for name, formula in formulas.items()
    }


def _name(indices: npt.NDArray[np.generic], names: list[str | None] | list[str]) -> pa.Array:
    places = np.asarray(indices).astype(np.int32) % len(names)
    named = pa.DictionaryArray.from_arrays(places, pa.array(names, pa.string()))
    return named.cast(pa.string())


def _as(values: object, wanted: pa.DataType) -> pa.Array:
    """Return a column in its type; what is not a number is missing."""
    if isinstance(values, pa.Array):
        return values.cast(wanted)
    if pa.types.is_boolean(wanted):
        numbers = np.asarray(values)
        return pa.array(numbers != 0.0, mask=np.isnan(numbers))
    return pa.array(values, wanted, from_pandas=True)
