"""Changes, each on a real database of both engines."""
