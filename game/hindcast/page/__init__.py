"""The page that a hindcast is written up on."""
