"""Training data from the catalogue, and the tiny model made of it."""
