"""Registrations that end, and that their seekers make valid or invalid."""
