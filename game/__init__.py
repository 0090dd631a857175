"""High Fence: the contest over AI chips, as a game and as a simulator."""

__version__ = "0.1.0"
