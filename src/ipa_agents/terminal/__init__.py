"""A conversation on a terminal: as lines, or as a screen that shows the car beside it."""
