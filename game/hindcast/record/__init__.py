"""The dated record: what was ordered and when, as a scenario."""
