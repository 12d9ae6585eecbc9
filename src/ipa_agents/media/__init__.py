"""The car's music and radio: what there is, how it is found, and a player for it."""
