"""The database by itself: transactions, locks, types and migrations on both engines."""
