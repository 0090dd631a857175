"""The front end with pictures: pygame."""
