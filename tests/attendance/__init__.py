"""Tests of booking/attendance."""
