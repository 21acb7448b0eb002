"""Tests of booking/core."""
