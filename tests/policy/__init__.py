"""Tests of the pure rules of booking."""
