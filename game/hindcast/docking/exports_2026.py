"""Published export scenarios for 2026 fed to the compute ledger, with politics off."""

from __future__ import annotations

import dataclasses

import numpy as np

from game.config.entries import read_entries
from game.config.scenarios import load_scenario
from game.config.schema.fields import Entry, NotNegative, Positive, Sources, Text
from game.hindcast.docking.arithmetic import SCENARIO, open_to
from game.hindcast.scores.scoring_rules import rank_correlation, ratio_error
from game.hindcast.targets.series import bars, targets_folder
from game.model.market.owners import us_share
from game.model.market.roadmap import current_part
from game.model.rules.buyers import sell_domestic
from game.model.rules.chipmaking import improve_yield, make_domestic, stock_memory
from game.model.rules.demand import grow_budgets, place_orders, ship_licensed
from game.model.rules.fleets import install_chips
from game.model.rules.supply import RUN, expand_packaging, make_chips
from game.state.arrays import total
from game.state.chance import Chance
from game.state.params import Params
from game.state.ties import at_least
from game.state.world import World

PART = "b30a"
MONTHS = 12
# What moves compute in a month, in the order of game.model.rules; politics, luck and fear are
# left out.
LEDGER = (
    expand_packaging,
    make_chips,
    grow_budgets,
    place_orders,
    ship_licensed,
    stock_memory,
    improve_yield,
    make_domestic,
    sell_domestic,
    install_chips,
)


class ExportCase(Entry):
    """A published export scenario for 2026, and what it fixes."""

    title: Text
    """The scenario in words."""
    expected: Positive
    """The published ratio, United States over China."""
    low: Positive
    """Lowest published."""
    high: Positive
    """Highest published."""
    b30a: bool
    """Whether the half-size part may be sold."""
    china_allocation: NotNegative
    """The share of packaging that China's line may take."""
    others: bool
    """Whether other vendors sell China the same share of what they make."""
    budget: Positive
    """Chinese budgets over those of the opening."""
    says: Text
    """How it was read."""
    sources: Sources


@dataclasses.dataclass(frozen=True, kw_only=True)
class ExportRatio:
    """A scenario and what the ledger makes of it."""

    name: str
    case: ExportCase
    found: float

    @property
    def agrees(self) -> bool:
        """Whether the ratio lies in the published range or within the bar on ratios of it."""
        nearest = min(max(self.found, self.case.low), self.case.high)
        return bool(at_least(bars()["log_ratio"], ratio_error(self.found, nearest)))


def compare_exports() -> list[ExportRatio]:
    """Return every scenario of exports_2026.yaml with the ledger's ratio."""
    cases = read_entries(targets_folder() / "exports_2026.yaml", ExportCase)
    return [
        ExportRatio(name=name, case=case, found=added_ratio(case)) for name, case in cases.items()
    ]


def order_agreement(compared: list[ExportRatio]) -> float:
    """Return Spearman's rank correlation of the ledger's ratios with the published ones."""
    ratios = np.array([ratio.found for ratio in compared])
    return rank_correlation(ratios, np.array([ratio.case.expected for ratio in compared]))


def added_ratio(case: ExportCase) -> float:
    """Return paper compute added in 2026, United States over China, under a scenario.

    US additions are deliveries of all vendors to US owners; Chinese ones are legal imports and home
    sales. Diverted and rented compute is left out, as in the study. The line for China runs, also
    where the opening has it halted: whether it may sell is what the scenario says.
    """
    scenario = load_scenario(SCENARIO)
    params = scenario.params
    opened = scenario.settings.settings
    orders = scenario.settings.with_settings(
        {
            "china_allocation": np.full_like(opened["china_allocation"], case.china_allocation),
            "china_line": np.full_like(opened["china_line"], params.setting(RUN)),
        }
    )
    world = _gates(scenario.opening, case, params)
    added_us = added_cn = 0.0
    for _ in range(MONTHS):
        world = world.at_month(world.month + 1)
        chance = Chance(0, 0, 1).at(world.month)
        for rule in LEDGER:
            world = world.with_changes(rule(world, orders, params, chance))
        us, cn = _added(world, case, params)
        added_us, added_cn = added_us + us, added_cn + cn
    return added_us / added_cn


def _gates(world: World, case: ExportCase, params: Params) -> World:
    shut = np.zeros_like(world.us_gate)
    opened = (
        open_to(world, PART, params)
        if case.b30a
        else world.with_changes({"us_gate": shut, "cn_gate": shut})
    )
    return opened.with_changes(
        {
            "budget": world.budget * case.budget,
            "gray_flow": np.zeros_like(world.gray_flow),
            "backlog": np.zeros_like(world.backlog),
        }
    )


def _added(world: World, case: ExportCase, params: Params) -> tuple[float, float]:
    """Return compute delivered this month to US and to Chinese owners, k H100e.

    Other vendors' output is in proportion to what Nvidia sells at home. Where they follow, the
    share of it that Nvidia's China line may take goes to China as well.
    """
    us = params.axes.blocs.index("us")
    nvidia = us_share(world, params) * total(world.sold_elsewhere * params.products.compute)
    others = params.other_vendors[..., us] * nvidia
    diverted = case.china_allocation * others if case.others else 0.0 * others
    home = total(world.sold_domestic * current_part(world, params).compute)
    legal = total(world.shipped * params.products.compute)
    return float((nvidia + others - diverted)[0, 0]), float((home + legal + diverted)[0, 0])
