"""A game on disk: its log, and the folder of saved games."""
