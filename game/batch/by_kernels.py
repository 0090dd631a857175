"""Playing the games of a task by compiled kernels, where there can be some."""

from __future__ import annotations

import numpy as np

from game.batch.recorder import Recorded, Recorder
from game.batch.study import Study
from game.batch.tasks import Task
from game.fused.c_compiler import NoCompilerError
from game.fused.machine import Machine, PlayedGames
from game.fused.rows import Placement
from game.mathematics.traced import UntraceableError
from game.state.chance import Chance
from game.state.position import Position
from game.state.scenario import Scenario


class Machines:
    """The kernels of the arms of a study, each made when its first task is played."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._machines: dict[int, Machine | None] = {}

    def of(self, task: Task) -> Machine | None:
        """Return the kernels that play a task, None where arrays must."""
        if task.arm not in self._machines:
            self._machines[task.arm] = self._make(task)
        return self._machines[task.arm]

    def _make(self, task: Task) -> Machine | None:
        arm, look = self.study.arms[task.arm], Recorder(self.study, task).read_all
        varies = bool(self.study.factors)
        try:
            return Machine(arm.scenario, arm.policies, varies=varies, look=look)
        except (NoCompilerError, UntraceableError):
            return None


_latest: Machines | None = None


def machines_of(study: Study) -> Machines:
    """Return the kernels of a study; those of the latest one are kept."""
    global _latest
    if _latest is None or _latest.study is not study:
        _latest = Machines(study)
    return _latest


def play_turns(
    study: Study, task: Task, position: Position, scenario: Scenario, recorder: Recorder
) -> bool:
    """Play and record a task from its opening; False, and nothing recorded, where kernels cannot.

    Games with a number that overflows or is none are left to arrays, which say what fails.
    """
    machine = machines_of(study).of(task)
    if machine is None:
        return False
    rows = Placement(first=task.first_replicate, replicates=task.replicates, points=task.points)
    luck = Chance(study.experiment.seed, task.first_replicate, task.replicates)
    played = machine.play(position, luck, rows, scenario.params, scenario.turns)
    if not _is_sound(played):
        return False
    for turn in range(scenario.turns):
        recorded = Recorded(machine.names, played.record[:, turn])
        recorder.note(turn + 1, recorded.ended, recorded)
    return True


def _is_sound(played: PlayedGames) -> bool:
    return played.odd == 0 and bool(np.isfinite(played.state).all())
