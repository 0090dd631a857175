"""A finished game as one seat is told it."""
