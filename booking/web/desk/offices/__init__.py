"""The desk's pages of an office's days, times and desks."""
