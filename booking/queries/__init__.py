"""Reads: from rows to the values that rules and pages work with. Nothing in here changes anything."""
