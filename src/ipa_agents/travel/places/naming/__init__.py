"""Names of places: finding them by parts, by ear and misspelt, among tens of millions."""
