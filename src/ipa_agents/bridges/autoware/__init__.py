"""Autoware, by its AD API."""
