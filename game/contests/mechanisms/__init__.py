"""Mechanisms of the background articles: each intervened on, and whether it acts as claimed."""
