"""Signing in and out: passwords, the lock after wrong ones, and which browsers are signed in."""
