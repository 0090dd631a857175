"""The compute ledger held against published arithmetic, with politics off.

Each check sets up a world, lets the game's own rules run on it and compares what comes out with
the published number at its rounding. No rule is written a second time here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np

from game.config.entries import read_entries
from game.config.scenarios import load_scenario
from game.config.schema.fields import Entry, Sources, Text
from game.hindcast.observe import months_of
from game.hindcast.record.months import as_frame, published_months
from game.hindcast.scores.simulated import Simulated
from game.hindcast.targets.series import targets_folder
from game.hindcast.targets.targets import public_targets, read_targets
from game.mathematics import LN2, log
from game.model.market.roadmap import current_part
from game.model.rules.chipmaking import make_domestic
from game.model.rules.demand import place_orders
from game.state.arrays import total
from game.state.calendar import month_number
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.reading import see_month
from game.state.scenario import Scenario
from game.state.ties import at_least
from game.state.world import Floats, World
from game.turn.observables import read_months

SCENARIO = "december_2025"
HUAWEI = "huawei"
# The month in which the 910C has its line to itself, and the next part is not out: August 2025.
MONTH_910C = 43
PLENTY = 1e6


class Check(Entry):
    """A published number, and its rounding."""

    title: Text
    """What is counted."""
    expected: float
    """The published number."""
    decimals: int
    """The places it is rounded to."""
    unit: Text
    """Its unit."""
    says: Text
    """The arithmetic."""
    sources: Sources


@dataclasses.dataclass(frozen=True, kw_only=True)
class Docked:
    """A check and what the ledger makes of it."""

    name: str
    check: Check
    found: float

    @property
    def agrees(self) -> bool:
        """Whether both are the same at the publication's rounding."""
        half = float(f"5e-{self.check.decimals + 1}")
        return bool(at_least(half, abs(self.found - self.check.expected)))


def dock() -> list[Docked]:
    """Return every check with what the ledger makes of it, in the order of docking.yaml."""
    checks = read_entries(targets_folder() / "docking.yaml", Check)
    bench = RestingWorld()
    return [
        Docked(name=name, check=check, found=ARITHMETIC[name](bench))
        for name, check in checks.items()
    ]


class RestingWorld:
    """A world of one replicate, its orders and numbers, at rest: nothing is luck."""

    def __init__(self) -> None:
        self.scenario: Scenario = load_scenario(SCENARIO)
        self.targets = read_targets(public_targets())
        self.runs = Simulated(as_frame(self.targets))
        self.monthly = published_months(self.targets)

    def observed(self, name: str, months: range) -> float:
        """Return what an observable makes of the published numbers."""
        observable = self.scenario.observables[name]
        return float(read_months(observable, months_of(self.monthly, months))[0, 0])

    @property
    def params(self) -> Params:
        """The numbers of the rules; packages do not fail, as in the published arithmetic."""
        return self.scenario.params.with_numbers({"packaging_yield": np.array(1.0)})

    def world(self, **fields: Floats) -> World:
        """Return the opening in the month of the 910C, with some fields set."""
        opened: World = self.scenario.opening.at_month(MONTH_910C)
        flat = {"roadmap_delay": np.zeros_like(opened.roadmap_delay)}
        return opened.with_changes(flat | fields)

    def orders(self, **settings: float) -> Orders:
        """Return the opening orders with some levers set, covert sourcing off."""
        given = {"covert_sourcing": 0.0, **settings}
        held = self.scenario.settings.settings
        return self.scenario.settings.with_settings(
            {name: np.full_like(held[name], value) for name, value in given.items()}
        )

    def huawei(self, field: str, value: float) -> Floats:
        """Return a field by maker that is 0 for all but Huawei."""
        column = np.zeros_like(getattr(self.scenario.opening, field))
        column[:, self.params.axes.makers.index(HUAWEI)] = value
        return np.asarray(column)

    def packaged(self, months: int, **fields: Floats) -> float:
        """Return the packages Huawei makes in so many months, in millions, by `make_domestic`.

        Wafers and yield stand still, lines and demand are no limit.
        """
        fixed = {"made_domestic": self.huawei("made_domestic", PLENTY), **fields}
        world = self.world(**fixed)
        orders, params, chance = self.orders(), self.params, Chance(0, 0, 1)
        made = 0.0
        for _ in range(months):
            changes = make_domestic(world, orders, params, chance.at(world.month))
            made += float(total(changes["made_domestic"])[0, 0])
            unsold = {"stock_domestic": np.zeros_like(world.stock_domestic)}
            world = world.with_changes(changes | unsold | {"made_domestic": fixed["made_domestic"]})
        return made / 1000.0


def open_to(world: World, part: str, params: Params) -> World:
    """Return a world in which one part alone passes both gates, and is in full production."""
    column = params.axes.products.index(part)
    gate = np.zeros_like(world.us_gate)
    gate[:, column] = 1.0
    ramp = world.ramp.copy(order="K")
    ramp[:, column] = 1.0
    none = np.zeros_like(world.guidance_felt)
    return world.with_changes(
        {"us_gate": gate, "cn_gate": gate, "ramp": ramp, "guidance_felt": none}
    )


def _from_wafers(wafers: float, good: float = 0.30) -> Callable[[RestingWorld], float]:
    """Return the check that so many wafers (k a month) make in a year, the bank at rest."""

    def check(bench: RestingWorld) -> float:
        dies = wafers * float(bench.params.dies_per_wafer) * good
        waiting = dies * (float(bench.params.die_turnover) - 1.0)
        return bench.packaged(
            12,
            wafers=bench.huawei("wafers", wafers),
            yield_rate=bench.huawei("yield_rate", good),
            die_bank=bench.huawei("die_bank", waiting),
            hbm_stock=bench.huawei("hbm_stock", PLENTY),
            stock_domestic=bench.huawei("stock_domestic", 0.0),
        )

    return check


def _from_memory(bench: RestingWorld) -> float:
    return bench.packaged(
        120,
        wafers=bench.huawei("wafers", 0.0),
        die_bank=bench.huawei("die_bank", PLENTY),
        hbm_stock=bench.huawei("hbm_stock", 13_000.0),
        stock_domestic=bench.huawei("stock_domestic", 0.0),
    )


def _from_bank(bench: RestingWorld) -> float:
    return bench.packaged(
        240,
        wafers=bench.huawei("wafers", 0.0),
        die_bank=bench.huawei("die_bank", 2900.0),
        hbm_stock=bench.huawei("hbm_stock", PLENTY),
        stock_domestic=bench.huawei("stock_domestic", 0.0),
    )


def _in_h100(bench: RestingWorld) -> float:
    part = current_part(bench.world(), bench.params)
    return float(part.compute[0, bench.params.axes.makers.index(HUAWEI)])


def _per_dollar(bench: RestingWorld) -> float:
    """Return compute per dollar of the half-size part over that of twice the part."""
    products, names = bench.params.products, bench.params.axes.products
    half, full = names.index("b30a"), names.index("b200")
    per_dollar = products.compute / products.price
    return float(per_dollar[half] / per_dollar[full])


def _budget_elasticity(bench: RestingWorld) -> float:
    """Return log2 of the compute ordered with twice the budget over that ordered with it once."""
    world = open_to(bench.world(), "b30a", bench.params)
    ordered = []
    for times in (1.0, 2.0):
        changes = place_orders(
            world.with_changes(
                {"budget": world.budget * times, "backlog": np.zeros_like(world.backlog)}
            ),
            bench.orders(),
            bench.params,
            Chance(0, 0, 1).at(world.month),
        )
        compute = total(changes["ordered"] * bench.params.products.compute)
        ordered.append(float(compute[0, 0]))
    return float(log(ordered[1] / ordered[0]) / LN2)


def _year(name: str, year: int) -> Callable[[RestingWorld], float]:
    """Return the check that an observable makes of the published quarters."""

    def check(bench: RestingWorld) -> float:
        return bench.observed(name, range(month_number(year, 1), month_number(year + 1, 1)))

    return check


def _per_unit(bench: RestingWorld) -> float:
    return _year("nv_cn_h100e", 2023)(bench) / _year("nv_cn_units", 2023)(bench)


def _ledger_h20(bench: RestingWorld) -> float:
    """Return the compute that the ledger books for one delivered H20."""
    world = bench.world()
    column = np.zeros_like(world.shipped)
    column[:, bench.params.axes.products.index("h20")] = 1.0
    seen = see_month(world.with_changes({"shipped": column}), bench.orders(), bench.params)
    return float(seen.value("nv_cn_h100e")[0, 0])


def _magnets(bench: RestingWorld) -> float:
    half = range(36, 42)
    return bench.observed("magnet_exp", half) * len(half)


def _offshore(bench: RestingWorld) -> float:
    at_home, everywhere = (
        bench.runs.value(name, "FY2025") for name in ("nv_cn_rev_bill", "nv_cn_rev_hq")
    )
    return (
        float("nan") if at_home is None or everywhere is None else float((everywhere - at_home)[0])
    )


ARITHMETIC: dict[str, Callable[[RestingWorld], float]] = {
    "D1": _from_wafers(7.0),
    "D2a": _from_wafers(13.0),
    "D2b": _from_wafers(18.0),
    "D3": _from_memory,
    "D4": _from_bank,
    "D5": _in_h100,
    "D8": _per_dollar,
    "D8e": _budget_elasticity,
    "D9a": _year("nv_cn_units", 2022),
    "D9b": _year("nv_cn_units", 2023),
    "D9c": _year("nv_cn_units", 2024),
    "D10a": _year("nv_cn_h100e", 2022),
    "D10b": _year("nv_cn_h100e", 2023),
    "D10c": _year("nv_cn_h100e", 2024),
    "D11a": _per_unit,
    "D11b": _ledger_h20,
    "D12a": _year("cn_flow_share", 2022),
    "D12b": _year("cn_flow_share", 2023),
    "D12c": _year("cn_flow_share", 2024),
    "D13": _magnets,
    "D14": _offshore,
}
