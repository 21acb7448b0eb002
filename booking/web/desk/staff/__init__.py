"""Accounts of staff: who looks after them, and what everybody sets for themselves."""
