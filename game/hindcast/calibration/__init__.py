"""History matching: which parameter values the record has not ruled out."""
