"""Odds of a seat's own draft, worked out while somebody thinks."""
