"""Tests of booking/bookings/rules."""
