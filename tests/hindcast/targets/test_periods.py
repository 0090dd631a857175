"""Periods and bases: fiscal quarters, billing, cards, dies and packages against public tables."""

import datetime

import numpy as np
import pytest

from game.config.build import build_observables
from game.config.scenarios import shipped_library
from game.hindcast.observe import months_of
from game.hindcast.targets.targets import public_targets, read_targets
from game.state.periods import (
    MONTHS,
    Step,
    period_of,
    read_month,
    whole_periods,
)
from game.turn.observables import read_months

OBSERVABLES = build_observables(shipped_library())
TARGETS = read_targets(public_targets())


def monthly(**flows: list[float]) -> dict[str, np.ndarray]:
    return {name: np.array([values]) for name, values in flows.items()}


def over(name: str, step: Step, **flows: list[float]) -> dict[str, float]:
    """Return an observable of given monthly numbers from January 2022 on, by period."""
    length = len(next(iter(flows.values())))
    tables = monthly(**flows)
    return {
        period: float(read_months(OBSERVABLES[name], months_of(tables, months))[0, 0])
        for period, months in whole_periods(0, length - 1, step)
    }


def targets_of(name: str) -> dict[str, float]:
    return {one.period: one.value for one in TARGETS if one.observable == name}


def by_month(quarters: list[float]) -> list[float]:
    return [value / 3.0 for value in quarters for _ in range(3)]


@pytest.mark.parametrize(
    ("month", "period"),
    [
        ("2022-02", "FY2023Q1"),
        ("2023-01", "FY2023Q4"),
        ("2023-10", "FY2024Q3"),
        ("2025-04", "FY2026Q1"),
        ("2026-01", "FY2026Q4"),
    ],
)
def test_a_month_belongs_to_the_fiscal_quarter_that_ends_with_january(month, period):
    assert period_of(read_month(month, "test"), "fiscal_quarter") == period


def test_only_whole_fiscal_quarters_are_told():
    """January 2022 ends a quarter of the books whose first two months no run plays."""
    told = [period for period, _ in whole_periods(0, 59, "fiscal_quarter")]
    assert told[0] == "FY2023Q1"
    assert told[-1] == "FY2027Q3"


def test_our_periods_are_named_as_the_public_targets_name_theirs():
    ours = {
        (name, period)
        for name, one in OBSERVABLES.items()
        for step in one.steps
        for period, _ in whole_periods(0, 59, step)
    }
    unmet = {
        (one.observable, one.period)
        for one in TARGETS
        if one.observable in OBSERVABLES
        and one.start is not None
        and one.start >= datetime.date(2022, 1, 1)
        and (one.observable, one.period) not in ours
    }
    # Yield over two months is put together from months.
    assert unmet == {("smic_yield_7nm", "2025-01..2025-02")}


def test_every_step_covers_its_own_number_of_months():
    for step, length in MONTHS.items():
        if step != "since":
            assert {len(months) for _, months in whole_periods(0, 59, step)} == {length}


def test_fiscal_quarters_add_up_to_the_years_of_the_filings():
    quarters = targets_of("nv_cn_rev_bill")
    ordered = [quarters[f"FY{year}Q{part}"] for year in (2023, 2024, 2025) for part in (1, 2, 3, 4)]
    told = over("nv_cn_rev_bill_year", "fiscal_year", nv_cn_rev_bill=[0.0, *by_month(ordered)])
    filed = targets_of("nv_cn_rev_bill_year")
    assert told["FY2024"] == pytest.approx(filed["FY2024"], abs=0.01)
    assert told["FY2025"] == pytest.approx(filed["FY2025"], abs=0.01)


def test_units_and_compute_of_the_survey_give_its_years_and_its_share_of_the_flow():
    """D9 to D12: units, H100-equivalents, their ratio, and China's share of the flow by year."""
    units, compute = targets_of("nv_cn_units"), targets_of("nv_cn_h100e")
    names = [f"{year}Q{part}" for year in (2022, 2023, 2024) for part in (1, 2, 3, 4)]
    delivered = by_month([units[name] / 1000.0 for name in names])
    power = by_month([compute[name] / 1000.0 for name in names])
    told = over("nv_cn_units", "year", nv_cn_units=delivered)
    made = over("nv_cn_h100e", "year", nv_cn_h100e=power)
    assert [round(told[year]) for year in ("2022", "2023", "2024")] == [100828, 209001, 958410]
    assert [round(made[year]) for year in ("2022", "2023", "2024")] == [31791, 145106, 143348]
    assert [round(made[year] / told[year], 2) for year in ("2023", "2024")] == [0.69, 0.15]
    so_far = targets_of("nv_gl_h100e_cum")
    totals = np.diff([0.0, *(so_far[name] for name in sorted(so_far, key=len))])
    world = [1000.0 * total / 12.0 for total in (0.29, 1.101, 3.333) for _ in range(12)]
    assert totals == pytest.approx([0.29, 1.101, 3.333])
    shares = over("cn_flow_share", "year", nv_cn_h100e=power, nv_gl_h100e=world)
    assert {year: round(value, 1) for year, value in shares.items()} == targets_of("cn_flow_share")
    cumulated = over("nv_gl_h100e_cum", "since", nv_gl_h100e=world)
    assert cumulated == pytest.approx(so_far)


def test_cards_count_boards_that_units_do_not():
    told = over("cn_cards_total", "half", cards_nvidia=[3.0] * 6, cards_domestic=[1.0] * 6)
    assert told == {"2022-01..2022-06": 24000.0}
    share = over("cn_share_domestic", "half", cards_nvidia=[3.0] * 6, cards_domestic=[1.0] * 6)
    assert share == {"2022-01..2022-06": 25.0}
