"""The pages of a class over HTTP: forms first, a doorbell beside them, and nothing else."""
