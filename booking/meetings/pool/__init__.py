"""Meetings that somebody made by hand beforehand: read from a file, given to bookings one by one."""
