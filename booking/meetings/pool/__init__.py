"""Meetings that somebody made in Zoom by hand beforehand: read from a file, given to bookings one by one."""
