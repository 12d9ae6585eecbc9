"""Maps: their folder, and what of them is drawn."""
