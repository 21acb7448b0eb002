"""Accounts of staff: made, with roles and offices."""
