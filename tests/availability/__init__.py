"""Tests of booking/availability."""
