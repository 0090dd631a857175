"""Orders: the settings of all levers in force, and what policies propose to change of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt

from game.state.world import Floats, seal_array

Flags = npt.NDArray[np.bool_]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a policy wants: one setting moved to `values` in the replicates marked by `where`.

    Both arrays have shape (R, 1). `clause` is the index of the policy's clause that asks for it,
    -1 when a person does. The turn in which a proposal is granted is remembered under its `key`,
    where it has one. Neighbours of one key that are a package are granted together or not at all,
    and remembered also where they move nothing.
    """

    lever: str
    column: int
    values: Floats
    where: Flags
    clause: int = -1
    key: str = ""
    is_package: bool = False


class Orders:
    """The settings of all levers in force, as arrays (R, columns): `orders.revenue_share`."""

    def __init__(self, settings: Mapping[str, Floats]) -> None:
        self.settings = dict(settings)
        self.__dict__.update(self.settings)

    def __getattr__(self, name: str) -> Floats:
        raise AttributeError(f"no lever named {name!r}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.settings)

    def with_settings(self, settings: Mapping[str, Floats]) -> Orders:
        """Return these orders with some levers set anew."""
        sealed = {name: seal_array(values) for name, values in settings.items()}
        return Orders({**self.settings, **sealed})

    def with_column(self, lever: str, column: int, values: Floats, where: Flags) -> Orders:
        """Return these orders with one setting changed in some replicates.

        `values` and `where` have shape (R, 1).
        """
        changed = self.settings[lever].copy(order="K")
        changed[:, column : column + 1] = np.where(where, values, changed[:, column : column + 1])
        return self.with_settings({lever: changed})

    def rows(self, first: int, last: int) -> Orders:
        """Return replicates `first` to `last` - 1 alone."""
        return Orders({name: values[first:last] for name, values in self.settings.items()})
