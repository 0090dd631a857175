"""Which parameters are fitted to the record, and the draws it did not rule out."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Annotated

import numpy as np
from pydantic import Field

from game.config.entries import read_entries
from game.config.files import lines_of, read_text
from game.config.schema.fields import Entry, Text
from game.hindcast.targets.series import targets_folder
from game.state.chance import Chance
from game.state.scenario import Scenario
from game.state.world import Floats, seal_array


class Fitted(Entry):
    """A parameter that is fitted, within the range of its file."""

    says: Text
    """What the record is asked."""
    series: Annotated[tuple[Text, ...], Field(strict=False)]
    """Columns of the targets that depend on it."""


@functools.cache
def all_fitted() -> Mapping[str, Fitted]:
    """Return the fitted parameters by name."""
    return read_entries(targets_folder() / "fitted.yaml", Fitted)


@functools.cache
def non_implausible_draws() -> tuple[tuple[str, ...], Floats]:
    """Return the names of the fitted parameters and the draws not ruled out, one a row."""
    lines = lines_of(read_text(targets_folder() / "non_implausible.csv"))
    names = tuple(lines[0].split(","))
    rows = [[float(cell) for cell in line.split(",")] for line in lines[1:]]
    return names, np.array(rows)


def draw_non_implausible(scenario: Scenario, chance: Chance) -> Scenario:
    """Return the scenario with one of the draws not ruled out for each replicate.

    Draws are taken whole: what goes with what is part of what the record says.
    """
    names, draws = non_implausible_draws()
    places = (chance.uniform("non_implausible_draw")[:, 0] * len(draws)).astype(np.intp)
    columns = {
        name: seal_array(draws[places, column : column + 1]) for column, name in enumerate(names)
    }
    return scenario.with_params(scenario.params.with_numbers(columns))
