"""Tests of booking/bookings."""
