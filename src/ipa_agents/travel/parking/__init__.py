"""Where to leave the car."""
