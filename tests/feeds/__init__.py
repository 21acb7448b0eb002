"""Tests of booking/feeds."""
