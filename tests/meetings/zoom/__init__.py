"""Tests of booking/meetings/zoom."""
