"""The scores of a contest as one array: by profile, actor and replicate."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from game.batch.study import Study
from game.errors import UserError
from game.state.world import Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class Scores:
    """Scores from 0 to 100 of all actors in every profile, under the same luck.

    `entrants` are the policies of each contested seat, in the order of the axes; `cast` is who
    leads the other actors. `values` is (k1, ..., km, actors, replicates); `dropped` counts the
    replicates left out because a game of theirs failed in some profile.
    """

    actors: tuple[str, ...]
    entrants: Mapping[str, tuple[str, ...]]
    cast: Mapping[str, str]
    values: Floats
    dropped: int

    @property
    def seats(self) -> tuple[str, ...]:
        """The actors that have more policies than one, in the order of the axes."""
        return tuple(self.entrants)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many policies each seat has."""
        return self.values.shape[:-2]

    @property
    def replicates(self) -> int:
        """In how many replicates every profile was played."""
        return int(self.values.shape[-1])

    def own(self) -> Floats:
        """Return the scores of the contested seats alone, (k1, ..., km, m, replicates)."""
        return self.values[..., [self.actors.index(seat) for seat in self.seats], :]

    def profile(self, place: Sequence[int]) -> dict[str, str]:
        """Return the policies of a profile by seat."""
        return {
            seat: policies[index]
            for (seat, policies), index in zip(self.entrants.items(), place, strict=True)
        }


def read_scores(study: Study, runs: pd.DataFrame) -> Scores:
    """Return the scores of a study whose profiles are one line-up times a grid of policies.

    Raises
    ------
    UserError
        If there is no replicate in which every profile was played to its end.
    """
    scenario = study.arms[0].scenario
    entrants = {
        actor: tuple(names) for actor, names in study.experiment.grid.items() if len(names) > 1
    }
    values, dropped = lay_out_scores(study, runs)
    shape = tuple(len(names) for names in entrants.values())
    return Scores(
        actors=scenario.actors,
        entrants=entrants,
        cast={actor: name for actor, name in scenario.profile.items() if actor not in entrants},
        values=values.reshape(*shape, *values.shape[1:]),
        dropped=dropped,
    )


def lay_out_scores(study: Study, runs: pd.DataFrame) -> tuple[Floats, int]:
    """Return the scores by profile, actor and replicate, and how many replicates were dropped.

    A replicate in which a game failed is dropped from all profiles, so that they stay paired.

    Raises
    ------
    UserError
        If none is left.
    """
    columns = [f"score_{actor}" for actor in study.arms[0].scenario.actors]
    profiles = pd.Index([arm.profile for arm in study.arms])
    values = np.full((len(profiles), len(columns), study.replicates), np.nan)
    rows = profiles.get_indexer(pd.Index(runs["profile"]))
    values[rows, :, runs["replicate"].to_numpy()] = runs[columns].to_numpy()
    whole = np.isfinite(values).all(axis=(0, 1))
    if not whole.any():
        problem = "no replicate was played to its end in every profile"
        raise UserError(study.experiment.name, problem, "see the failures in manifest.json")
    return values[..., whole], int((~whole).sum())
