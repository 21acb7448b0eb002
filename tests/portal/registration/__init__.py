"""Registering online."""
