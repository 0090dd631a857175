"""Tournaments: every profile of some policies under the same luck, and what follows from it."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from game.analysis.resampling import draw_weights, resample
from game.batch.study import Study, build_study
from game.config.library import Library
from game.config.schema.experiment import Experiment
from game.contests.dynamics import Ranking, Rest, alpha_rank, replicate
from game.contests.equilibria import KeepGoing, Mix, go_on, two_seat_equilibria
from game.contests.scores import Scores
from game.contests.standings import SLACK, equilibrium_table, payoff_table, policy_table
from game.errors import UserError
from game.state.ties import order
from game.state.world import Floats
from game.words.counts import count_of

MOST_POLICIES = 6
# Shares smaller than this are not told.
TOLD_SHARE = 0.001
CAUTION = "Only these policies could be chosen, and scores are those of one payoff set."


@dataclasses.dataclass(frozen=True, kw_only=True)
class Solution:
    """Equilibria in mixes: which seats they are of, how they were found, and the mixes.

    `fixed` is what the other contested seats follow meanwhile; empty where there are none.
    """

    seats: tuple[str, ...]
    fixed: Mapping[str, str]
    mixes: tuple[Mix, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Tournament:
    """What came of a tournament.

    Attributes
    ----------
    payoffs
        One row for each profile and actor: mean score, its band over resampled luck, and the
        standard deviation between games.
    policies
        One row for each policy of each seat: mean score and regret over all profiles of the
        others, with bands, the worst regret, and the share of time in alpha-rank.
    equilibria
        One row for each pure equilibrium: policies, scores, and in which share of the resamplings
        it is one.
    pairs
        Mixed equilibria of each two seats while the others stay with one policy.
    rests
        Where replicators of all seats went; empty where two seats are solved for.
    ranking
        Alpha-rank over all profiles.
    notes
        What could not be worked out, and what was done instead.
    """

    scores: Scores
    payoffs: pd.DataFrame
    policies: pd.DataFrame
    equilibria: pd.DataFrame
    pairs: tuple[Solution, ...]
    rests: tuple[Rest, ...]
    ranking: Ranking
    notes: tuple[str, ...]


def usual_policies(library: Library) -> dict[str, tuple[str, ...]]:
    """Return what plays where nobody is named: the postures of each actor that has some."""
    return {name: actor.postures for name, actor in library.actors.items() if actor.postures}


def plan_tournament(
    library: Library,
    scenario: str,
    entrants: Mapping[str, Sequence[str]],
    *,
    replicates: int,
    seed: int = 0,
    policies: Mapping[str, str] | None = None,
) -> Study:
    """Return the experiment that plays every profile of the entrants, ready to play.

    `policies` lead actors that have no entrants; the scenario's own do otherwise.

    Raises
    ------
    UserError
        If no seat has two policies, one has more than six, or one is named twice over.
    """
    for actor, names in entrants.items():
        if len(names) > MOST_POLICIES:
            problem = f"{actor} has {len(names)} policies"
            raise UserError("--policies", problem, f"name at most {MOST_POLICIES} a seat")
        if actor in (policies or {}):
            raise UserError("--policy", f"{actor} has entrants", "leave one of the two out")
    if not any(len(names) > 1 for names in entrants.values()):
        remedy = "write --policies ACTOR=one,another"
        raise UserError("--policies", "no seat has a choice of two policies", remedy)
    alone = {actor: names[0] for actor, names in entrants.items() if len(names) == 1}
    experiment = Experiment.model_validate(
        {
            "name": "tournament",
            "title": "Tournament",
            "question": "Which policies hold against which?",
            "says": "Every profile of the entrants is played under the same luck.",
            "caution": CAUTION,
            "scenario": scenario,
            "profiles": {"own": {"policies": {**(policies or {}), **alone}}},
            "grid": {actor: list(names) for actor, names in entrants.items() if len(names) > 1},
            "replicates": replicates,
            "seed": seed,
            "sources": ["judgement"],
        }
    )
    return build_study(library, experiment)


def judge_tournament(scores: Scores, *, seed: int = 0, keep_going: KeepGoing = go_on) -> Tournament:
    """Return tables, equilibria and rankings of the scores of a tournament.

    Parameters
    ----------
    keep_going
        Asked between and within the longer searches; once it says no, they are cut short, and
        `notes` says which and what stands in for them.
    """
    weights = draw_weights(scores.replicates, seed=seed)
    scores_of_seat = scores.own()
    means = scores_of_seat.mean(axis=-1)
    draws = resample(scores_of_seat, weights)
    ranking = alpha_rank(means, slack=SLACK, keep_going=keep_going)
    pairs, notes = _solve_pairs(scores, means, keep_going)
    rests: list[Rest] = []
    if len(scores.seats) > 2:
        rests, finished = replicate(means, seed=seed, keep_going=keep_going)
        notes += [] if finished else [_unfinished(rests)]
    if not ranking.settled:
        notes.append(
            f"Alpha-rank ran out of time; its shares still moved by {ranking.residual:.1g} a step."
        )
    if scores.dropped:
        notes.append(f"Left out for a game that failed: {count_of(scores.dropped, 'replicate')}.")
    return Tournament(
        scores=scores,
        payoffs=payoff_table(scores, weights),
        policies=policy_table(scores, means, draws, ranking),
        equilibria=equilibrium_table(scores, means, draws),
        pairs=tuple(pairs),
        rests=tuple(rests),
        ranking=ranking,
        notes=tuple(notes),
    )


def _unfinished(rests: list[Rest]) -> str:
    if rests:
        return "The replicators ran out of time before all starts were tried."
    return "The replicators ran out of time; alpha-rank and the pairs of seats stand in for them."


def _solve_pairs(
    scores: Scores, means: Floats, keep_going: KeepGoing
) -> tuple[list[Solution], list[str]]:
    """Solve each two seats while the others follow the scenario's own policy, or their first."""
    solved, skipped = [], []
    base = _usual_places(scores)
    for first, second in itertools.combinations(range(len(scores.seats)), 2):
        seats = (scores.seats[first], scores.seats[second])
        if not keep_going():
            skipped.append(" and ".join(seats))
            continue
        place: list[int | slice] = list(base)
        place[first] = place[second] = slice(None)
        table = means[tuple(place)][..., [first, second]]
        fixed = {seat: name for seat, name in scores.profile(base).items() if seat not in seats}
        mixes = tuple(two_seat_equilibria(table))
        solved.append(Solution(seats=seats, fixed=fixed, mixes=mixes))
    notes = [f"No time was left to solve {', '.join(skipped)}; see alpha-rank."] if skipped else []
    return solved, notes


def _usual_places(scores: Scores) -> list[int]:
    """Return the place of the policy that each contested seat follows while others are solved."""
    return [
        names.index("status_quo") if "status_quo" in names else 0
        for names in scores.entrants.values()
    ]


def mix_table(judged: Tournament) -> pd.DataFrame:
    """Return all mixes in long form: how they were found, of which seats, and how often what."""
    rows = []
    for solution in judged.pairs:
        others = ", ".join(f"{seat} {name}" for seat, name in solution.fixed.items())
        for number, mix in enumerate(solution.mixes, 1):
            pair = {"game": " and ".join(solution.seats), "others": others}
            rows += [
                {**row, **pair}
                for row in _mix_rows(judged.scores, solution.seats, mix, "equilibrium", number)
            ]
    for number, rest in enumerate(judged.rests, 1):
        kind = "rest point" if rest.settled else "average of a cycle"
        rows += [
            {**row, "game": "all seats", "others": "", "share_of_starts": rest.share}
            for row in _mix_rows(judged.scores, judged.scores.seats, rest.mix, kind, number)
        ]
    columns = ["game", "others", "kind", "number", "actor", "policy", "probability", "gap"]
    return pd.DataFrame(rows, columns=[*columns, "share_of_starts"])


def _mix_rows(
    scores: Scores, seats: Sequence[str], mix: Mix, kind: str, number: int
) -> list[dict[str, object]]:
    return [
        {
            "kind": kind,
            "number": number,
            "actor": seat,
            "policy": name,
            "probability": float(probability),
            "gap": mix.gap,
        }
        for seat, probabilities in zip(seats, mix.probabilities, strict=True)
        for name, probability in zip(scores.entrants[seat], probabilities, strict=True)
        if probability >= TOLD_SHARE
    ]


def ranking_table(judged: Tournament) -> pd.DataFrame:
    """Return the profiles in which alpha-rank spends its time, the commonest first."""
    mass = judged.ranking.mass
    places = [place for place in np.ndindex(mass.shape) if mass[place] >= TOLD_SHARE]
    rows = [{**judged.scores.profile(place), "share": mass[place]} for place in places]
    table = pd.DataFrame(rows, columns=[*judged.scores.seats, "share"])
    return table.iloc[order(table["share"], descending=True)].reset_index(drop=True)
