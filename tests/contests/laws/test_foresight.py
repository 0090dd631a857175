"""Laws 3, 18 and 22, small: a seat that looks ahead."""

import dataclasses

import numpy as np
import pytest

from agents.cast import read_size
from game.contests.laws.foresight import read_reading, read_strategist
from game.contests.laws.ground import Budget, Ground

SEAT = "beijing"


@pytest.fixture(scope="module")
def ground():
    budget = Budget(training=4, testing=4, drawn=0, steps=1, dated_steps=1, ahead=2, kernels=0)
    return Ground("lesson", budget)


@pytest.fixture(autouse=True)
def tiny(monkeypatch):
    monkeypatch.setattr(
        "game.contests.laws.foresight.read_size",
        lambda *args: dataclasses.replace(read_size(*args), rollouts=60, games=24, worlds=4),
    )


def check_margin(reading):
    other = reading.part.removeprefix("strategist above ")
    means = dict(reading.notes)
    assert reading.value == pytest.approx(means["strategist"] - means[other])
    assert np.isfinite(reading.error)


def test_the_strategist_is_read_against_the_best_ordinary_policy_game_by_game(ground):
    (reading,) = read_strategist(ground, SEAT, 22)
    assert (reading.cell.law, reading.cell.seat, reading.low) == (22, SEAT, 5.0)
    assert reading.value > -5.0
    check_margin(reading)


def test_reading_is_read_against_a_view_frozen_at_the_opening_and_the_best_dated_plan(ground):
    readings = read_reading(ground, SEAT)
    assert [(reading.cell.law, reading.low) for reading in readings] == [(18, 4.0)] * 2
    for reading in readings:
        check_margin(reading)
