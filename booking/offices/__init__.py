"""Offices as they are set up: their files, their rows, the search for them."""
