"""Front ends for people: what a game says, and the seats at which it is played."""
