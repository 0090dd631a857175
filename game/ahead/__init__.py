"""What may come: rollouts from a position, odds of choices, stored ensembles."""
