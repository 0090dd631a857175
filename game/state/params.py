"""The numbers of one game, ready for the rules: plain arrays that broadcast."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from game.errors import did_you_mean
from game.language.expression import Expression
from game.state.arrays import ratio, total
from game.state.axes import Axes
from game.state.settings import MemberSettings, PartSetting, Setting
from game.state.terms import Terms
from game.state.world import Floats

Integers = npt.NDArray[np.intp]
NO_TERMS = Terms(())

# Shares whose sum differs from 1 by no more are whole: their sum is rounded.
WHOLE = 1e-9


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Products:
    """Nvidia's accelerators, one array entry a product (axis K).

    `launch` is in months since January 2022, `price` in thousand US$, `power` in kW, `io` in GB/s,
    `bandwidth` in TB/s, `packages` in H100-sized packages. `designed_for` is the place of the rule
    text that a part was cut to, -1 for world products. `tier` is an index on the tier
    axis.
    """

    tpp: Floats
    io: Floats
    bandwidth: Floats
    memory_gb: Floats
    power: Floats
    price: Floats
    compute: Floats
    bandwidth_index: Floats
    launch: Floats
    generation: Floats
    packages: Floats
    stacks: Floats
    data_centre: Floats
    designed_for: Integers
    tier: Integers


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class RoadMap:
    """Each Chinese maker's parts in order of launch: arrays (F, G), padded with launch = inf."""

    launch: Floats
    compute: Floats
    bandwidth_index: Floats
    software: Floats
    price: Floats
    stacks: Floats
    dies: Floats
    power: Floats


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Vintages:
    """What each setting of chip_ceiling says of each product: arrays (V, K) of 0 and 1.

    `numbers` are those of the settings, ascending, (V,).
    """

    names: tuple[str, ...]
    numbers: Floats
    controlled: Floats
    licensable: Floats


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """One event of the calendar, of chance, or an inject.

    `month` is None for chance events. Effects are (field, member index or None, add, multiply).
    """

    name: str
    kind: str
    month: int | None
    wait: float
    hazard: Expression | None
    effects: tuple[tuple[str, int | None, float, float], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Upkeep:
    """What a lever's standing settings cost: `rate` points a quarter a unit above `rest`."""

    lever: str
    rest: float
    rate: float


class Params:
    """Named numbers: `params.switching_cost` is a 0-d, (n,), (R, 1) or (R, n) array.

    `settings` has the number of each named setting of a lever, `member_settings` those of settings
    that are called like the members of an axis. `shares` names the numbers whose members are shares
    of one whole.
    """

    def __init__(
        self,
        numbers: Mapping[str, Floats],
        *,
        axes: Axes,
        products: Products,
        roadmap: RoadMap,
        vintages: Vintages,
        events: tuple[Event, ...],
        settings: Mapping[Setting | PartSetting, float],
        member_settings: Mapping[MemberSettings, Floats],
        standing: tuple[Expression, ...] = (),
        upkeep: tuple[tuple[Upkeep, ...], ...] = (),
        shares: frozenset[str] = frozenset(),
        terms: Terms = NO_TERMS,
    ) -> None:
        self.axes = axes
        self.products = products
        self.roadmap = roadmap
        self.vintages = vintages
        self.events = events
        self.settings = settings
        self.member_settings = member_settings
        self.standing = standing
        self.upkeep = upkeep
        self.shares = shares
        self.terms = terms
        self.numbers = dict(numbers)
        self.__dict__.update(self.numbers)

    def __getattr__(self, name: str) -> Floats:
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(f"no parameter {name!r}; {did_you_mean(name, self.numbers)}")

    def setting(self, named: Setting | PartSetting) -> float:
        """Return the number under which orders hold a setting."""
        return self.settings[named]

    def lines(self, settings: Floats) -> Integers:
        """Return the rule texts that settings of chip_ceiling or design_target are, as places."""
        return np.searchsorted(self.vintages.numbers, settings)

    def settings_of_members(self, named: MemberSettings) -> Floats:
        """Return the number of the setting called like each member of an axis, (n,)."""
        return self.member_settings[named]

    def with_numbers(self, numbers: Mapping[str, Floats]) -> Params:
        """Return the same params with some numbers replaced.

        Shares of one whole stay such: what does not add up to 1 is scaled until it does.
        """
        whole = {
            name: _as_shares(values) if name in self.shares else values
            for name, values in numbers.items()
        }
        return self.replaced(whole)

    def scaled(self, name: str, factor: float) -> Params:
        """Return the same params with one number multiplied, each share of a whole as well."""
        return self.replaced({name: self.numbers[name] * factor})

    def replaced(self, numbers: Mapping[str, Floats]) -> Params:
        """Return the same params with some numbers replaced, each as it is given."""
        return Params(
            {**self.numbers, **numbers},
            axes=self.axes,
            products=self.products,
            roadmap=self.roadmap,
            vintages=self.vintages,
            events=self.events,
            settings=self.settings,
            member_settings=self.member_settings,
            standing=self.standing,
            upkeep=self.upkeep,
            shares=self.shares,
            terms=self.terms,
        )


def fill_up(shares: Floats, drawn: Sequence[int]) -> Floats:
    """Return shares of one whole, (n,) or (R, n), whose other members have what drawn ones leave.

    Drawn members that are more than the whole leave nothing; `Params.with_numbers` scales those.
    """
    others = [place for place in range(shares.shape[-1]) if place not in drawn]
    if not others:
        return shares
    left = np.maximum(1.0 - total(shares[..., list(drawn)]), 0.0)
    filled = shares.copy()
    filled[..., others] *= ratio(left, total(shares[..., others]))
    return filled


def _as_shares(values: Floats) -> Floats:
    """Return weights as shares that add up to 1, (n,) or (R, n); even shares where all are 0.

    What adds up to 1 but for rounding stays as it is, to the last bit.
    """
    whole = total(values)
    weights = np.where(whole > 0.0, values, 1.0)
    is_whole = np.abs(whole - 1.0) <= WHOLE
    return np.where(is_whole, values, weights / total(weights))
