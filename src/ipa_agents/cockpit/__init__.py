"""The page: what people in the car see of it and can touch, in a browser."""
