"""What became of the clauses of a batch's policies, with a refusal of each that was refused."""

from __future__ import annotations

import dataclasses

from game.batch.clause_shares import ClauseShare, ClauseShares, RefusedFor
from game.batch.play_task import scenario_of_task
from game.batch.sample_clauses import play_again, sample_clauses
from game.batch.study import Study
from game.batch.tasks import Task
from game.seat.refusals import refusals_of
from game.state.position import PHASES
from game.state.ties import largest_first

# Of so many clauses, those that are refused in most games, a refusal is looked for.
LOOKED_INTO = 10


def read_clause_shares(study: Study) -> ClauseShares:
    """Play a sample of a batch again, and return what its policies' clauses came to."""
    sample = sample_clauses(study)
    often = largest_first(sample.clauses, lambda counted: counted[0].refused)[:LOOKED_INTO]
    looked_into = [share for share, _ in often]
    return ClauseShares(
        games=sum(task.games for task in sample.tasks),
        line_ups=len(sample.tasks),
        levers=study.arms[0].scenario.levers,
        clauses=tuple(
            dataclasses.replace(share, instance=_instance(study, share, game))
            if game is not None and share in looked_into
            else share
            for share, game in sample.clauses
        ),
        unmet=sample.unmet,
    )


def _instance(study: Study, share: ClauseShare, game: Task) -> RefusedFor | None:
    """Return the first order of a clause that was refused in a game, with the reason."""
    scenario, phases = scenario_of_task(study, game), play_again(study, game)
    for first in range(0, len(phases), 2):
        turn = dict(zip(PHASES, phases[first : first + 2], strict=True))
        for order in refusals_of(turn, scenario):
            if (order.actor, order.clause) == (share.actor, share.clause):
                return RefusedFor(action=order.action, reason=order.reason)
    return None
