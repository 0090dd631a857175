"""The pieces of work that a batch is cut into."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from game.batch.study import Study


@dataclasses.dataclass(frozen=True, order=True)
class Task:
    """Some replicates at some neighbouring design points of one arm.

    Either it takes all replicates of its points, or it has one point: its games are always
    numbered without a gap.
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


def cut(study: Study, chunk: int) -> Iterator[Task]:
    """Yield the tasks of a study in the order of their games, each of about `chunk` games."""
    together = max(1, chunk // study.replicates)
    points = len(study.points)
    for arm in range(len(study.arms)):
        for point in range(0, points, together):
            count = min(together, points - point)
            if study.replicates <= chunk:
                yield Task(arm, point, count, 0, study.replicates)
                continue
            for first in range(0, study.replicates, chunk):
                yield Task(arm, point, 1, first, min(chunk, study.replicates - first))


def task_of(study: Study, run: int) -> Task:
    """Return the task that is one game alone."""
    rest, replicate = divmod(run, study.replicates)
    arm, point = divmod(rest, len(study.points))
    return Task(arm, point, 1, replicate, 1)
