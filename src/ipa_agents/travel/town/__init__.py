"""The demo town: an invented town of real size, made the same from the same seed, written as OpenStreetMap data."""
