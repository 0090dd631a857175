"""The laws of a live contest: what must be true of the game, each measured."""
