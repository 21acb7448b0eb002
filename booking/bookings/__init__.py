"""Holding, booking, moving and cancelling: each is one act and one transaction, read from top to bottom."""
