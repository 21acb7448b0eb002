"""Tests of booking/messages."""
