"""Changes of an office's days, times and desks: their impact first, then a decision for each booking."""
