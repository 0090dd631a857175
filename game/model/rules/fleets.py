"""Installed compute: what arrives, ages, is scrapped, and finds power."""

from __future__ import annotations

import numpy as np

from game.model.market.owners import us_share
from game.model.market.roadmap import current_part
from game.state.arrays import fade, ratio, total
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World


def install_chips(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let chips arrive in each bloc and old ones go.

    fleet'    = fleet x (1 - scrapping) + arrivals                           [k chips, (R, B, K)]
    scrapping = scrap_rate x clip((age - scrap_age) / scrap_spread, 0, 1)        [share a month]
    age'      = (age + 1) x kept / fleet'                                     [months, (R, B, K)]
    domestic' = domestic x (1 - failure) + sold                                 [k chips, (R, F)]
    diverted' = diverted x (1 - loss) + gray_flow                               [k H100e, (R, 1)]
    deploying = (deploying + bought in China) fading over deployment_lag        [k H100e, (R, 1)]

    Parts sold outside China go to the United States by `us_share`, else to other countries, less
    what is diverted from there; countries that hedge buy more of their own. Parts cut to a line
    are sold in China alone.
    Ages are means, and arrivals are new: age' = 0 where there is no fleet.
    So made + imported + diverted - scrapped = stock.

    Left out: resale between blocs.
    Source: facts group 1 (retirement 10-15 % a year after year 3), CC10.
    """
    fleet, fleet_age = _age_fleet(world, _arrivals(world, params), params)
    part = current_part(world, params)
    sold_compute = world.sold_domestic * part.compute
    bought = total(world.shipped * params.products.compute) + total(sold_compute) + world.gray_flow
    failing = 1.0 - params.domestic_failure
    return {
        "fleet": fleet,
        "fleet_age": fleet_age,
        "fleet_domestic": world.fleet_domestic * failing + world.sold_domestic,
        "compute_domestic": world.compute_domestic * failing + sold_compute,
        "diverted": world.diverted * (1.0 - params.diverted_loss) + world.gray_flow,
        "deploying": fade(world.deploying + bought, params.deployment_lag),
    }


def power_up(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Let power grow, and turn fleets into useful compute as far as power reaches.

    power'  = power x (1 + power_growth / 12 x (1 - power / power_limit))            [GW, (R, B)]
    compute = useful x power / (power^4 + need^4)^(1/4)                          [k H100e, (R, B)]

    useful is paper compute, and in China domestic compute x software x (1 - mixing x
    fragmentation) x (1 - idle_for_power x (1 - power_subsidy)), diverted compute that nobody
    services, less what still waits to be installed; need is chips x kW x facility overhead.
    Compute rented offshore runs on foreign power: it counts for China at a discount and not for
    its hosts. Larger clusters of Chinese chips (cluster_scale) use more of each chip and more
    power.
    Source: facts EN3, EN5-EN7, EN9, HW7; seeds M24, M38.
    """
    growth = params.power_growth / 12.0 * (1.0 - world.power / params.power_limit)
    power = world.power * (1.0 + growth)
    useful, need = _fleet_compute(world, params)
    at_home, at_home_need = _chinese_compute(world, orders, params)
    cn, other = (params.axes.column("blocs", bloc) for bloc in ("cn", "other"))
    useful[:, cn] = (useful[:, cn] + at_home) * _running(world, params)
    need[:, cn] += at_home_need
    fourth = np.square(np.square(power)) + np.square(np.square(need))
    compute = useful * ratio(power, np.sqrt(np.sqrt(fourth)))
    abroad = np.minimum(world.offshore, compute[:, other])
    compute[:, other] -= abroad
    compute[:, cn] += params.offshore_use * abroad
    return {"power": power, "compute": compute}


def _age_fleet(world: World, arrivals: Floats, params: Params) -> tuple[Floats, Floats]:
    """Return the fleet and its mean age after a month, both (R, B, K).

    Worked in place: these are the largest arrays there are.
    """
    slope = params.scrap_rate / params.scrap_spread
    kept = world.fleet_age * slope[..., None]
    kept -= (slope * params.scrap_age)[..., None]
    np.clip(kept, 0.0, params.scrap_rate[..., None], out=kept)
    np.subtract(1.0, kept, out=kept)
    kept *= world.fleet
    fleet = arrivals
    fleet += kept
    age = np.minimum(world.fleet_age, 238.0)
    age += 1.0
    age *= kept
    age /= np.maximum(fleet, 1e-9)
    return fleet, age


def _arrivals(world: World, params: Params) -> Floats:
    """Return chips arriving this month, k chips, (R, B, K)."""
    products = params.products
    elsewhere = world.sold_elsewhere
    to_us = us_share(world, params) * elsewhere
    to_others = elsewhere - to_us
    received = total(to_others * products.compute)
    leak = ratio(np.minimum(world.gray_flow, received), received)
    arrivals = np.empty_like(world.fleet)
    us, cn, other = (params.axes.blocs.index(bloc) for bloc in ("us", "cn", "other"))
    arrivals[:, us] = to_us
    arrivals[:, cn] = world.shipped
    arrivals[:, other] = to_others * (1.0 - leak)
    return arrivals


def _fleet_compute(world: World, params: Params) -> tuple[Floats, Floats]:
    """Return the fleets' compute (k H100e) and power need (GW), both (R, B).

    Other vendors' accelerators follow the Nvidia fleet in each bloc by `other_vendors`.
    """
    products = params.products
    with_others = 1.0 + params.other_vendors
    compute = total(world.fleet * products.compute)[..., 0]
    megawatts = total(world.fleet * products.power)[..., 0]
    return compute * with_others, megawatts * with_others * params.facility_overhead / 1000.0


def _chinese_compute(world: World, orders: Orders, params: Params) -> tuple[Floats, Floats]:
    """Return useful compute of domestic and diverted parts (k H100e) and its need (GW), (R, 1)."""
    scale = orders.cluster_scale
    fit = 1.0 - (1.0 - world.software) * (1.0 - params.cluster_gain * scale)
    lit = 1.0 - params.idle_for_power * (1.0 - orders.power_subsidy)
    mixed = 1.0 - params.mixing_loss * world.fragmentation
    domestic = total(world.compute_domestic * fit) * (mixed * lit)
    useful = domestic + params.diverted_use * world.diverted
    megawatts = params.domestic_power * total(world.compute_domestic)
    megawatts = megawatts * (1.0 + params.cluster_power * scale)
    megawatts = megawatts + params.diverted_power * world.diverted
    return useful, megawatts * params.facility_overhead / 1000.0


def _running(world: World, params: Params) -> Floats:
    """Return the share of compute in China that is past installation, (R, 1)."""
    cn = params.axes.blocs.index("cn")
    imported = total(world.fleet[:, cn] * params.products.compute)
    owned = imported + total(world.compute_domestic) + world.diverted
    return 1.0 - ratio(np.minimum(world.deploying, owned), owned)
