"""The reference pages, one module a kind."""
