"""What each Chinese maker builds this month, read off its road map."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np

from game.state.arrays import entries
from game.state.memo import remembered
from game.state.params import Integers, Params, RoadMap
from game.state.world import Floats, World, seal_array


@dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
class Part:
    """The mean chip leaving each maker's line: arrays (R, F), all 0 before a first launch.

    `old` and `new` are places in the flat road map, the shares what of the line each takes. An
    attribute is computed when it is first asked for: few rules want more than two of them.
    """

    roadmap: RoadMap
    old: Integers
    new: Integers
    old_share: Floats
    new_share: Floats

    @functools.cached_property
    def compute(self) -> Floats:
        """Computing speed on paper, H100 = 1."""
        return self._mean(self.roadmap.compute)

    @functools.cached_property
    def bandwidth_index(self) -> Floats:
        """Memory bandwidth on paper, H100 = 1."""
        return self._mean(self.roadmap.bandwidth_index)

    @functools.cached_property
    def worth(self) -> Floats:
        """Geometric mean of computing speed and memory bandwidth, H100 = 1."""
        return seal_array(np.sqrt(self.compute * self.bandwidth_index))

    @functools.cached_property
    def software(self) -> Floats:
        """Useful share of paper speed once the stack is mature."""
        return self._mean(self.roadmap.software)

    @functools.cached_property
    def price(self) -> Floats:
        """List price in thousand US$."""
        return self._mean(self.roadmap.price)

    @functools.cached_property
    def stacks(self) -> Floats:
        """Memory stacks a package."""
        return self._mean(self.roadmap.stacks)

    @functools.cached_property
    def dies(self) -> Floats:
        """Logic dies a package."""
        return self._mean(self.roadmap.dies)

    @functools.cached_property
    def power(self) -> Floats:
        """Power in kW."""
        return self._mean(self.roadmap.power)

    def _mean(self, table: Floats) -> Floats:
        flat = table.ravel()
        return seal_array(
            entries(flat, self.new) * self.new_share + entries(flat, self.old) * self.old_share
        )


def current_part(world: World, params: Params) -> Part:
    """Return the part of each maker, a new one taking over the line within `params.part_ramp`.

    new share = clip((month - roadmap_delay - launch) / part_ramp, 0, 1)          [(R, F)]

    A maker's first part has the line to itself at once. Source: chips.csv launches; Ascend 910C
    made up four fifths of Huawei's packages in the year of its launch (facts SU3).
    """
    return _read_roadmap(world.month, world.roadmap_delay, params)


@remembered
def _read_roadmap(month: int, delay: Floats, params: Params) -> Part:
    launch = params.roadmap.launch
    clock = month - delay
    earliest, latest = clock.min(axis=0), clock.max(axis=0)
    launched = np.zeros_like(clock)
    launched += (launch <= earliest[:, None]).sum(axis=1)
    for place in range(launch.shape[1]):
        # Parts launched everywhere are counted above, parts launched nowhere count for nothing.
        if ((launch[:, place] > earliest) & (launch[:, place] <= latest)).any():
            launched += (clock >= launch[:, place]) & (launch[:, place] > earliest)
    first = np.arange(len(launch)) * launch.shape[1]
    new = np.maximum(launched - 1.0, 0.0).astype(np.intp) + first
    old = np.maximum(launched - 2.0, 0.0).astype(np.intp) + first
    begun = np.minimum(launched, 1.0)
    age = (clock - entries(launch.ravel(), new)) / params.part_ramp
    new_share = begun * np.clip(age, 0.0, 1.0)
    return Part(
        roadmap=params.roadmap, old=old, new=new, old_share=begun - new_share, new_share=new_share
    )
