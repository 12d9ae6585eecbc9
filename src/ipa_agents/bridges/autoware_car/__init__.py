"""The car that Autoware drives."""
