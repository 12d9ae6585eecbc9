"""The car that Nav2 drives."""
