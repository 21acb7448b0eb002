"""Tests of booking/settings."""
