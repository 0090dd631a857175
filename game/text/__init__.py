"""The front end of plain lines."""
