"""Accounts of people who leave, and of those who come back."""
