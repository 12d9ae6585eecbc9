"""Places: what a map knows of them, and the search for them."""
