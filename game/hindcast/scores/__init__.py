"""How well a run met published numbers."""
