"""What one seat knows and may do, without a screen."""
