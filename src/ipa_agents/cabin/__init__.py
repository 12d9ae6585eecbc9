"""What people in a car that runs say, hear and see, in order, and whether it is what a drive expects."""
