"""Duels: two policies under the same luck, and the clause that lost the game."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
import pandas as pd

from agents.clause_counts import count_clauses as count_in_phases
from agents.clause_counts import play_phases
from agents.model import GameModel
from agents.policies.rules_file import RulesFile
from game.analysis.resampling import band, draw_weights, joint_band, resample
from game.batch.study import Arm, Study, build_study
from game.config.library import Library
from game.config.schema.experiment import Experiment
from game.contests.scores import lay_out_scores
from game.state.ties import above, order, tied
from game.state.world import Floats

CAUTION = "The rest of the cast is one cast, and clauses are switched off one at a time."
# The arm of the scenario's own cast.
USUAL = "usual"
# What is counted of a clause, and in so many games at most.
CLAUSE_SHARES, MOST_COUNTED = ("held", "granted", "refused"), 100
# A joint band over dozens of clauses needs its far ends.
DRAWS = 2000


@dataclasses.dataclass(frozen=True, kw_only=True)
class Side:
    """One of two policies that meet.

    `led` is the arm in which it plays, `other` the one it is compared with: the rival's arm where
    both are policies of one actor, otherwise that in which the scenario's own policy (`instead`)
    leads its actor against the same rival.
    """

    letter: str
    actor: str
    policy: str
    led: str
    other: str
    instead: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Duel:
    """What came of a duel.

    Attributes
    ----------
    margins
        One row a side: its actor's mean score with it, with what it is compared with and in the
        scenario's own cast; the paired difference to the second with its band; and the shares of
        games in which it is better or equal.
    effects
        One row for each actor and side: what the side changes in the actor's score.
    clauses
        One row for each clause of each side, by what the side would gain without it, the costliest
        first: `gain`, a band that holds for all clauses of the side together, the share of games
        in which switching it off changes the score at all (`moved`), and the shares in which it
        `held`, was `granted` a move and was `refused` one, each at least once.
    """

    scenario: str
    first: Side
    second: Side
    replicates: int
    dropped: int
    margins: pd.DataFrame
    effects: pd.DataFrame
    clauses: pd.DataFrame

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both policies."""
        return self.first, self.second

    @property
    def in_one_seat(self) -> bool:
        """Whether both lead the same actor."""
        return self.first.actor == self.second.actor

    def clauses_of(self, side: Side) -> pd.DataFrame:
        """Return the rows of a side's clauses, the costliest first."""
        return self.clauses[self.clauses["side"] == side.letter]


def pair_up(
    library: Library, scenario: str, first: tuple[str, str], second: tuple[str, str]
) -> tuple[Side, Side]:
    """Return two policies, each an actor and a name, as the sides of a duel."""
    cast = library.scenarios[scenario].policies
    in_one_seat = first[0] == second[0]
    letters = ("a", "b")
    sides = [
        Side(
            letter=letter,
            actor=actor,
            policy=name,
            led=letter if in_one_seat else "both",
            other=rival if in_one_seat else f"{rival}_alone",
            instead=other_name if in_one_seat else cast[actor],
        )
        for letter, rival, (actor, name), (_, other_name) in zip(
            letters, reversed(letters), (first, second), (second, first), strict=True
        )
    ]
    return sides[0], sides[1]


def plan_duel(
    library: Library,
    scenario: str,
    sides: tuple[Side, Side],
    *,
    replicates: int,
    seed: int = 0,
    policies: Mapping[str, str] | None = None,
) -> Study:
    """Return the experiment in which two policies meet, with and without each of their clauses.

    `policies` lead other actors than the scenario's own do.

    Raises
    ------
    UserError
        If a policy cannot be compiled or the scenario cannot be opened.
    """
    cast = dict(policies or {})
    leading = {side.led: dict[str, str]() for side in sides}
    for side in sides:
        leading[side.led][side.actor] = side.policy
        if side.led == "both":
            leading[f"{side.letter}_alone"] = {side.actor: side.policy}
    profiles: dict[str, object] = {USUAL: {}}
    profiles |= {arm: {"policies": {**cast, **led}} for arm, led in leading.items()}
    for side in sides:
        for number in range(1, count_clauses(library, side) + 1):
            profiles[f"{side.letter}_without_{number}"] = {
                "policies": {**cast, **leading[side.led]},
                "without": {side.actor: [number]},
            }
    experiment = Experiment.model_validate(
        {
            "name": "duel",
            "title": "Duel",
            "question": "Which of two policies does better, and which clause decides it?",
            "says": "Both play under the same luck, with and without each of their clauses.",
            "caution": CAUTION,
            "scenario": scenario,
            "profiles": profiles,
            "replicates": replicates,
            "seed": seed,
            "sources": ["judgement"],
        }
    )
    return build_study(library, experiment)


def count_clauses(library: Library, side: Side) -> int:
    """Return how many clauses a side's policy has; none if it is written in Python."""
    spec = library.policies[side.actor].get(side.policy)
    return spec.switches if spec else 0


def judge_duel(study: Study, sides: tuple[Side, Side], runs: pd.DataFrame) -> Duel:
    """Return who did better and by how much, and what each clause was worth.

    Raises
    ------
    UserError
        If no replicate was played to its end in every arm.
    """
    values, dropped = lay_out_scores(study, runs)
    by_arm = {arm.line_up: scores for arm, scores in zip(study.arms, values, strict=True)}
    actors = study.arms[0].scenario.actors
    weights = draw_weights(values.shape[-1], draws=DRAWS, seed=study.experiment.seed)
    margins, effects, clauses = [], [], []
    for side in sides:
        changes = by_arm[side.led] - by_arm[side.other]
        low, high = band(resample(changes, weights))
        effect = pd.DataFrame(
            {"side": side.letter, "actor": actors, "change": changes.mean(axis=-1)}
        ).assign(low=low, high=high)
        effects.append(effect)
        seat = actors.index(side.actor)
        margin = effect.loc[seat, ["change", "low", "high"]].rename({"change": "margin"})
        margins.append(
            {
                **{name: getattr(side, name) for name in ("actor", "policy", "instead")},
                "side": side.letter,
                "score": by_arm[side.led][seat].mean(),
                "score_instead": by_arm[side.other][seat].mean(),
                "score_usual": by_arm[USUAL][seat].mean(),
                **margin,
                "better": above(changes[seat], 0.0).mean(),
                "equal": tied(changes[seat], 0.0).mean(),
            }
        )
        clauses.append(_judge_clauses(study, side, by_arm, weights))
    return Duel(
        scenario=study.experiment.scenario,
        first=sides[0],
        second=sides[1],
        replicates=values.shape[-1],
        dropped=dropped,
        margins=pd.DataFrame(margins),
        effects=pd.concat(effects, ignore_index=True),
        clauses=pd.concat(clauses, ignore_index=True),
    )


def _judge_clauses(
    study: Study, side: Side, by_arm: Mapping[str, Floats], weights: Floats
) -> pd.DataFrame:
    arm = next(arm for arm in study.arms if arm.line_up == side.led)
    policy, seat = arm.policies[side.actor], arm.scenario.actors.index(side.actor)
    columns = ["side", "actor", "policy", "clause", "phase", "when", "kind", "sets", "because"]
    written = policy.clauses if isinstance(policy, RulesFile) else ()
    clauses = sorted(written, key=lambda clause: clause.index)  # as `without` counts them
    if not (clauses and isinstance(policy, RulesFile)):
        return pd.DataFrame(columns=[*columns, "gain", "low", "high", "moved", *CLAUSE_SHARES])
    gains = np.array(
        [
            by_arm[f"{side.letter}_without_{number}"][seat] - by_arm[side.led][seat]
            for number in range(1, len(clauses) + 1)
        ]
    )
    low, high = joint_band(resample(gains, weights), weights.shape[1])
    shares = _share_clauses(study, arm, side.actor, policy)
    table = pd.DataFrame(
        {
            "side": side.letter,
            "actor": side.actor,
            "policy": side.policy,
            "clause": range(1, len(clauses) + 1),
            "phase": [clause.phase for clause in clauses],
            "when": [clause.name for clause in clauses],
            "kind": [clause.kind for clause in clauses],
            "sets": [clause.sets for clause in clauses],
            "because": [clause.because for clause in clauses],
            "gain": gains.mean(axis=-1),
            "low": low,
            "high": high,
            "moved": (~tied(gains, 0.0)).mean(axis=-1),
            **shares,
        }
    )
    return table.iloc[order(table["gain"], descending=True)].reset_index(drop=True)


def _share_clauses(study: Study, arm: Arm, actor: str, policy: RulesFile) -> dict[str, list[float]]:
    """Return the shares of games in which each clause ever held, was granted and was refused.

    Games of the arm are played once more for it, as many as give these shares to some percent.
    """
    replicates = min(study.experiment.replicates, MOST_COUNTED)
    model = GameModel(
        arm.scenario, policies=arm.policies, seed=study.experiment.seed, replicates=replicates
    )
    counts = count_in_phases(actor, policy, list(play_phases(model)))
    return {
        what: [float((getattr(count, what) > 0).mean()) for count in counts]
        for what in CLAUSE_SHARES
    }
