"""すること: what waits for the staff of some offices, and who sees to it."""
