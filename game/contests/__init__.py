"""Policies against each other: tournaments, duels, equilibria."""
