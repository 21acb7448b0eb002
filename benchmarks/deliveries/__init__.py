"""Deliveries a minute of real workers, beside a loop that hands over as many letters and commits once for each."""
