"""Calendar feeds of seekers and desks: their addresses and their entries."""
