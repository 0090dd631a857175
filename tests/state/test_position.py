"""The hash of a position: whatever moves in it, another hash; equal positions, one hash."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from agents.model import GameModel
from game.state.orders import Orders
from game.state.position import Position, state_hash


def nudge(part: Any) -> Iterator[tuple[str, Any]]:
    """Yield every way to move one number of a part by the least step, with its place."""
    if isinstance(part, np.ndarray):
        for place in np.ndindex(part.shape):
            moved = part.copy(order="K")
            moved[place] = np.nextafter(moved[place], np.inf)
            yield str(place), moved
            return  # one number of an array stands for all of them
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from ((f".{key}{at}", {**part, key: moved}) for at, moved in nudge(value))
    elif isinstance(part, tuple):
        yield "[:-1]", part[:-1]
        for number, value in enumerate(part):
            before, after = part[:number], part[number + 1 :]
            yield from ((f"[{number}]{at}", (*before, one, *after)) for at, one in nudge(value))
    elif isinstance(part, Orders):
        yield from ((at, Orders(moved)) for at, moved in nudge(part.settings))
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            for at, moved in nudge(getattr(part, field.name)):
                yield f".{field.name}{at}", dataclasses.replace(part, **{field.name: moved})  # type: ignore[type-var]
    elif isinstance(part, str):
        yield "", {"measures": "responses", "responses": "measures"}[part]
    else:
        yield "", part + 1


@pytest.fixture(scope="module")
def position() -> Position:
    """A game three turns and a phase on, one replicate of which has ended."""
    model = GameModel("lesson", seed=4, replicates=2)
    for _ in range(3):
        model.step()
    model.play_phase()
    ending = dataclasses.replace(
        model.position.ending, aims={"beijing": {"compute": np.ones((2, 1))}}
    )
    granted = {**model.position.granted, "policy:beijing:0": np.zeros((2, 1))}
    return dataclasses.replace(model.position, ending=ending, granted=granted)


def test_every_part_of_a_position_moves_its_hash(position: Position) -> None:
    seen = {state_hash(position): "as it was"}
    parts = set()
    for at, moved in nudge(position):
        found = state_hash(moved)
        assert found not in seen, f"{at} hashes as {seen[found]}"
        seen[found] = at
        parts.add(at.split(".")[1].partition("[")[0].partition("(")[0])
    assert parts == {field.name for field in dataclasses.fields(Position)}


def test_the_order_in_which_names_were_noted_is_no_part_of_a_position(position: Position) -> None:
    turned = dict(list(position.moves.items())[::-1])
    again = dataclasses.replace(position, moves=turned)
    assert state_hash(again) == state_hash(position)
