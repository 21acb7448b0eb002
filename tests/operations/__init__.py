"""Tests of booking/operations."""
