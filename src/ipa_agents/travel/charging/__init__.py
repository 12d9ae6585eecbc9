"""Driving on a battery: what a way takes, where to charge, and whether it is enough."""
