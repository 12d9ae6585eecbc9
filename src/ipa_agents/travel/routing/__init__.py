"""Routes over a map."""
