"""The red team: players that look at nothing, or one move ahead, and what they win by."""
