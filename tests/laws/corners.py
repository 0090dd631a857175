"""Games at the corners of the parameters, and what in them breaks a range or a law.

`python -m tests.laws.corners` plays 20,000 games of every scenario.
"""

from __future__ import annotations

import argparse
import dataclasses
import secrets
import sys
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from agents.model import GameModel
from game.config.scenarios import load_scenario, shipped_library
from game.state.orders import Flags
from game.state.scenario import Scenario
from game.state.world import FIELDS, Floats, World

SCENARIOS = ("lesson", "april_2025", "december_2025", "october_2022")
LEADERS = {"own": "", "random": "random_legal"}
GAMES, CHUNK = 20_000, 400
ROUNDING = 1e-9
# A sum of so many numbers, and what they were worked out from, is rounded by so much.
LAW_ROUNDING = 1e-7

Shares = Callable[[np.random.Generator, Floats], Floats]


def _at_ends(_luck: np.random.Generator, shares: Floats) -> Floats:
    return np.round(shares)


def _anywhere(_luck: np.random.Generator, shares: Floats) -> Floats:
    return shares


def _mostly_at_ends(luck: np.random.Generator, shares: Floats) -> Floats:
    return np.where(luck.random(shares.shape) < 0.5, np.round(shares), shares)


# From where in its range each number is drawn, as shares of the way from one end to the other.
SPANS: Mapping[str, Shares] = {
    "corners": _at_ends,
    "ranges": _anywhere,
    "both": _mostly_at_ends,
}


@dataclasses.dataclass(frozen=True)
class Breach:
    """A range or a law that is broken: how far, in how many games, and where it was drawn from."""

    what: str
    worst: float
    games: int

    def __str__(self) -> str:
        return f"{self.what}: {self.worst:.6g} at worst, in {self.games} games"


def breaches(*, scenario: str, leader: str, span: str, seed: int, games: int) -> list[Breach]:
    """Play games to their end, each with parameters of its own, and return what is broken."""
    drawn = _draw(load_scenario(scenario), span, seed, games)
    leaders = dict.fromkeys(drawn.actors, LEADERS[leader]) if LEADERS[leader] else {}
    worst: dict[str, float] = {}
    where: dict[str, Flags] = {}
    with np.errstate(all="raise", under="ignore"):
        model = GameModel(drawn, policies=leaders, seed=seed, replicates=games)
        months = [model.position.world]
        while model.running:
            model.step()
            months += model.position.months[1:]
    for before, after in zip([None, *months], months, strict=False):
        for what, excess in (*_out_of_range(after), *_lost(before, after, drawn)):
            beyond = excess > 0.0
            if beyond.any():
                worst[what] = max(worst.get(what, 0.0), float(excess.max()))
                where[what] = where.get(what, np.zeros(games, dtype=np.bool_)) | beyond
    return [Breach(what, worst[what], int(where[what].sum())) for what in worst]


def _draw(scenario: Scenario, span: str, seed: int, games: int) -> Scenario:
    """Return the scenario with every parameter drawn from its own range, in each game anew."""
    luck = np.random.default_rng(seed)
    params = shipped_library().params
    numbers = {}
    for name, now in scenario.params.numbers.items():
        if name not in params:  # a number of an actor's config, which no experiment varies
            continue
        low, high = (float(end) for end in params[name].range)
        shares = luck.random((games, now.shape[-1] if now.ndim else 1))
        numbers[name] = low + SPANS[span](luck, shares) * (high - low)
    return scenario.with_params(scenario.params.with_numbers(numbers))


def _out_of_range(world: World) -> Iterator[tuple[str, Floats]]:
    """Yield by how much each number leaves its declared range, (games,)."""
    for name, field in FIELDS.items():
        values = getattr(world, name)
        rows = values.reshape(len(values), -1)
        none = ~np.isfinite(rows).all(axis=1)
        yield f"{name} is no number", none.astype(np.float64)
        for side, excess in (("below", field.low - rows), ("above", rows - field.high)):
            finite = np.where(np.isfinite(excess), excess, 0.0).max(axis=1) - ROUNDING
            yield f"{name} {side} its range", finite


def _lost(before: World | None, after: World, scenario: Scenario) -> Iterator[tuple[str, Floats]]:
    """Yield by how much each law is broken, (games,), over the size of what was moved."""
    if before is None:
        return
    for what, left, right in balances(before, after, scenario):
        yield what, _over_size(np.abs(left - right), left, right)
    for what, less, more in limits(before, after):
        yield what, _over_size(less - more, less, more)


def _over_size(excess: Floats, left: Floats, right: Floats) -> Floats:
    scale = np.abs(left) + np.abs(right) + 1.0
    share: Floats = (excess / scale).reshape(len(excess), -1).max(axis=1) - LAW_ROUNDING
    return share


def balances(
    before: World, after: World, scenario: Scenario
) -> Iterator[tuple[str, Floats, Floats]]:
    """Yield what must be equal over a month: what came, and where it went."""
    params = scenario.params
    stocked = after.china_stock - before.china_stock
    placed = after.sold_elsewhere + after.shipped + stocked
    yield "Nvidia's chips: made, and sold or stocked", after.made, placed
    kept = after.stock_domestic - before.stock_domestic
    sold = after.sold_domestic + after.exported_domestic + kept
    yield "Chinese chips: made, and sold or stocked", after.made_domestic, sold
    running = before.fleet_domestic * (1.0 - params.domestic_failure) + after.sold_domestic
    yield "Chinese chips: sold, and installed", after.fleet_domestic, running
    smuggled = before.diverted * (1.0 - params.diverted_loss) + after.gray_flow
    yield "diverted chips: smuggled, and installed", after.diverted, smuggled


# Totals since the opening, which never fall.
SO_FAR = (
    "us_fee", "us_spent", "cn_spent", "cn_wasted", "cn_gained", "nv_written_off", "learned",
    "memory_learned",
)  # fmt: skip


def limits(before: World, after: World) -> Iterator[tuple[str, Floats, Floats]]:
    """Yield what must never be more over a month than something else."""
    for name in SO_FAR:
        yield f"{name} falls", getattr(before, name), getattr(after, name)
    wasted, spent = after.cn_wasted - before.cn_wasted, after.cn_spent - before.cn_spent
    yield "more is wasted than Beijing spends", wasted, spent
    installed = (after.fleet - before.fleet).sum(axis=1)
    yield "more chips are installed than sold", installed, after.shipped + after.sold_elsewhere
    yield "more is seized than was diverted", after.seized, before.evidence + after.gray_flow
    foreign = after.mineral_alternative + after.mineral_build
    yield "more is mined abroad than is needed", foreign, np.ones_like(foreign)


def main(arguments: list[str]) -> int:
    """Play the games of every scenario, and tell what is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.laws.corners", description=__doc__)
    parser.add_argument("--games", type=int, default=GAMES, help="of each scenario")
    parser.add_argument("--scenario", nargs="+", default=SCENARIOS, choices=SCENARIOS)
    parser.add_argument("--seed", type=int, help="a fresh one unless given")
    options = parser.parse_args(arguments)
    seed = secrets.randbits(40) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    broken = False
    for scenario in options.scenario:
        found: dict[str, Breach] = {}
        played = 0
        while played < options.games:
            for span in SPANS:
                for leader in LEADERS:
                    seed += 1
                    for breach in breaches(
                        scenario=scenario, leader=leader, span=span, seed=seed, games=CHUNK
                    ):
                        old = found.get(breach.what, Breach(breach.what, 0.0, 0))
                        found[breach.what] = Breach(
                            breach.what,
                            max(old.worst, breach.worst),
                            old.games + breach.games,
                        )
                    played += CHUNK
        print(f"{scenario}: {played:,} games")
        for breach in found.values():
            print(f"  {breach}")
        broken |= bool(found)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
