"""A sample of a batch's games played again, to count what became of every clause in them."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from agents.clause_counts import ClauseCount, count_clauses, play_phases
from agents.model import PhaseRecord
from agents.policies.base import Policy
from agents.policies.rules_file import RulesFile
from agents.strategist.strategist import Strategist
from game.batch.clause_shares import ClauseShare
from game.batch.held import Holding
from game.batch.play_task import open_model
from game.batch.study import Study
from game.batch.tasks import Task

# Of each line-up so many points and lucks are played again, and of each policy so many line-ups.
POINTS, LUCKS, LINE_UPS = 20, 5, 3

# An actor and the name of the policy that leads it.
Leader = tuple[str, str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sample:
    """What became of each clause: its share, and a game alone in which it was refused, if any.

    `unmet` are the actors and policies whose clauses could be counted in no game.
    """

    tasks: tuple[Task, ...]
    clauses: tuple[tuple[ClauseShare, Task | None], ...]
    unmet: tuple[Leader, ...]


def sample_clauses(study: Study) -> Sample:
    """Play some games again in which every policy is met, and count what its clauses did.

    Line-ups in which somebody looks ahead, or a game fails, are left out.
    """
    counted: dict[tuple[str, str, int], list[tuple[Task, ClauseCount]]] = {}
    tasks: list[Task] = []
    met: Counter[Leader] = Counter()
    for task in _tasks(study, met):
        arm = study.arms[task.arm]
        try:
            phases = play_again(study, task)
        except ArithmeticError:
            continue
        tasks.append(task)
        met.update(arm.scenario.profile.items())
        for actor, policy in arm.policies.items():
            rules = rules_of(policy)
            for count in count_clauses(actor, rules, phases) if rules is not None else ():
                key = actor, arm.scenario.profile[actor], count.index
                counted.setdefault(key, []).append((task, count))
    shares = (_share(*key, counts) for key, counts in counted.items())
    unmet = (leader for leader in _leaders(study) if not met[leader])
    return Sample(tasks=tuple(tasks), clauses=tuple(shares), unmet=tuple(unmet))


def play_again(study: Study, task: Task) -> list[PhaseRecord]:
    """Play the games of a task; return what happened in each phase."""
    model = open_model(study, task)
    try:
        with np.errstate(all="raise", under="ignore"):
            return list(play_phases(model))
    finally:
        model.close()


def rules_of(policy: Policy) -> RulesFile | None:
    """Return the clauses that a policy follows, None of one that is written in code."""
    followed = policy.policy if isinstance(policy, Holding) else policy
    return followed if isinstance(followed, RulesFile) else None


def _tasks(study: Study, met: Mapping[Leader, int]) -> Iterator[Task]:
    """Yield games of line-ups until each policy was met in some; whoever plays them counts that."""
    points, lucks = min(POINTS, len(study.points)), min(LUCKS, study.replicates)
    for number, arm in enumerate(study.arms):
        if any(isinstance(policy, Strategist) for policy in arm.policies.values()):
            continue
        if any(met[leader] < LINE_UPS for leader in arm.scenario.profile.items()):
            yield Task(number, 0, points, 0, lucks)


def _leaders(study: Study) -> dict[Leader, None]:
    """Return the policies of all line-ups that are written in clauses, each once."""
    return {
        (actor, arm.scenario.profile[actor]): None
        for arm in study.arms
        for actor, policy in arm.policies.items()
        if rules_of(policy) is not None
    }


def _share(
    actor: str, policy: str, clause: int, counts: list[tuple[Task, ClauseCount]]
) -> tuple[ClauseShare, Task | None]:
    def share(name: str) -> float:
        return float(np.concatenate([getattr(count, name) > 0 for _, count in counts]).mean())

    refused = [(task, np.flatnonzero(count.refused)) for task, count in counts]
    games = [_alone(task, int(rows[0])) for task, rows in refused if rows.size]
    last = counts[-1][1]
    return ClauseShare(
        actor=actor,
        policy=policy,
        clause=clause,
        name=last.name,
        games=sum(task.games for task, _ in counts),
        held=share("held"),
        granted=share("granted"),
        refused=share("refused"),
    ), next(iter(games), None)


def _alone(task: Task, row: int) -> Task:
    """Return the task that is one of the games of another."""
    point, replicate = divmod(row, task.replicates)
    return Task(task.arm, task.first_point + point, 1, task.first_replicate + replicate, 1)
