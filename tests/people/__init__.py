"""Tests of booking/people."""
