"""The brand layer: who speaks, what it is called, and how it words things."""
