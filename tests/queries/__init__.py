"""Reads: what is found, and for whom."""
