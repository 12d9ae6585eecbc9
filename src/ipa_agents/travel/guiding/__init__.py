"""Guidance along a route."""
