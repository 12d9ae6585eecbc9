"""Stand-ins for other worlds: each publishes what its world does, at its rates, from a car that a driver drives."""
