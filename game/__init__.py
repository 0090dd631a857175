"""High Fence: the contest over AI chips, as a game and as a simulator."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.config.scenarios import load_scenario

__version__ = "0.1.0"
__all__ = ["__version__", "load_scenario"]


def __getattr__(name: str) -> object:
    # Read on demand: the world and its rules must not bring the configs' libraries with them.
    if name == "load_scenario":
        from game.config.scenarios import load_scenario

        return load_scenario
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
