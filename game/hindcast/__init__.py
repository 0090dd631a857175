"""The model held against history: what was given, what it had to find, and how far it missed."""
