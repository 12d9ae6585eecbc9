"""Decides what a proposal may do to the car: rules and limits as data, no model, nobody's word taken."""
