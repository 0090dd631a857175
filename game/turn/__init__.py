"""One turn: views, legality, sealing, months, outcome, and the ledger of causes."""
