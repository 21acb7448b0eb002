"""Suspensions: proposed by no-shows, decided by managers, answered by seekers."""
