"""A seat that looks ahead: what it imagines, the plans it compares, and how it compares them."""
