"""A class in one room: tables under the same luck, seats on phones, a desk and a board."""
