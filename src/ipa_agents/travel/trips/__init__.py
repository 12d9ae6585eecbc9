"""Trips: several stops with times, made from wishes, changed, and driven stop by stop."""
