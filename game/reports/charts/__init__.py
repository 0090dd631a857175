"""Figures by subject: each function takes a tidy table and returns one chart."""
