"""The ledger's arithmetic against published arithmetic."""
