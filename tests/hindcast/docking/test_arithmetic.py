"""The compute ledger reproduces published arithmetic by the game's own rules."""

import dataclasses

import numpy as np
import pytest

from game.config.entries import read_entries
from game.hindcast.docking.arithmetic import ARITHMETIC, Check, Docked, RestingWorld, dock
from game.hindcast.docking.exports_2026 import compare_exports, order_agreement
from game.hindcast.targets.series import targets_folder


@pytest.fixture(scope="module")
def docked():
    return {one.name: one for one in dock()}


@pytest.fixture(scope="module")
def compared():
    return compare_exports()


def test_every_check_of_the_file_has_its_arithmetic():
    assert list(read_entries(targets_folder() / "docking.yaml", Check)) == list(ARITHMETIC)


def test_the_ledger_agrees_with_every_published_number_at_its_rounding(docked):
    differing = {name: one.found for name, one in docked.items() if not one.agrees}
    assert differing == {}


def test_packages_of_a_year_follow_wafers_dies_and_yield(docked):
    assert docked["D1"].found == pytest.approx(7 * 12 * 39 * 0.30 / 1000, rel=1e-4)
    assert docked["D2b"].found == pytest.approx(18 * 12 * 39 * 0.30 / 1000, rel=1e-4)


def test_a_number_half_a_unit_off_in_the_last_place_agrees_and_more_does_not(docked):
    one = docked["D1"]
    assert Docked(name="D1", check=one.check, found=0.985).agrees
    assert not dataclasses.replace(one, found=0.986).agrees


def test_more_wafers_do_not_help_where_memory_ends():
    bench = RestingWorld()
    given = {
        "hbm_stock": bench.huawei("hbm_stock", 800.0),
        "yield_rate": bench.huawei("yield_rate", 0.3),
        "stock_domestic": bench.huawei("stock_domestic", 0.0),
    }
    few, many = (
        bench.packaged(
            120,
            wafers=bench.huawei("wafers", wafers),
            die_bank=bench.huawei("die_bank", 1e5),
            **given,
        )
        for wafers in (1.0, 100.0)
    )
    assert few == pytest.approx(0.1)
    assert many == pytest.approx(0.1)


def test_export_scenarios_rank_as_published_and_lie_within_a_factor_of_two(compared):
    assert order_agreement(compared) == pytest.approx(1.0)
    found = np.array([one.found for one in compared])
    assert (np.diff(found) < 0.0).all()
    assert all(one.agrees for one in compared)
