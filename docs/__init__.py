"""Documentation, and what makes its reference pages."""
