"""What screens are put together from, one file each."""
