"""Tests of booking.core.texts."""
