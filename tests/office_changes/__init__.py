"""Tests of booking/office_changes."""
