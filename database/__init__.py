"""Connections, column types, locks and migrations; knows nothing of bookings, messages or people."""
