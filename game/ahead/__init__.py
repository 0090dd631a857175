"""What may come: odds of choices by rollouts, stored ensembles."""
