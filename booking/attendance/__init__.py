"""What became of consultations: what providers tell, what it suggests, and what staff decide."""
