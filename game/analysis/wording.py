"""How the sentences of an analysis name what the configs name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class ReadableNames:
    """What names of the configs read as; those left out read as they are written.

    `profile` is the word for a line-up of policies.
    """

    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    profile: str = "profile"

    def __call__(self, name: str) -> str:
        """Return what a name reads as."""
        return self.names.get(name, name)


# Names as the configs write them.
PLAIN = ReadableNames()
