"""Tests of booking/announcements."""
