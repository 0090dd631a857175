"""How numbers, orders and reasons are said, and in which language."""
