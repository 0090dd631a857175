"""Asking a batch: what decides an outcome, which policy stands up, in which worlds it holds."""
