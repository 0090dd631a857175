"""The pieces of work that a batch is cut into."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from game.batch.study import Study

CHUNK = 8000
Ints: TypeAlias = npt.NDArray[np.int64]


@dataclasses.dataclass(frozen=True, order=True)
class Task:
    """Some replicates at some neighbouring design points of one arm.

    Where it takes all replicates of its points, or has one point, its games are numbered without a
    gap; where a batch is enlarged, it takes the replicates that are new.
    """

    arm: int
    first_point: int
    points: int
    first_replicate: int
    replicates: int

    @property
    def games(self) -> int:
        """How many games it has."""
        return self.points * self.replicates

    def start(self, study: Study) -> int:
        """Return the number of its first game: arm by arm, point by point, then replicates."""
        point = self.arm * len(study.points) + self.first_point
        return point * study.replicates + self.first_replicate

    def runs(self, study: Study) -> Ints:
        """Return the numbers of its games, in their order."""
        first = self.start(study) + study.replicates * np.arange(self.points)
        return (first[:, np.newaxis] + np.arange(self.replicates)).reshape(-1)

    def halves(self) -> tuple[Task, Task]:
        """Return the task cut in two, along points while there are several."""
        if self.points > 1:
            half = self.points // 2
            return (
                dataclasses.replace(self, points=half),
                dataclasses.replace(
                    self, first_point=self.first_point + half, points=self.points - half
                ),
            )
        half = self.replicates // 2
        return (
            dataclasses.replace(self, replicates=half),
            dataclasses.replace(
                self, first_replicate=self.first_replicate + half, replicates=self.replicates - half
            ),
        )


def cut(study: Study, chunk: int, before: int = 0) -> Iterator[Task]:
    """Yield the tasks of a study in the order of their games, each of about `chunk` games.

    `before` replicates of each point were played before and are left out.
    """
    fresh = study.replicates - before
    together = max(1, chunk // fresh)
    points = len(study.points)
    for arm in range(len(study.arms)):
        for point in range(0, points, together):
            count = min(together, points - point)
            if fresh <= chunk:
                yield Task(arm, point, count, before, fresh)
                continue
            for first in range(before, study.replicates, chunk):
                yield Task(arm, point, 1, first, min(chunk, study.replicates - first))


def task_of(study: Study, run: int) -> Task:
    """Return the task that is one game alone."""
    rest, replicate = divmod(run, study.replicates)
    arm, point = divmod(rest, len(study.points))
    return Task(arm, point, 1, replicate, 1)
