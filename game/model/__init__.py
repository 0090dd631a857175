"""What follows from what is: rules, market arithmetic, quantities."""
