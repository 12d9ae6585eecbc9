"""Other worlds' messages to signals and back: one small node for each world (docs/worlds)."""
