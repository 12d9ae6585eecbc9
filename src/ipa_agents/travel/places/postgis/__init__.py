"""Places in PostGIS, for fleets that outgrow one machine."""
