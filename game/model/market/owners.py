"""Who owns the chips that are sold outside China."""

from __future__ import annotations

from game.state.params import Params
from game.state.world import Floats, World


def us_share(world: World, params: Params) -> Floats:
    """Return the US-owned part of what Nvidia sells outside China, share (R, 1).

    share = share_us x (1 - hedge_buying x hedging)

    Third countries that want to depend on nobody buy compute of their own. Source: seeds M29.
    """
    return params.share_us * (1.0 - params.hedge_buying * world.hedging)
