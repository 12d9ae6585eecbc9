"""What is kept of the people in the car: only what they asked for or agreed to, on this machine, erasable."""
