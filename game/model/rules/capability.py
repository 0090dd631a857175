"""Capability: compute, algorithms, and what the follower learns from the leader."""

from __future__ import annotations

import numpy as np

from game.mathematics import log
from game.state.arrays import approach
from game.state.chance import Chance
from game.state.orders import Orders
from game.state.params import Params
from game.state.world import Changes, Floats, World


def advance_capability(world: World, orders: Orders, params: Params, chance: Chance) -> Changes:
    """Advance algorithms and capability, and measure how far China is behind.

    d algorithm.us = pace x (1 - drag_us x fragmentation)                        [ln per month]
    d algorithm.cn = pace x own x (1 + drive x shortage) x (1 - drag_cn x fragmentation)
                     + diffusion x absorb x openness x max(0, gap - diffusion_floor)
    absorb         = C^2 / (C^2 + absorb_half^2), C Chinese compute in k H100e
    capability    -> algorithm + compute_weight x ln(compute / reference)          [ln, (R, B)]
    lag            = (capability.us - capability.cn) / frontier speed             [months, (R, 1)]
    frontier speed = pace + compute_weight x training_pace                         [ln per month]

    The gap is US minus Chinese algorithmic efficiency (ln). Imitation, open weights and
    distillation close it the faster, the more compute there is to try things on, and the slower
    the more distrust and separate stacks stand in the way; scarcity makes the follower thrifty.
    Lag therefore can shrink while China's share of compute falls. Compute becomes capability
    over `absorption_lag`.

    Source: facts CC2-CC5, CC8, CC9, G10; seeds M16, M26, M45, M53.
    """
    algorithm = _advance_algorithms(world, params)
    scale = log(np.maximum(world.compute, 1.0) / params.compute_reference)
    reached = algorithm + params.compute_weight * scale
    capability = approach(world.capability, reached, params.absorption_lag)
    us, cn = (params.axes.column("blocs", bloc) for bloc in ("us", "cn"))
    behind = capability[:, us] - capability[:, cn]
    speed = params.algorithm_pace + params.compute_weight * params.training_pace
    lag = np.clip(behind / speed, -24.0, 60.0)
    return {"algorithm": algorithm, "capability": capability, "lag": lag}


def _advance_algorithms(world: World, params: Params) -> Floats:
    """Return algorithmic efficiency after a month, ln, (R, B); others keep step with the US."""
    pace = params.algorithm_pace
    separate = world.fragmentation
    thrift = 1.0 + params.scarcity_drive * world.shortage
    own_pace = params.follower_pace * thrift * (1.0 - params.follower_drag * separate)
    growth = np.empty_like(world.algorithm)
    growth[:] = pace * (1.0 - params.leader_drag * separate)
    growth[:, params.axes.column("blocs", "cn")] = pace * own_pace + _learn_from_leader(
        world, params
    )
    return world.algorithm + growth


def _learn_from_leader(world: World, params: Params) -> Floats:
    """Return what diffusion adds to Chinese algorithms in a month, ln, (R, 1)."""
    us, cn = (params.axes.column("blocs", bloc) for bloc in ("us", "cn"))
    compute = np.square(world.compute[:, cn])
    absorb: Floats = compute / (compute + np.square(params.absorb_half))
    openness = 1.0 - params.diffusion_distrust * (1.0 - world.trust)
    openness = openness * (1.0 - params.diffusion_drag * world.fragmentation)
    gap = world.algorithm[:, us] - world.algorithm[:, cn]
    left = np.maximum(gap - params.diffusion_floor, 0.0)
    return params.diffusion * absorb * openness * left
