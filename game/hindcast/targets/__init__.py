"""Published numbers that a run is held against."""
