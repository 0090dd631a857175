"""What the commands answer, ready to be printed."""
